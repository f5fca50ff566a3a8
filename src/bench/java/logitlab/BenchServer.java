package logitlab;

import java.net.URI;
import java.nio.file.Path;
import logitlab.model.LanguageModel;
import picocli.CommandLine;

/** The real server with the project's models, on a free port. */
public final class BenchServer implements AutoCloseable {

    private final App.Running running;

    private BenchServer(App.Running running) {
        this.running = running;
    }

    public static BenchServer start() {
        return new BenchServer(App.start(CommandLine.populateCommand(new ServeOptions(), "--port", "0"))
                .ready());
    }

    /** Starts a server that has only the models in this folder. */
    public static BenchServer start(Path models) {
        return new BenchServer(
                App.start(CommandLine.populateCommand(new ServeOptions(), "--port", "0", "--models", models.toString()))
                        .ready());
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI address() {
        return URI.create(running.server().address());
    }

    public LanguageModel model(String id) {
        return running.models().get(id);
    }

    /** The model that the playground opens with. */
    public LanguageModel model() {
        return running.models().first();
    }

    @Override
    public void close() {
        running.close();
    }
}
