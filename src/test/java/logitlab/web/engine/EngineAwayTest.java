package logitlab.web.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import logitlab.TestServer;
import logitlab.model.engine.FakeEngine;
import logitlab.model.engine.FakeEngine.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What visitors get while the engine of a model does not answer: a sentence that names the model, with 503 and when to try again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineAwayTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final String LINK = "?v=1&model=far&prompt=A+new+text&seed=1&at=0&a=greedy&a.ids=&b=sample&b.ids=";

    private static FakeEngine engine;
    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        engine = FakeEngine.start().answering(Manner.STATUS_500);
        engine.pack(folder.resolve("far"), 20_000);
        server = TestServer.with("--models", "src/test/resources/model/bigram", "--models", folder.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
        engine.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertSaid(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 10);
        assertThat(TestServer.text(answer))
                .contains("The model “far” runs on an engine that does not answer at present. Try again in")
                .doesNotContain("127.0.0.1:" + URI.create(server.address()).getPort() + "/v2")
                .doesNotContain("The fault is ours");
    }

    @ParameterizedTest
    @MethodSource("logitlab.web.FaultyModelTest#pages")
    void a_page_says_so(String path) throws Exception {
        HttpResponse<String> answer =
                send(request(path + (path.startsWith("/inside") ? "?model=far&prompt=A+new+text" : LINK)));

        assertSaid(answer);
        assertThat(TestServer.text(answer)).contains("This model cannot run at present");
    }

    @Test
    void a_part_of_a_page_says_so() throws Exception {
        assertSaid(send(request("/play/step" + LINK + "&steps=1").header("HX-Request", "true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "futures", "beam"})
    void the_api_says_so(String path) throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\": \"far\", \"prompt\": \"A new text\"}")));

        assertSaid(answer);
        assertThat(answer.body()).contains("\"field\":\"model\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play/stream", "/api/v1/stream"})
    void a_stream_ends_with_an_event_that_says_so(String path) throws Exception {
        HttpResponse<String> answer =
                send(request(path + LINK + "&speed=20&steps=1").header("Accept", "text/event-stream"));

        assertThat(TestServer.text(answer))
                .contains("event: error")
                .contains("The model “far” runs on an engine that does not answer at present. Try again in");
    }

    @Test
    void the_page_of_the_models_says_where_it_runs() throws Exception {
        HttpResponse<String> answer = send(request("/models"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(answer))
                .contains("On an engine at 127.0.0.1, which does not answer at present")
                .contains("263.9 kB in files here; the engine has its weights")
                .contains("Its scores; the engine shows nothing else");
    }

    @Test
    void everything_without_that_model_works() throws Exception {
        assertThat(send(request("/")).statusCode()).isEqualTo(200);
        assertThat(send(request("/play?prompt=a")).statusCode()).isEqualTo(200);
        assertThat(send(request("/readyz")).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/v1/models")).body()).contains("\"id\":\"far\"");
    }
}
