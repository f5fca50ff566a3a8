package logitlab.model.onnx;

import logitlab.model.LanguageModel;

/** Waits for what a model otherwise proves in the background. */
public final class Proofs {

    private Proofs() {}

    /** Proves which texts of up to a length may share a run. */
    public static void prove(LanguageModel model, int length) {
        model.tokenizer(); // loads the model if it has left memory
        proveIfLoaded(model, length);
    }

    /** What happens in the background, where no model is loaded. */
    public static void proveIfLoaded(LanguageModel model, int length) {
        ((OnnxLanguageModel) model).prove(length);
    }
}
