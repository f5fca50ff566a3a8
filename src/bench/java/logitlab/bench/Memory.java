package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures the peak memory, as Linux counts it, of a server with the GPT-2-sized model after 100 steps of two texts. */
final class Memory {

    private static final double AIM = 1500;
    private static final int STEPS = 100;

    private Memory() {}

    static Optional<Row> measure(Path models, String model) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start("memory", List.of(), List.of("--models", models.toString()))) {
            steps(server.address(), model);
            OptionalDouble peak = server.peakMegabytes();
            return peak.isPresent()
                    ? Optional.of(
                            new Row("GPT-2's size: peak memory of a server", peak.getAsDouble(), "MB", "", AIM, false))
                    : Optional.empty();
        }
    }

    private static void steps(URI server, String model) throws IOException {
        try (Learner one = new Learner(server, model, 6);
                Learner other = new Learner(server, model, 7)) {
            one.begin(256);
            other.begin(32);
            for (int step = 0; step < STEPS; step++) {
                one.step();
                other.step();
            }
        }
    }
}
