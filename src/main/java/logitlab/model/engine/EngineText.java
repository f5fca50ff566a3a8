package logitlab.model.engine;

import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/** A text that an engine has read. The engine keeps nothing of it. @param model the key of the model */
record EngineText(String model, Prefix text) implements LanguageModel.State {

    @Override
    public long bytes() {
        return (long) Integer.BYTES * text.size();
    }
}
