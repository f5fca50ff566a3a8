package logitlab.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import logitlab.model.Packages;

/**
 * Storyteller in another process, language and version of the runtime: onnxruntime-node behind a small server of the Open Inference
 * Protocol. Where Node or the package cannot be had, a test that asks for it is aborted and says so.
 */
public final class NodeEngine implements AutoCloseable {

    private static final Path SOURCE = Path.of("src", "test", "node", "engine");
    private static final Path GRAPH = Path.of("src", "test", "resources", "engine");
    private static final Path FOLDER = Path.of("target", "engine");
    private static final Path SERVED = FOLDER.resolve("storyteller");
    private static final String DATA = "model.onnx_data";
    private static final int MINUTES = 5; // for a download of 100 MB

    private Process process;
    private int port;

    private NodeEngine() {}

    public static NodeEngine start() {
        try {
            install();
            Files.createDirectories(SERVED);
            copy(GRAPH.resolve("model.onnx"), SERVED.resolve("model.onnx"));
            copy(Packages.STORYTELLER.resolve(DATA), SERVED.resolve(DATA));
            NodeEngine engine = new NodeEngine();
            engine.startAgain();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The graph and its weights, as the engine has them. */
    static List<Path> served() {
        return List.of(SERVED.resolve("model.onnx"), SERVED.resolve(DATA));
    }

    private static synchronized void install() throws IOException {
        Files.createDirectories(FOLDER);
        Path lock = FOLDER.resolve("package-lock.json");
        boolean installed = Files.exists(lock)
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0
                && Files.exists(FOLDER.resolve("node_modules/onnxruntime-node/package.json"));
        for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
            copy(SOURCE.resolve(file), FOLDER.resolve(file));
        }
        if (!installed && !run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")) {
            notRun("npm cannot install onnxruntime-node here");
        }
        if (!run("node", "--input-type=module", "--eval", "import 'onnxruntime-node'")) {
            notRun("Node is not installed, or onnxruntime-node has no binary for this machine");
        }
    }

    private static void notRun(String why) {
        String all = "NOT RUN: the comparison with an engine in another process. " + why + ".";
        System.err.println(all);
        abort(all);
    }

    private static boolean run(String... command) {
        try {
            Process program = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("npm.log").toFile())
                    .start();
            if (!program.waitFor(MINUTES, TimeUnit.MINUTES)) {
                program.destroyForcibly();
                return false;
            }
            return program.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts it on a free port, and after {@link #kill} on the same one. */
    void startAgain() throws IOException {
        List<String> command = new ArrayList<>(List.of("node", "server.mjs"));
        command.addAll(List.of("storyteller/model.onnx", "storyteller", Integer.toString(port)));
        process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        assertThat(line).as("what the engine says when it is ready").startsWith("port ");
        port = Integer.parseInt(line.substring("port ".length()));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes the package that runs here, with the probe that the script wrote. */
    public Path pack(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String file : List.of("config.json", "tokenizer.json")) {
                copy(Packages.STORYTELLER.resolve(file), folder.resolve(file));
            }
            String engine = Files.readString(GRAPH.resolve(EngineFile.NAME));
            Files.writeString(folder.resolve(EngineFile.NAME), engine.replace("http://localhost:8000", url()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
