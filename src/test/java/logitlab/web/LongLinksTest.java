package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import logitlab.lesson.file.Course;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.web.api.ApiRoutes;
import logitlab.web.home.HomeRoutes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.play.PlayRoutes;
import logitlab.web.preview.PreviewRoutes;
import logitlab.web.stream.SseExecutor;
import logitlab.web.tool.paths.PathsRoutes;
import logitlab.web.tool.receipt.ReceiptRoutes;
import logitlab.web.tool.save.SaveRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links with a beam lane, whose searches run the model many times: whatever is made of them, other work comes between the runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongLinksTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LINK = "prompt=Once&seed=1&at=2&a=beam&a.beams=2";

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch under = new CountDownLatch(2);
    private RequestLimiter limiter;
    private SseExecutor streams;
    private Course course;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        Models models = Packages.SHIPPED;
        limiter = new RequestLimiter(1, 1, ClientQuota.of(20), Duration.ofSeconds(60));
        streams = new SseExecutor(limiter, new ClientQuota(4, 4));
        Routes work = routes -> {
            routes.get("/work", limiter.around(ctx -> ctx.result("done")));
            routes.get("/long", limiter.aroundLong(ctx -> {}, (ctx, permit) -> {
                under.countDown();
                held.await(60, TimeUnit.SECONDS);
                ctx.result("done");
            }));
        };
        course = Course.open(Path.of("lessons"), models, problem -> {});
        server = Server.start(
                "127.0.0.1",
                0,
                List.of(
                        work,
                        new HomeRoutes(course, models, limiter),
                        new PlayRoutes(models, course::outline, limiter, streams),
                        new PreviewRoutes(models, limiter),
                        new SaveRoutes(models, limiter),
                        new ReceiptRoutes(models, limiter),
                        new PathsRoutes(models, limiter),
                        new ApiRoutes(models, new HeadScoring(), limiter, streams)));
    }

    @AfterEach
    void stop() {
        held.countDown();
        streams.close();
        server.close();
        limiter.close();
        course.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static CompletableFuture<HttpResponse<String>> sent(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/play",
                "/play/step",
                "/play/roll",
                "/play/picture.png",
                "/play/picture.svg",
                "/play/bars.png",
                "/play/bars.svg",
                "/pictures/home.png",
                "/play/save",
                "/play/step.csv",
                "/play/ledger.json",
                "/play/run.html",
                "/play/receipt",
                "/play/paths",
                "/play/paths.json",
                "/api/v1/receipt",
                "/play/stream",
                "/api/v1/stream"
            })
    void an_address_with_a_search_waits_for_its_turn_among_long_work(String path) throws Exception {
        String steps = path.endsWith("stream") ? "&steps=2&speed=100" : "";
        waitsAmongLongWork(request(path + "?" + LINK + steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/verify", "/play/receipt/checked", "/play/paths/open"})
    void a_body_with_a_search_does_too(String path) throws Exception {
        String link = "{\"link\": \"/play?" + LINK + "\"}";
        String file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                + "{\"format\":\"logit-lab-paths\",\"version\":1,\"link\":\"" + LINK
                + "\",\"paths\":[[5]]}\r\n--b--\r\n";
        waitsAmongLongWork(
                switch (path) {
                    case "/api/v1/verify" ->
                        request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(link));
                    case "/play/receipt/checked" ->
                        request(path)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("receipt=" + link));
                    default ->
                        request(path)
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofString(file));
                });
    }

    /** While two long works of the client are under way, a third does not begin, but its other work is done. */
    private void waitsAmongLongWork(HttpRequest.Builder request) throws Exception {
        sent(request("/long?1"));
        sent(request("/long?2"));
        assertThat(under.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<HttpResponse<String>> answer = sent(request);
        for (int i = 0; i < 400 && limiter.waitingLong() == 0; i++) {
            Thread.sleep(10);
        }
        assertThat(limiter.waitingLong()).isEqualTo(1);
        assertThat(sent(request("/work")).get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(answer).isNotDone();
        held.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 302, 303);
    }
}
