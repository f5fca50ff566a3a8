package logitlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The most memory that a server with the model of GPT-2's size has held, as Linux counts it, after some hundred steps of two texts. */
final class Memory {

    private static final double AIM = 1500;
    private static final int STEPS = 100;

    private Memory() {}

    static Optional<Row> measure(Path models, String model) throws IOException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "logitlab.App",
                        "--port",
                        "0",
                        "--models",
                        models.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
            String answers = lines.lines()
                    .filter(line -> line.contains("answers on http"))
                    .findFirst()
                    .orElseThrow();
            steps(URI.create(answers.substring(answers.indexOf("http"))), model);
            Path status = Path.of("/proc", Long.toString(server.pid()), "status");
            return Files.exists(status)
                    ? Optional.of(
                            new Row("GPT-2's size: the most memory of a server", peak(status), "MB", "", AIM, false))
                    : Optional.empty();
        } finally {
            server.destroy();
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

    /** {@code VmHWM: 1234 kB} in megabytes of a million bytes. */
    private static double peak(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow();
    }
}
