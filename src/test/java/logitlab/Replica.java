package logitlab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program in a process of its own, with a small heap and the shipped story model only, so that it can be killed. */
public final class Replica implements AutoCloseable {

    private static final String ANSWERS = "Logit Lab answers on ";

    private final Process process;
    private final String address;

    private Replica(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Begins to start one; {@link Starting#join} waits until it answers. */
    public static Starting start(String... options) throws IOException {
        Path models = Files.createDirectories(Path.of("target", "one-model"));
        Path link = models.resolve("storyteller");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Path.of("models", "storyteller").toAbsolutePath());
        }
        Path lessons = Files.createDirectories(Path.of("target", "no-lessons"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "logitlab.App",
                "--only-these",
                "--models",
                models.toString(),
                "--lessons",
                lessons.toString()));
        command.addAll(List.of(options));
        return new Starting(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** A process that does not answer yet. */
    public record Starting(Process process) {

        public Replica join() {
            BufferedReader out = process.inputReader();
            List<String> said = new ArrayList<>();
            String address = Stream.generate(() -> line(out))
                    .takeWhile(line -> line != null)
                    .peek(said::add)
                    .filter(line -> line.startsWith(ANSWERS))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The server did not start: " + said))
                    .substring(ANSWERS.length());
            Thread reader = new Thread(() -> out.lines().forEach(System.out::println), "output");
            reader.setDaemon(true);
            reader.start();
            return new Replica(process, address);
        }

        private static String line(BufferedReader out) {
            try {
                return out.readLine();
            } catch (IOException closed) {
                return null;
            }
        }
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String address() {
        return address;
    }

    /** As {@code kill -9} does: nothing can be finished. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Tells it to stop, as {@code kill} does. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Whether it ends in time. */
    public boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
