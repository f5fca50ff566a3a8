package logitlab.model.onnx;

import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/** A text that a network has read. @param carried {@link TextState#NONE} if the graph carries nothing from one token to the next */
record ReadText(ModelVariant model, Prefix text, TextState carried) implements LanguageModel.State {

    @Override
    public long bytes() {
        return carried.bytes() + (long) Integer.BYTES * text.size();
    }
}
