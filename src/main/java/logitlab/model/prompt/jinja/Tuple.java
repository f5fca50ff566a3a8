package logitlab.model.prompt.jinja;

import java.util.List;

/** A tuple of Python, which is a list in round brackets. */
record Tuple(List<Object> values) {}
