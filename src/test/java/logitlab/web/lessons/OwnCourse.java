package logitlab.web.lessons;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.TestServer;
import logitlab.lesson.file.Course;
import logitlab.web.RequestLimiter;
import logitlab.web.Server;

/** A server with a small course for one test, which can change its files. */
final class OwnCourse implements AutoCloseable {

    private static final String FRONT = """
            ---
            title: %s
            summary: A summary.
            minutes: 5
            able: [Do something.]
            group: choosing
            ---
            """;

    private static final String EXERCISE = """
            ```exercise number
            id: %s
            question: What about {token}?
            compute: softmax
            tokens: [mat, moon, sofa, floor, idea]
            logits: [2.1, -0.5, 0.3, 1.2, -1.0]
            of: floor
            unit: share
            tolerance: 0.005
            mistakes: [exponential-alone]
            hints: [Divide.]
            ```
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Course course;
    private final Server server;

    OwnCourse(Path folder) throws IOException {
        this.folder = folder.resolve("en");
        Files.createDirectories(this.folder);
        write(
                "glossary.md",
                "## Logit {#logit}\n\nA score, one for each [token](/glossary#token).\n\n"
                        + "## Token {#token}\n\nA piece of text.\n");
        write(
                "01-first.md",
                lesson(
                        "First lesson",
                        "Hello.\n\n## Start {#start}\n\n" + EXERCISE.formatted("one") + "\n## End {#end}\n\n"
                                + EXERCISE.formatted("two")));
        write(
                "02-second.md",
                lesson(
                        "Second lesson",
                        "A [logit](/glossary#logit) is a score.\n\n## Start {#start}\n\n"
                                + "Text.\n\n```note Why a score?\nBecause of [this](#start).\n```\n\n"
                                + "```teacher Timing\nTen minutes for [this](#start).\n```\n"
                                + EXERCISE.formatted("one")));
        write(
                "teaching.md",
                "Before all.\n\n## In ten minutes {#ten}\n\n| Minutes | What |\n|--:|---|\n| 10 | Talk |\n");
        write("03-third.md", lesson("Third lesson", "Bye.\n"));
        course = Course.open(folder, TestServer.models(), problem -> {});
        server = Server.start("127.0.0.1", 0, List.of(new LessonRoutes(course, RequestLimiter.of(2))));
    }

    static String lesson(String title, String markdown) {
        return FRONT.formatted(title) + markdown;
    }

    /** Changes a file; the change is visible immediately. */
    void edit(String name, String text) throws IOException {
        write(name, text);
        course.refresh();
    }

    void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
        course.refresh();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    String address(String path) {
        return server.address() + path;
    }

    HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address(path))).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        course.close();
    }
}
