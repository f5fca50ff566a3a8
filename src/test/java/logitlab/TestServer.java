package logitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.web.Server;
import picocli.CommandLine;

/** The real server with the project's models and lessons, on a free port. Starts once and stops with the tests' JVM. */
public final class TestServer {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final App.Running RUNNING = start();

    private TestServer() {}

    /** A separate server for one test, which must close it. */
    public record Own(String address, Runnable stop) implements AutoCloseable {

        public HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            stop.run();
        }
    }

    /** Requests a path and follows redirects. */
    public static HttpResponse<String> get(String path) {
        return send(CLIENT, path);
    }

    /** Requests a path without following redirects. */
    public static HttpResponse<String> getFirst(String path) {
        return send(HttpClient.newHttpClient(), path);
    }

    private static HttpResponse<String> send(HttpClient client, String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The text that a visitor reads in a fragment, with whitespace collapsed. */
    public static String text(HttpResponse<String> answer) {
        return answer.body()
                .replace('\u00a0', ' ')
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceAll("\\s+", " ");
    }

    /** Starts a server with the lessons in this folder, on the models of the shared one. */
    public static Own withLessons(Path folder) {
        return sharing("--lessons", folder.toString());
    }

    /** Starts a server with these options, on the models of the shared one. */
    public static Own sharing(String... options) {
        App.Running running =
                App.start(options(options), models(), course -> List.of()).ready();
        return new Own(
                running.server().address(),
                () -> running.parts().stream().filter(part -> part != models()).forEach(App::close));
    }

    /** Starts a server with these options: {@code with("--models", "src/test/resources/model/bigram")}. */
    public static Own with(String... options) {
        App.Running running = run(options);
        return new Own(running.server().address(), running::close);
    }

    /** Starts a server as the command line does: with the models that the lessons run on. */
    public static Own served(String... options) {
        ServeOptions all = options(options);
        all.addWhatLessonsNeed();
        App.Running running = App.start(all).ready();
        return new Own(running.server().address(), running::close);
    }

    private static ServeOptions options(String... more) {
        ServeOptions options = new ServeOptions();
        new CommandLine(options)
                .parseArgs(
                        Stream.concat(Stream.of("--port", "0"), Stream.of(more)).toArray(String[]::new));
        return options;
    }

    private static App.Running run(String... more) {
        return App.start(options(more)).ready();
    }

    private static App.Running start() {
        App.Running running = App.start(options("--proxy", "127.0.0.1"), Packages.SHIPPED, course -> List.of())
                .ready();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        return running;
    }

    /** The models of the server; a test that counts runs, or closes them, loads its own. */
    public static Models models() {
        return RUNNING.models();
    }

    public static Server server() {
        return RUNNING.server();
    }

    /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
    public static String address() {
        return RUNNING.server().address();
    }

    /** {@code uri("/play?v=1")}. */
    public static URI uri(String path) {
        return URI.create(address() + path);
    }
}
