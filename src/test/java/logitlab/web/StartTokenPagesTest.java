package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storyteller begins each text with a start token: its ids are the same on every page, and a chip shows that token. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartTokenPagesTest {

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
            prompt: Once upon a time
            ```

            ```widget inside
            id: pieces
            prompt: Once upon a time
            station: tokens
            ```

            ```widget pipeline
            id: turn
            prompt: Once upon a time
            decoder: greedy
            ```

            ```widget lanes
            id: pair
            prompt: Once upon a time
            ```

            ```exercise count
            id: how-many
            question: How many tokens are in “{text}”?
            compute: tokens
            texts: [Once upon a time, The cat]
            mistakes: [words-counted, characters-counted]
            hints: [Count them.]
            ```

            ```exercise choose
            id: pieces-of
            question: What are the tokens of “{text}”?
            compute: split
            texts: ["The cat sat.", "Yes, yes."]
            hints: [Look for the space.]
            ```
            """;

    /** The token that the tokenizer adds, and the four typed ones. */
    private static final List<Integer> IDS =
            TestServer.models().first().prompt("Once upon a time").ids().boxed().toList();

    private static final String PROMPT = "prompt=Once+upon+a+time";
    private static final String WORDS = "start token<span class=\"visually-hidden\">, added before the text</span>";

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("en")).resolve("01-beginnings.md"), LESSON);
        server = TestServer.withLessons(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static List<Integer> ids(String body, String regex) {
        return Pattern.compile(regex)
                .matcher(body)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    private static String lesson(String path) throws IOException, InterruptedException {
        return get("/lessons/beginnings/" + path);
    }

    @Test
    void the_first_token_is_the_added_one() {
        assertThat(IDS).hasSize(5).startsWith(0);
    }

    @Test
    void the_playground_begins_with_a_chip_of_its_own() throws Exception {
        String step = get("/play/step?a=greedy&" + PROMPT);
        assertThat(ids(step, "chip__id\">(\\d+)").subList(0, 5)).isEqualTo(IDS);
        assertThat(step)
                .containsPattern(
                        "<li class=\"chip chip--start\">\\s*<span class=\"token\">&lt;\\|endoftext\\|&gt;</span>"
                                + "<span class=\"chip__id\">0 " + Pattern.quote(WORDS));
        assertThat(count(step, "chip--start")).isEqualTo(1);
    }

    @Test
    void the_look_inside_begins_with_a_chip_of_its_own() throws Exception {
        String look = get("/inside/look?" + PROMPT);
        assertThat(ids(look, "chip__id\">(\\d+)")).isEqualTo(IDS);
        assertThat(ids(look, "piece__id\">(\\d+)")).isEqualTo(IDS);
        assertThat(count(look, "chip--start")).isEqualTo(1);
        assertThat(count(look, "piece--start")).isEqualTo(1);
        assertThat(look)
                .contains(WORDS)
                .contains("aria-label=\"Position 1: &lt;|endoftext|>, id 0, start token, added before the text\"");
    }

    @Test
    void a_lessons_widgets_begin_with_it() throws Exception {
        assertThat(ids(lesson("widgets/pieces?"), "piece__id\">(\\d+)")).isEqualTo(IDS);
        assertThat(lesson("widgets/turn?"))
                .contains("class=\"start-token\">&lt;|endoftext|&gt;", "(start token, added before the text)")
                .contains("[1, 5]");
        assertThat(count(lesson("widgets/pair?"), "class=\"start-token\"")).isEqualTo(2);
        String heat = lesson("widgets/heat?");
        assertThat(heat)
                .containsPattern(
                        "heat__chip--start\" data-level=\"none\"><span class=\"token\">&lt;\\|endoftext\\|&gt;")
                .contains("Tokens with a surprise: 4.")
                .doesNotContain("has no surprise");
    }

    @Test
    void an_exercise_counts_it() throws Exception {
        assertThat(lesson("exercises/how-many?how-many.answer=5")).contains("Right");
        assertThat(count(lesson("exercises/pieces-of?"), "&lt;|endoftext|&gt; | "))
                .as("in front of every option")
                .isGreaterThan(2);
    }

    @Test
    void the_api_has_the_same_ids() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/next"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"storyteller\", \"prompt\": \"Once upon a time\"}"))
                .build();
        JsonNode answer = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
        assertThat(answer.get("prompt_ids").toString()).isEqualTo(IDS.toString().replace(" ", ""));
        assertThat(answer.get("prefix_tokens").get(0).toString())
                .isEqualTo("{\"id\":0,\"text\":\"<|endoftext|>\",\"start\":true,\"special\":true}");
        assertThat(answer.get("prefix_tokens").get(1).toString())
                .isEqualTo("{\"id\":" + IDS.get(1) + ",\"text\":\"Once\",\"start\":false,\"special\":false}");
        assertThat(answer.get("logits_shape").toString()).isEqualTo("[1,5,4096]");
    }

    @Test
    void what_was_typed_is_shown_without_it() throws Exception {
        assertThat(get("/play/roll?" + PROMPT))
                .contains(
                        "<span class=\"start-token\" title=\"&lt;|endoftext|>, start token, added before the text\">start<")
                .containsPattern("</span>Once upon a time ?<mark class=\"roll__new\">");
        String challenge = get("/challenge?seed=1");
        assertThat(challenge).contains("exercise__text");
        assertThat(Pattern.compile("exercise__text\">([^<]*)")
                        .matcher(challenge)
                        .results()
                        .map(MatchResult::group))
                .noneMatch(text -> text.contains("endoftext"));
    }

    /** A text does not end with its first token, even if that has the id of the token that ends one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/play/step?prompt=", "/play/step?prompt=&at=3", "/inside/choice?prompt=", "/play/roll?prompt="})
    void an_empty_prompt_is_the_start_token_and_not_the_end(String path) throws Exception {
        assertThat(get(path)).doesNotContain("The text has ended", "Finished");
    }

    @Test
    void an_answer_of_the_api_comes_after_the_start_token_alone() throws Exception {
        assertThat(get("/inside/look?prompt=")).contains("chip--start");
        assertThat(get("/play/picture.png?prompt=")).isNotEmpty();
    }

    private static int count(String body, String part) {
        return body.split(Pattern.quote(part), -1).length - 1;
    }
}
