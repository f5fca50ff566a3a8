package logitlab.bench;

import java.io.IOException;
import java.net.URI;

/** Compares a step after 256 tokens with one after 32, alternating between the two. */
final class LongAgainstShort {

    private static final double AIM = 1.6;
    private static final int LONG = 256;
    private static final int SHORT = 32;
    private static final int ROUNDS = 8;
    private static final int STEPS = 12;

    private LongAgainstShort() {}

    static Row measure(URI server, String model) throws IOException {
        Ratios ratios = new Ratios();
        try (Learner far = new Learner(server, model, 1);
                Learner near = new Learner(server, model, 2)) {
            for (int round = 0; round < ROUNDS; round++) {
                far.begin(LONG);
                near.begin(SHORT);
                for (int step = 0; step < STEPS; step++) {
                    long after = far.step();
                    ratios.add(after, near.step());
                }
            }
        }
        return Row.of("GPT-2's size: a step after 256 tokens / after 32", ratios, AIM);
    }
}
