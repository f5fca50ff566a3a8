package logitlab.model.onnx;

import java.util.Optional;
import logitlab.decoding.Prefix;
import logitlab.model.onnx.tensor.StateMemory;
import logitlab.model.onnx.tensor.StateRow;

/**
 * A text of which one token is new.
 *
 * @param past the state before that token
 */
record TokenStep(OnnxNetwork network, ModelVariant model, Prefix text, Past past) {

    /** A state that a step starts from. */
    interface Past {

        /** Copies the state after {@code count} tokens to the end of a place in {@code to}. */
        void fill(StateMemory to, int place, int count);

        /** Where it lies, if that is native memory that has exactly {@code count} tokens of it; the caller releases the memory. */
        Optional<StateRow.Place> place(int count);
    }

    /** What came of a step. @param logits as the network gave them @param state after the step; the caller closes it */
    record Done(float[] logits, StateRow state) {}
}
