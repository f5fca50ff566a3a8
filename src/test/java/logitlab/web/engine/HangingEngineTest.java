package logitlab.web.engine;

import static logitlab.model.engine.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import logitlab.TestServer;
import logitlab.model.engine.FakeEngine;
import logitlab.model.engine.FakeEngine.Manner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crowd on the model of an engine that takes requests and answers none, and visitors who use another model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HangingEngineTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    /** How many may wait for an engine. */
    private static final int PLACES = 64;

    private final List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
    private FakeEngine engine;
    private TestServer.Own server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        engine = FakeEngine.start();
        engine.pack(folder.resolve("far"), 60_000);
        server = TestServer.with(
                "--runs", "2", "--models", "src/test/resources/model/bigram", "--models", folder.toString());
        engine.answering(Manner.SLOW);
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    private static String link(String model, int number) {
        return "?v=1&model=" + model + "&prompt=Text+" + number + "&seed=1&at=0&a=greedy&a.ids=&b=sample&b.ids=";
    }

    private HttpRequest page(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    }

    private HttpRequest stream(String model, int number) {
        return page("/api/v1/stream" + link(model, number) + "&steps=1");
    }

    private HttpRequest search(String model, int number) {
        return HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/beam"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"%s\", \"prompt\": \"Text %d\"}".formatted(model, number)))
                .build();
    }

    /** Asks for something of the engine's model, so often, each time for another text; returns when all wait for the engine. */
    private void hang(int times, IntFunction<HttpRequest> request) {
        int before = engine.requests();
        ask(times, request);
        await(() -> engine.requests() == before + times);
    }

    private void ask(int times, IntFunction<HttpRequest> request) {
        IntStream.range(0, times)
                .forEach(i -> crowd.add(CLIENT.sendAsync(request.apply(crowd.size()), BodyHandlers.ofString())));
    }

    private void assertAnswered(HttpRequest request) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("event: error");
        assertThat(crowd).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void pages_steps_streams_and_searches_of_other_models_go_on() throws Exception {
        hang(20, number -> page("/play" + link("far", number)));
        hang(20, number -> page("/play/step" + link("far", number)));
        hang(10, number -> stream("far", number));
        hang(6, number -> search("far", number));
        hang(6, number -> page("/play/futures" + link("far", number)));

        assertAnswered(page("/play" + link("bigram", 0)));
        assertAnswered(page("/play/step" + link("bigram", 0)));
        assertAnswered(stream("bigram", 0));
        assertAnswered(search("bigram", 0));
        assertAnswered(page("/play/futures" + link("bigram", 0)));
    }

    @Test
    void who_finds_too_many_waiting_for_the_engine_is_told_so_at_once() {
        hang(PLACES, number -> page("/play/step" + link("far", number)));
        int more = 10;
        ask(more, number -> page("/play/step" + link("far", number)));
        await(() -> crowd.stream().filter(CompletableFuture::isDone).count() == more);

        assertThat(crowd.subList(PLACES, PLACES + more)).allSatisfy(told -> {
            HttpResponse<String> answer = told.join();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
            assertThat(TestServer.text(answer)).contains("The model “far” runs on an engine that does not answer");
        });
    }
}
