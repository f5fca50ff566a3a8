package logitlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.onnx.Proofs;

/**
 * Compares the steps per second of several simultaneous learners with those of one, in turn. Each has its own text and takes its next step
 * immediately, through {@link LanguageModel}, so steps that wait at the same time share runs.
 */
final class ManyLearners {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int LENGTH = 24;

    private final LanguageModel model;
    private final int steps;
    private final SplittableRandom random = new SplittableRandom(1);

    private ManyLearners(LanguageModel model, int steps) {
        this.model = model;
        this.steps = steps;
    }

    /** @param steps of each learner in a round */
    static Row measure(String what, LanguageModel model, int learners, int steps, double aim) throws Exception {
        for (int length = LENGTH; length <= LENGTH + steps; length++) {
            Proofs.prove(model, length); // proves which texts may share a run
        }
        ManyLearners many = new ManyLearners(model, steps);
        Ratios ratios = new Ratios();
        ExecutorService threads = Executors.newFixedThreadPool(learners);
        try {
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double one = many.stepsPerSecond(threads, 1);
                double all = many.stepsPerSecond(threads, learners);
                if (round >= WARM_UP) {
                    ratios.add(all, one);
                }
            }
        } finally {
            threads.shutdown();
        }
        System.out.println("runs by the number of texts: " + model.runs().bySize());
        return Row.atLeast(what, ratios, aim);
    }

    private double stepsPerSecond(ExecutorService threads, int learners) throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        for (int learner = 0; learner < learners; learner++) {
            Prefix text = Prefix.of(random.ints(LENGTH + steps, 0, model.card().vocabularySize())
                    .toArray());
            model.logits(text.first(LENGTH));
            work.add(() -> {
                for (int length = LENGTH + 1; length <= text.size(); length++) {
                    model.logits(text.first(length));
                }
                return null;
            });
        }
        long start = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        return learners * steps / ((System.nanoTime() - start) / 1e9);
    }
}
