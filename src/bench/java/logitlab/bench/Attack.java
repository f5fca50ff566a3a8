package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Repeats the attacks that once brought the whole server down. Each {@link Load} runs in a low-priority process against its own
 * server with a heap of 512 MB, while a probe requests {@code /healthz} ten times per second.
 *
 * <p>Nothing is asserted. The goals: {@code /healthz} always answers, within 100 ms at the 99th percentile; every other answer is
 * a 200 or a refusal with {@code Retry-After}; and a step works immediately afterwards.
 */
public final class Attack {

    private static final String STEP = "/play/step?prompt=Once+upon+a+time&a=greedy";
    private static final String STREAM = "/play/stream?prompt=Once+upon+a+time&a=greedy&speed=100&steps=2";

    private static final int GRACE_SECONDS = 5;

    private Attack() {}

    /**
     * @param arguments the loads by name, all of them if none is named; {@code spread} gives every connection of the attackers
     *     a different address
     */
    public static void main(String... arguments) throws Exception {
        List<String> values = Arrays.stream(arguments)
                .map(value -> value.toUpperCase(Locale.ROOT))
                .toList();
        boolean spread = values.contains("SPREAD");
        List<Load.Kind> kinds = values.stream()
                .filter(value -> !value.equals("SPREAD"))
                .map(Load.Kind::valueOf)
                .toList();
        for (Load.Kind kind : kinds.isEmpty() ? List.of(Load.Kind.values()) : kinds) {
            replay(kind, spread);
        }
    }

    private static void replay(Load.Kind kind, boolean spread) throws IOException, InterruptedException {
        System.out.printf("%n%s: %s%s%n", kind, kind.what(), spread ? ", each from a different address" : "");
        try (ServerProcess server = ServerProcess.start("attack-" + kind, List.of("-Xmx512m"), List.of())) {
            URI address = server.address();
            for (int i = 0; i < 20; i++) {
                Probe.once(address, STEP);
            }
            Probe health = Probe.start(address, "/healthz", 100);
            Probe neighbour = Probe.start(address, kind == Load.Kind.M6 ? STREAM : STEP, 1_000);
            String answers = load(kind, address, spread);
            Tally after = Probe.once(address, STEP);
            health.stop();
            neighbour.stop();
            System.out.print(answers);
            say("/healthz", health.tally());
            say(kind == Load.Kind.M6 ? "another client's stream" : "another client's step", neighbour.tally());
            say("a step immediately afterwards", after);
            System.out.println("  the server's log: " + log(server));
            server.peakMegabytes()
                    .ifPresent(peak -> System.out.printf("  the server's memory: at most %.0f MB%n", peak));
        }
    }

    private static void say(String what, Tally tally) {
        System.out.printf("  %s: %s; %s%n", what, tally.times(), tally.counts());
    }

    /** Runs under {@code nice} if that command exists. */
    private static String load(Load.Kind kind, URI server, boolean spread) throws IOException, InterruptedException {
        List<String> command = ServerProcess.java(
                List.of("-Xmx256m"),
                Load.class.getName(),
                List.of(kind.name(), server.toString(), spread ? "spread" : ""));
        Path output = Path.of("target", "bench", "load-" + kind + ".log");
        Process load;
        try {
            load = start(withNice(command), output);
        } catch (IOException noNice) {
            load = start(command, output);
        }
        boolean ended = load.waitFor(kind.mostSeconds(), TimeUnit.SECONDS);
        load.destroy();
        load.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        load.destroyForcibly();
        return Files.readString(output) + (ended ? "" : "  the load did not end in time\n");
    }

    private static List<String> withNice(List<String> command) {
        List<String> nice = new ArrayList<>(List.of("nice", "-n", "19"));
        nice.addAll(command);
        return nice;
    }

    private static Process start(List<String> command, Path output) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String log(ServerProcess server) throws IOException {
        List<String> lines = server.lines();
        return "%d lines, %d ERROR, %d WARN, %d OutOfMemoryError (%s)"
                .formatted(
                        lines.size(),
                        count(lines, " ERROR "),
                        count(lines, " WARN "),
                        count(lines, "OutOfMemoryError"),
                        server.log());
    }

    private static long count(List<String> lines, String word) {
        return lines.stream().filter(line -> line.contains(word)).count();
    }
}
