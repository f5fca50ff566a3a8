package logitlab.model.prompt.python;

import java.util.List;

/** The keys, values or items of a map: they can be counted and gone through, but none can be taken by its index. */
record DictView(List<Object> values) {}
