package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.web.api.ApiRoutes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.link.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a crowd experiences, with a single thread that a test blocks and releases. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestLimiterTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LONG = Duration.ofSeconds(20);

    /** In which a request that need not wait begins even on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CountDownLatch held = new CountDownLatch(1);
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final Queue<String> begun = new ConcurrentLinkedQueue<>();
    private RequestLimiter limiter;
    private Server server;
    private Consumer<String> pieces = name -> {};

    private void start(ClientQuota quota, Duration patience) throws IOException {
        start(1, 1, quota, patience);
    }

    private void start(int threads, int most, ClientQuota quota, Duration patience) throws IOException {
        limiter = new RequestLimiter(threads, most, quota, patience);
        ClientAccess access = new ClientAccess(List.of("127.0.0.1"), List.of());
        Routes work = routes -> {
            routes.get("/work", limiter.around(ctx -> {
                done.add(ctx.queryString());
                ctx.result("done");
            }));
            routes.get("/long", limiter.aroundLong(ctx -> Query.parse(ctx.queryString()), (ctx, permit) -> {
                begun.add(ctx.queryString());
                for (int piece = 1; piece <= 3; piece++) {
                    String name = ctx.queryString() + " " + piece;
                    permit.run(() -> {
                        pieces.accept(name);
                        return done.add(name);
                    });
                }
                ctx.result("done");
            }));
            routes.get("/step", limiter.aroundShort(ctx -> {}, ctx -> ctx.result("done")));
            routes.get("/page", limiter.around(ctx -> {
                begun.add(ctx.queryString());
                await(held);
                ctx.result("done");
            }));
            routes.get("/error", limiter.around(ctx -> {
                throw new StackOverflowError();
            }));
        };
        server = Server.start(
                "127.0.0.1",
                0,
                access,
                List.of(work, new ApiRoutes(null, new HeadScoring(), limiter, null)),
                (request, response) -> {});
    }

    private void hold() {
        limiter.later("nobody", () -> await(held));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        held.countDown();
        server.close();
        limiter.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends a request, and returns when it has its place. */
    private CompletableFuture<HttpResponse<String>> waiting(String path, String client) throws InterruptedException {
        int before = limiter.waiting();
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(request(path).header("X-Forwarded-For", client).build(), BodyHandlers.ofString());
        for (int i = 0; i < 400 && limiter.waiting() == before; i++) {
            Thread.sleep(10);
        }
        assertThat(limiter.waiting()).isEqualTo(before + 1);
        return answer;
    }

    private static void assertBusy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("2");
        assertThat(answer.body()).contains("Too many visitors are waiting");
    }

    @Test
    void who_finds_no_place_is_told_when_to_come_back_in_the_form_that_was_asked_for() throws Exception {
        start(new ClientQuota(0, 0), LONG);

        HttpResponse<String> page = send(request("/work"));
        assertBusy(page);
        assertThat(page.body()).contains("<!doctype html>", "The server is busy");
        HttpResponse<String> fragment = send(request("/work").header("HX-Request", "true"));
        assertBusy(fragment);
        assertThat(fragment.body()).contains("id=\"problem\"").doesNotContain("<html");
        assertThat(fragment.headers().firstValue("HX-Retarget")).contains("#problem");
        HttpResponse<String> json = send(request("/api/v1/decode")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"logits\": [1]}")));
        assertBusy(json);
        assertThat(json.body()).startsWith("{\"error\":");
    }

    @Test
    void who_waited_too_long_is_told_so_too_and_the_next_is_answered() throws Exception {
        start(new ClientQuota(2, 2), PATIENCE);
        hold();
        CompletableFuture<HttpResponse<String>> late = waiting("/work?late", "10.0.0.1");
        Thread.sleep(PATIENCE.plusMillis(100).toMillis());
        held.countDown();

        assertBusy(late.get(20, TimeUnit.SECONDS));
        assertThat(send(request("/work?next")).body()).isEqualTo("done");
        assertThat(done).containsExactly("next");
    }

    @Test
    void what_needs_no_model_is_answered_while_others_wait() throws Exception {
        start(ClientQuota.of(400), LONG);
        hold();
        List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // more than the server has threads
            crowd.add(CLIENT.sendAsync(
                    request("/work?" + i)
                            .header("X-Forwarded-For", "10.0.0." + i % 5)
                            .build(),
                    BodyHandlers.ofString()));
        }
        for (int i = 0; i < 1000 && limiter.waiting() < 300; i++) {
            Thread.sleep(10);
        }

        assertThat(send(request("/healthz").timeout(LONG)).body()).isEqualTo("ok");
        assertThat(send(request("/static/icon.svg").timeout(LONG)).statusCode()).isEqualTo(200);
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : crowd) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void one_client_holds_its_share_of_the_places_and_another_finds_one() throws Exception {
        start(new ClientQuota(3, 2), LONG);
        hold();
        waiting("/work?1", "10.0.0.1");
        waiting("/work?2", "10.0.0.1");

        assertBusy(send(request("/work?3").header("X-Forwarded-For", "10.0.0.1")));
        CompletableFuture<HttpResponse<String>> other = waiting("/work?4", "10.0.0.2");
        assertBusy(send(request("/work?5").header("X-Forwarded-For", "10.0.0.3")));
        held.countDown();
        assertThat(other.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    }

    @Test
    void who_asks_for_much_waits_behind_who_asks_for_little() throws Exception {
        start(new ClientQuota(10, 10), LONG);
        hold();
        waiting("/work?1", "10.0.0.1");
        waiting("/work?2", "10.0.0.1");
        CompletableFuture<HttpResponse<String>> last = waiting("/work?3", "10.0.0.1");
        waiting("/work?little", "10.0.0.2");
        held.countDown();

        last.get(20, TimeUnit.SECONDS);
        assertThat(done).containsExactly("1", "little", "2", "3");
    }

    @Test
    void head_is_answered_without_the_work() throws Exception {
        start(new ClientQuota(0, 0), LONG);

        HttpResponse<String> head = send(request("/work?a=b").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(send(request("/work?a=%25zz").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/work?a=1&a=2").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(done).isEmpty();
    }

    @Test
    void an_error_of_the_machine_is_a_page_and_the_thread_goes_on() throws Exception {
        start(ClientQuota.of(10), LONG);

        HttpResponse<String> broken = send(request("/error"));
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("The fault is ours");
        assertThat(send(request("/work?1")).body()).isEqualTo("done");
    }

    @Test
    void what_waits_when_the_server_stops_is_answered_to_its_end() throws Exception {
        start(ClientQuota.of(10), LONG);
        hold();
        CompletableFuture<HttpResponse<String>> answer = waiting("/work?1", "10.0.0.1");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        Thread.sleep(200);
        held.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        stopped.get(20, TimeUnit.SECONDS);
    }

    @Test
    void someone_else_waits_for_one_piece_of_long_work_at_most() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        pieces = name -> {
            if (name.endsWith("1")) {
                running.countDown();
                await(held);
            } else {
                await(answered);
            }
        };
        start(ClientQuota.of(10), LONG);
        CompletableFuture<HttpResponse<String>> all = sent("/long?all", "10.0.0.1");
        await(running);
        CompletableFuture<HttpResponse<String>> step = waiting("/work?step", "10.0.0.2");
        held.countDown();

        assertThat(step.get(20, TimeUnit.SECONDS).body()).isEqualTo("done"); // while the second piece cannot end
        answered.countDown();
        assertThat(all.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(done).containsExactly("all 1", "step", "all 2", "all 3");
    }

    private CompletableFuture<HttpResponse<String>> sent(String path, String client) {
        return CLIENT.sendAsync(request(path).header("X-Forwarded-For", client).build(), BodyHandlers.ofString());
    }

    @Test
    void two_long_works_of_a_client_and_four_in_all_are_under_way_and_the_others_wait_their_turn() throws Exception {
        start(ClientQuota.of(20), LONG);
        hold();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (String work : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
            answers.add(sent("/long?" + work, "10.0.0." + (int) work.charAt(0)));
            for (int i = 0; i < 400 && begun.size() + limiter.waiting() < answers.size(); i++) {
                Thread.sleep(10);
            }
        }
        assertThat(begun).containsExactlyInAnyOrder("a1", "a2", "b1", "b2");
        assertThat(limiter.waiting()).isEqualTo(2);
        held.countDown();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        }
        assertThat(begun).hasSize(6);
    }

    @Test
    void long_work_that_waited_too_long_is_told_when_to_come_back() throws Exception {
        start(ClientQuota.of(20), PATIENCE);
        hold();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int work = 1; work <= 2; work++) {
            answers.add(sent("/long?" + work, "10.0.0.1"));
            for (int i = 0; i < 400 && begun.size() < work; i++) {
                Thread.sleep(10);
            }
            assertThat(begun).hasSize(work);
        }
        answers.add(waiting("/long?3", "10.0.0.1"));
        Thread.sleep(PATIENCE.plusMillis(100).toMillis());
        held.countDown();

        assertBusy(answers.get(2).get(20, TimeUnit.SECONDS));
        assertThat(answers.get(0).get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(begun).hasSize(2);
    }

    @Test
    void what_a_piece_throws_is_answered_and_the_next_long_work_begins() throws Exception {
        pieces = name -> {
            if (name.startsWith("bad")) {
                throw new InvalidValueException("prompt", new Constraint("not-empty"), "");
            }
        };
        start(ClientQuota.of(20), LONG);

        assertThat(send(request("/long?bad")).statusCode()).isEqualTo(400);
        assertThat(send(request("/long?bad")).statusCode()).isEqualTo(400);
        assertThat(send(request("/long?good")).body()).isEqualTo("done");
    }

    @Test
    void a_step_begins_while_pages_hold_all_threads_that_they_may_have() throws Exception {
        start(3, 2, ClientQuota.of(20), LONG);
        List<CompletableFuture<HttpResponse<String>>> pages = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            pages.add(sent("/page?" + page, "10.0.0.1"));
            int held = Math.min(page, 2);
            for (int i = 0; i < 400 && (begun.size() < held || limiter.waiting() < page - held); i++) {
                Thread.sleep(10);
            }
        }
        assertThat(begun).containsExactly("1", "2");
        assertThat(limiter.waiting()).isEqualTo(2);

        assertThat(send(request("/step").timeout(LONG)).body()).isEqualTo("done");
        assertThat(send(request("/step").header("X-Forwarded-For", "10.0.0.1").timeout(LONG))
                        .body())
                .isEqualTo("done");
        assertThat(begun).hasSize(2);
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> page : pages) {
            assertThat(page.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        }
        assertThat(begun).containsExactly("1", "2", "3", "4");
    }

    @Test
    void steps_and_pages_take_turns_on_a_single_thread() throws Exception {
        start(new ClientQuota(20, 20), LONG);
        hold();
        for (int number = 1; number <= 3; number++) {
            String step = "step " + number;
            limiter.later("10.0.0.1", () -> done.add(step));
        }
        List<CompletableFuture<HttpResponse<String>>> pages = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            pages.add(waiting("/work?page-" + number, "10.0.0.1"));
        }
        held.countDown();

        for (CompletableFuture<HttpResponse<String>> page : pages) {
            page.get(20, TimeUnit.SECONDS);
        }
        for (int i = 0; i < 400 && done.size() < 6; i++) {
            Thread.sleep(10);
        }
        assertThat(done).containsExactly("page-1", "step 1", "page-2", "step 2", "page-3", "step 3");
    }

    @Test
    void long_work_ends_when_its_client_leaves() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        pieces = name -> {
            first.countDown();
            await(held);
        };
        start(ClientQuota.of(20), LONG);
        URI address = URI.create(server.address());
        try (Socket browser = new Socket(address.getHost(), address.getPort())) {
            browser.getOutputStream()
                    .write("GET /long?gone HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await(first);
        }
        held.countDown();
        assertThat(send(request("/long?next")).body()).isEqualTo("done");
        assertThat(done).containsExactly("gone 1", "next 1", "next 2", "next 3");
    }
}
