package logitlab.model.prompt.python;

import java.util.List;

/** A tuple of Python, which is a list in round brackets. */
public record Tuple(List<Object> values) {}
