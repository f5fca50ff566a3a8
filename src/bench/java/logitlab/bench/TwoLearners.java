package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares the steps per second of two simultaneous learners with those of one, in turn. Each step runs on one thread. */
final class TwoLearners {

    private static final double AIM = 1.3;
    private static final int ROUNDS = 6;
    private static final int STEPS = 30;
    private static final int LENGTH = 32;

    private TwoLearners() {}

    static Row measure(URI server, String model) throws Exception {
        Ratios ratios = new Ratios();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Learner one = new Learner(server, model, 3);
                Learner other = new Learner(server, model, 4)) {
            for (int round = 0; round < ROUNDS; round++) {
                one.begin(LENGTH);
                other.begin(LENGTH);
                double alone = STEPS / seconds(threads, List.of(one));
                double both = 2 * STEPS / seconds(threads, List.of(one, other));
                ratios.add(both, alone);
            }
        } finally {
            threads.shutdown();
        }
        return Row.atLeast("GPT-2's size: steps per second of two learners / of one", ratios, AIM);
    }

    /** How many seconds the learners take for all their steps. */
    private static double seconds(ExecutorService threads, List<Learner> learners) throws Exception {
        List<Callable<Void>> work = learners.stream()
                .<Callable<Void>>map(learner -> () -> steps(learner))
                .toList();
        long start = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Void steps(Learner learner) throws IOException {
        for (int step = 0; step < STEPS; step++) {
            learner.step();
        }
        return null;
    }
}
