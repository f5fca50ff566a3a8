package logitlab.model.onnx;

import logitlab.model.Switches;

/** A model with its switches, which is what a state, and everything else in the cache, belongs to. */
record ModelVariant(String id, Switches switches) {

    /** In a cache's keys: {@code storyteller}, or {@code storyteller/{4.2=0.0}}, because no folder has a slash in its name. */
    String key() {
        return switches.isNone() ? id : id + "/" + switches.factors();
    }
}
