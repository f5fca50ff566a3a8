package logitlab;

import java.net.URI;
import picocli.CommandLine;

/** The real server with the project's models and lessons, on a free port; started once, stopped with the tests' JVM. */
public final class TestServer {

    private static final App.Running RUNNING = start();

    private TestServer() {}

    private static App.Running start() {
        ServeOptions options = CommandLine.populateCommand(new ServeOptions(), "--port", "0");
        App.Running running = App.start(options);
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
