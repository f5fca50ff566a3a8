package logitlab;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The real server with the project's models and lessons, on a free port; started once, stopped with the tests' JVM. */
public final class TestServer {

    private static final App.Running RUNNING = start();

    private TestServer() {}

    /** Another server, with lessons of a test's own; who starts it closes it. */
    public record Own(String address, Runnable stop) implements AutoCloseable {

        @Override
        public void close() {
            stop.run();
        }
    }

    public static Own withLessons(Path folder) {
        App.Running running = run("--lessons", folder.toString());
        return new Own(running.server().address(), running::close);
    }

    private static App.Running run(String... more) {
        ServeOptions options = new ServeOptions();
        new CommandLine(options)
                .parseArgs(
                        Stream.concat(Stream.of("--port", "0"), Stream.of(more)).toArray(String[]::new));
        return App.start(options);
    }

    private static App.Running start() {
        App.Running running = run();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        return running;
    }

    /** {@code http://127.0.0.1:PORT}, without a slash at its end. */
    public static String address() {
        return RUNNING.server().address();
    }

    /** {@code uri("/play?v=1")}. */
    public static URI uri(String path) {
        return URI.create(address() + path);
    }
}
