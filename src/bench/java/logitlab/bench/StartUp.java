package logitlab.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a start costs: the processor time of the process (user and system) until the first 200 of {@code /play} and of
 * {@code /readyz}, and its resident memory five seconds later. Linux only, because it reads {@code /proc}.
 *
 * <pre>
 * java src/bench/java/logitlab/bench/StartUp.java 5 java @src/deploy/image/jvm.options -jar target/logitlab.jar
 * </pre>
 */
final class StartUp {

    /** The unit of the times in /proc/PID/stat: a hundredth of a second on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(3);

    private StartUp() {}

    private record Start(double page, double ready, long resident) {}

    public static void main(String... args) throws IOException, InterruptedException {
        int times = Integer.parseInt(args[0]);
        List<String> command = List.of(args).subList(1, args.length);
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Start start = start(command);
            starts.add(start);
            print("start " + (i + 1), start);
        }
        print(
                "median",
                new Start(
                        median(starts.stream().map(Start::page).toList()),
                        median(starts.stream().map(Start::ready).toList()),
                        Math.round(median(starts.stream()
                                .map(start -> (double) start.resident())
                                .toList()))));
    }

    private static void print(String name, Start start) {
        System.out.printf(
                Locale.ROOT,
                "%-8s  first page %.2f s   ready %.2f s   resident %d MB%n",
                name,
                start.page(),
                start.ready(),
                start.resident() / 1_000_000);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static Start start(List<String> command) throws IOException, InterruptedException {
        int port = freePort();
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--port", Integer.toString(port)));
        Process server = new ProcessBuilder(whole)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            double page = until(server, port, "/play");
            double ready = until(server, port, "/readyz");
            Thread.sleep(5000);
            return new Start(page, ready, resident(server));
        } finally {
            server.destroy();
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The processor time until a path is answered with 200, in seconds. */
    private static double until(Process server, int port, String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + MOST_NANOS;
        while (status(port, path) != 200) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the server does not answer " + path);
            }
            Thread.sleep(10);
        }
        return seconds(server);
    }

    /** Requests a page and reads the whole answer. @return the status, or 0 if the server does not answer yet */
    private static int status(int port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            int status = connection.getResponseCode();
            if (status == 200) {
                connection.getInputStream().readAllBytes();
            }
            return status;
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static double seconds(Process server) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private static long resident(Process server) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
