package logitlab.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import logitlab.model.Packages;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.Server;
import logitlab.web.stream.SseExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A server that answers while parts of it are still being loaded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadingTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** More than the server has threads for. */
    private static final int CROWD = 300;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch lessons = new CountDownLatch(1);
    private final CountDownLatch models = new CountDownLatch(1);
    private final Loading loading = new Loading(List.of(
            new Loading.Part("lessons", () -> {
                begun.countDown();
                await(lessons);
            }),
            new Loading.Part("models", () -> await(models))));

    private final RequestLimiter limiter = RequestLimiter.of(1);
    private final SseExecutor streams = new SseExecutor(limiter, ClientQuota.of(2));
    private final Operation operation = new Operation(Packages.SHIPPED, limiter, streams, loading, false);
    private Server server;

    /** Two pages, of which only the first needs none of the parts. */
    private record Pages() implements Routes {

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get("/play", ctx -> ctx.result("play"));
            routes.get("/lessons", ctx -> ctx.result("lessons"));
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = Server.start(
                "127.0.0.1",
                0,
                ClientAccess.OPEN,
                List.of(loading, operation, new Pages()),
                operation.answers(ClientAccess.OPEN));
        loading.start();
    }

    @AfterEach
    void stop() {
        lessons.countDown();
        models.countDown();
        List.of(server, loading, operation).forEach(part -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        streams.close();
        limiter.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(String path) {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return ask(path).get(60, TimeUnit.SECONDS);
    }

    @Test
    void the_server_says_what_it_waits_for_until_it_is_ready() throws Exception {
        HttpResponse<String> first = get("/readyz");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.body()).isEqualTo("loading: lessons, models");
        lessons.countDown();
        while (get("/readyz").body().contains("lessons")) {
            Thread.onSpinWait();
        }
        assertThat(get("/readyz").body()).isEqualTo("loading: models");
        models.countDown();
        loading.await();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void the_playground_as_it_opens_and_the_pages_for_watchers_answer_at_once() throws Exception {
        assertThat(get("/play").body()).isEqualTo("play");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void a_visitor_who_comes_early_waits_and_gets_the_page() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> early =
                List.of(ask("/lessons"), ask("/play?prompt=A"), ask("/nowhere"));
        assertThat(get("/healthz").body()).isEqualTo("ok");
        assertThat(early).noneMatch(CompletableFuture::isDone);
        lessons.countDown();
        models.countDown();
        assertThat(early.get(0).get(60, TimeUnit.SECONDS).body()).isEqualTo("lessons");
        assertThat(early.get(1).get(60, TimeUnit.SECONDS).body()).isEqualTo("play");
        assertThat(early.get(2).get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
    }

    @Test
    void a_crowd_that_waits_keeps_nobody_from_the_pages_that_need_not() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> early =
                IntStream.range(0, CROWD).mapToObj(i -> ask("/lessons")).toList();
        assertThat(get("/healthz").body()).isEqualTo("ok");
        lessons.countDown();
        models.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : early) {
            assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("lessons");
        }
    }

    @Test
    void a_part_that_fails_keeps_the_others_from_nothing() {
        CountDownLatch loaded = new CountDownLatch(1);
        try (Loading broken = new Loading(List.of(
                new Loading.Part("broken", () -> {
                    throw new IllegalStateException("a failure that this test makes");
                }),
                new Loading.Part("sound", loaded::countDown)))) {
            broken.start();
            broken.await();
            assertThat(loaded.getCount()).isZero();
            assertThat(broken.missing()).isEmpty();
        }
    }

    @Test
    void a_server_that_stops_loads_no_further_part() {
        await(begun);
        loading.stop();
        lessons.countDown();
        loading.close();
        assertThat(loading.missing()).containsExactly("models");
    }

    @Test
    void one_that_never_started_to_load_closes() {
        try (Loading never = new Loading(List.of(new Loading.Part("lessons", () -> {})))) {
            assertThat(never.missing()).containsExactly("lessons");
        }
    }
}
