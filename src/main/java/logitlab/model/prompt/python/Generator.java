package logitlab.model.prompt.python;

import java.util.Iterator;

/** Values that are computed one by one and can be gone through once, as filters such as {@code selectattr} return them. */
public record Generator(Iterator<Object> values) {}
