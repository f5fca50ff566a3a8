package logitlab.model.onnx;

import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/** A text that a network has read. @param state {@link TextState#NONE} if the graph carries nothing from one token to the next */
record NetworkReading(ModelVariant model, Prefix text, Logits logits, TextState state)
        implements LanguageModel.Reading {

    @Override
    public long bytes() {
        return state.bytes() + logits.bytes() + (long) Integer.BYTES * text.size();
    }
}
