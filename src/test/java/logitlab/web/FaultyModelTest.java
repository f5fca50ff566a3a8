package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.TestServer;
import logitlab.web.link.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model that gives NaN after the token t, plus infinity after s, nothing but minus infinity after c, and minus infinity for many tokens
 * after a: the first three are the model's fault, in every place; the last is a ban.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultyModelTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The ids of the tokens {@code <s>}, a space, and the last letter. */
    private static final int TOKENS = 3;

    private static final String LESSON = """
            ---
            title: Beginnings
            summary: S.
            minutes: 5
            able: [Do it.]
            group: choosing
            ---
            ```widget surprise
            id: heat
            prompt: a
            ```
            """;

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("en")).resolve("01-beginnings.md"), LESSON);
        server = TestServer.with("--models", "src/test/resources/model/faulty", "--lessons", folder.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, JsonNode body) throws Exception {
        return send(request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static ObjectNode body(String prompt) {
        return JSON.createObjectNode().put("model", "faulty").put("prompt", prompt);
    }

    /** The sentence names the model, the step, the usual cause and the ways out. */
    private static void assertSaid(String text) {
        assertThat(text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .contains("The model “faulty” gave logits from which no token can be chosen")
                .contains("after the first " + TOKENS + " tokens")
                .contains("16 bits")
                .contains("another dtype, another model, or another prompt")
                .doesNotContain("The fault is ours");
    }

    /** The pages that run the model of a link. */
    static Stream<String> pages() {
        return Stream.concat(
                Stream.of(Tool.values()).map(tool -> "/play/" + tool.key()),
                Stream.of("/play", "/play/picture.png", "/inside", "/inside/picture.png"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_says_so(String path) throws Exception {
        HttpResponse<String> answer = send(request(path + "?v=1&prompt=t&seed=1&at=0&a=greedy&a.ids=&b=sample&b.ids="));
        while (answer.headers().firstValue("Location").isPresent()) {
            answer = send(request(answer.headers().firstValue("Location").get()));
        }
        if (path.startsWith("/inside")) {
            answer = send(request(path + "?prompt=t"));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertSaid(answer.body());
        assertThat(answer.body()).contains("<h1").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as", "t", "ac"})
    void each_kind_of_fault_is_said(String prompt) throws Exception {
        JsonNode error = JSON.readTree(post("next", body(prompt)).body()).get("error");
        assertThat(error.get("message").asText()).contains("The model “faulty” gave logits", "16 bits");
    }

    @Test
    void the_playground_keeps_the_prompt() throws Exception {
        assertThat(send(request("/play?prompt=t")).body()).containsPattern(">\\s*t</textarea>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/play/step?prompt=t", "/play/settings?prompt=t", "/play/roll?prompt=t", "/inside/look?prompt=t"
            })
    void a_part_of_a_page_says_so(String path) throws Exception {
        HttpResponse<String> answer = send(request(path).header("HX-Request", "true"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertSaid(answer.body());
        assertThat(answer.headers().firstValue("HX-Retarget")).contains("#problem");
    }

    @Test
    void a_widget_of_a_lesson_says_so() throws Exception {
        assertThat(send(request("/lessons/beginnings/widgets/heat?")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer =
                send(request("/lessons/beginnings/widgets/heat?heat.prompt=ta").header("HX-Request", "true"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertSaid(answer.body());
        assertThat(answer.headers().firstValue("HX-Retarget")).contains("#heat-status");
        assertSaid(send(request("/lessons/beginnings?heat.prompt=ta")).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play/stream", "/api/v1/stream"})
    void a_stream_ends_with_it(String path) throws Exception {
        HttpResponse<String> answer =
                send(request(path + "?v=1&prompt=t&a=greedy").header("Accept", "text/event-stream"));
        assertThat(answer.body()).contains("event: error");
        assertSaid(answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"next | {}", "futures | {}", "beam | {\"beams\": 2, \"steps\": 2}", "inspect | {}"})
    void the_api_says_so(String path, String more) throws Exception {
        ObjectNode body = body("t");
        body.setAll((ObjectNode) JSON.readTree(more));
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode error = JSON.readTree(answer.body()).get("error");
        assertThat(error.get("field").asText()).isEqualTo("model");
        assertSaid(error.get("message").asText());
    }

    @Test
    void a_receipt_says_so() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/receipt?v=1&prompt=t&a=greedy"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertSaid(JSON.readTree(answer.body()).get("error").get("message").asText());
    }

    @Test
    void minus_infinity_is_null_and_decodes_to_the_same_step() throws Exception {
        ObjectNode body = body("a").put("seed", 7).put("logits", true).put("top", 200);
        HttpResponse<String> next = post("next", body);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).doesNotContain("Infinity").doesNotContain("NaN");
        JsonNode answer = JSON.readTree(next.body());
        assertThat(StreamSupport.stream(answer.get("logits").spliterator(), false)
                        .filter(JsonNode::isNull)
                        .count())
                .isEqualTo(256);

        ObjectNode decode = JSON.createObjectNode().put("seed", 7).put("top", 200);
        decode.set("logits", answer.get("logits"));
        HttpResponse<String> decoded = post("decode", decode);
        assertThat(decoded.statusCode()).as(decoded.body()).isEqualTo(200);
        assertThat(decoded.body()).doesNotContain("Infinity");
        JsonNode again = JSON.readTree(decoded.body());
        for (String key :
                new String[] {"log_sum_exp", "entropy_nats", "greedy", "draw", "sampled", "everything_else"}) {
            assertThat(again.get(key)).as(key).isEqualTo(answer.get(key));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"futures | {}", "beam | {\"beams\": 2, \"steps\": 1}"})
    void a_ban_is_no_fault(String path, String more) throws Exception {
        ObjectNode body = body("a");
        body.setAll((ObjectNode) JSON.readTree(more));
        if (path.equals("futures")) {
            body.put("nodes", 1);
        }
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("Infinity").doesNotContain("NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play/save", "/play/step.json", "/play/ledger.json", "/play/run.html", "/api/v1/receipt"})
    void what_is_saved_of_it_has_no_infinity(String path) throws Exception {
        // token 77 is banned, and was chosen by hand
        HttpResponse<String> answer = send(request(path + "?v=1&model=faulty&prompt=a&seed=0&at=0&a=greedy&a.ids=25"));
        while (answer.headers().firstValue("Location").isPresent()) {
            answer = send(request(answer.headers().firstValue("Location").get()));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("Infinity").doesNotContain("NaN");
    }
}
