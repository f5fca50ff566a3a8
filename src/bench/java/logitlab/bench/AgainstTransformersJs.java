package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Compares the steps per second of one learner, including requests, with the tokens per second of transformers.js on Node. Both
 * use the same file and one thread, and take turns. Without Node or the package there is no result.
 */
final class AgainstTransformersJs {

    private static final double AIM = 1;
    private static final int ROUNDS = 3;
    private static final int STEPS = 64;
    private static final int LENGTH = 32;
    private static final Path SOURCE = Path.of("src", "bench", "node");
    private static final Path FOLDER = Path.of("target", "bench", "node");

    private AgainstTransformersJs() {}

    static Optional<Row> measure(URI server, String model) throws IOException, InterruptedException {
        if (!install()) {
            System.out.println("  not measured: Node or @huggingface/transformers is not available");
            return Optional.empty();
        }
        Ratios ratios = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(ours(server, model), theirs());
        }
        return Optional.of(Row.atLeast("GPT-2's size: steps per second / transformers.js", ratios, AIM));
    }

    /** Opens a new connection each time, because the server closes an idle one while transformers.js runs. */
    private static double ours(URI server, String model) throws IOException {
        try (Learner learner = new Learner(server, model, 5)) {
            learner.begin(LENGTH);
            long start = System.nanoTime();
            for (int step = 0; step < STEPS; step++) {
                learner.step();
            }
            return STEPS / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static boolean install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "generate.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            return run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
                    .isPresent();
        } catch (IOException noNode) {
            return false;
        }
    }

    private static double theirs() throws IOException, InterruptedException {
        String models = Path.of("..", "models").toString();
        return run("node", "generate.mjs", models, Gpt2Shape.ID, Integer.toString(LENGTH), Integer.toString(STEPS))
                .map(lines -> Double.parseDouble(
                        lines.lines().reduce((before, last) -> last).orElse("").strip()))
                .orElseThrow(() -> new IllegalStateException("transformers.js did not run"));
    }

    /** The output of the command, or nothing if it failed. */
    private static Optional<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
    }
}
