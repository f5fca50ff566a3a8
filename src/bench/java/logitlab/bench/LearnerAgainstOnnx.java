package logitlab.bench;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/** Compares a step of a learner whom nobody meets, through {@link LanguageModel}, with the bare call of ONNX Runtime for the same token. */
final class LearnerAgainstOnnx {

    private static final int LENGTH = 24;
    private static final int STEPS = 100;

    private LearnerAgainstOnnx() {}

    static Row measure(String what, LanguageModel model, Path graph, int warmUp, int steps, double aim)
            throws OrtException {
        SplittableRandom random = new SplittableRandom(2);
        Ratios ratios = new Ratios();
        try (BareNetwork bare = new BareNetwork(graph)) {
            for (int done = 0; done < warmUp + steps; ) {
                Prefix text =
                        Prefix.of(random.ints(LENGTH + STEPS, 0, model.card().vocabularySize())
                                .toArray());
                model.logits(text.first(LENGTH));
                bare.begin(text.first(LENGTH).ids().toArray());
                for (int length = LENGTH + 1; length <= text.size() && done < warmUp + steps; length++, done++) {
                    int next = text.at(length - 1);
                    // the two take turns at coming first
                    long early = length % 2 == 0 ? bare.step(next) : 0;
                    long start = System.nanoTime();
                    model.logits(text.first(length));
                    long end = System.nanoTime();
                    long call = early > 0 ? early : bare.step(next);
                    if (done >= warmUp) {
                        ratios.add(end - start, call);
                    }
                }
            }
        }
        return Row.of(what, ratios, aim);
    }
}
