package logitlab.bench.hall;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import logitlab.bench.Connection;
import logitlab.bench.ServerProcess;
import logitlab.bench.hall.HallFigures.Kind;

/**
 * What the server had used at one moment.
 *
 * @param processor of the server, in seconds
 * @param own processor time of the process that makes the load, in seconds
 * @param megabytes resident
 * @param runs of the models
 * @param texts in these runs, or 0 if the server does not tell
 * @param tokens that the models have read
 */
record Meter(double processor, double own, double megabytes, double runs, double texts, double tokens) {

    static Meter read(ServerProcess server) throws IOException {
        List<String> metrics;
        try (Connection connection = new Connection(server.address())) {
            connection.waitAtMost(10_000);
            byte[] body = connection.send(connection.get("/metrics")).plainBody();
            metrics = new String(body, StandardCharsets.UTF_8).lines().toList();
        }
        double own = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
        return new Meter(
                server.processorSeconds(),
                own,
                server.megabytes().orElse(0),
                sum(metrics, "logitlab_model_runs_total"),
                sum(metrics, "logitlab_model_texts_total"),
                sum(metrics, "logitlab_model_tokens_total"));
    }

    private static double sum(List<String> metrics, String name) {
        Stream<String> lines = metrics.stream().filter(line -> line.startsWith(name));
        return lines.mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
                .sum();
    }

    double processorMillisecondsSince(Meter begin) {
        return 1_000 * (processor - begin.processor);
    }

    /** What was used since then, as lines. */
    String since(Meter begin, HallFigures figures) {
        long steps = figures.answers(Kind.STEP) + figures.answers(Kind.LATE);
        long answers = figures.answers() - figures.answers(Kind.STREAM);
        double ran = runs - begin.runs;
        return String.format(
                Locale.ROOT,
                "  steps: %.0f a second; server: %.1f ms of processor time an answer; load: %.1f ms%n"
                        + "  models: %.0f runs, %.2f texts and %.2f tokens a run%n"
                        + "  resident: %.0f MB at the beginning, %.0f MB at the end; %d cores, load average %.1f%n",
                steps / figures.seconds(),
                processorMillisecondsSince(begin) / answers,
                1_000 * (own - begin.own) / answers,
                ran,
                (texts - begin.texts) / ran,
                (tokens - begin.tokens) / ran,
                begin.megabytes,
                megabytes,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
