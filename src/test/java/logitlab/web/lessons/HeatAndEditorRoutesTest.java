package logitlab.web.lessons;

import static logitlab.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.web.HtmlChecker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heatmap of surprises and the logit editor, as a visitor without JavaScript meets them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeatAndEditorRoutesTest {

    private static final String PAGE = "/lessons/both";

    private static final String LESSON = """
            ---
            title: Both
            summary: S.
            minutes: 5
            able: [Do it.]
            group: choosing
            ---
            ```widget surprise
            id: heat
            prompt: Once upon a time there was a cat.
            ```

            ```widget surprise
            id: learning
            models: [storyteller-step-250, storyteller]
            prompt: Once upon a time there was a cat.
            ```

            ```widget editor
            id: desk
            tokens: [mat, moon, sofa, floor, idea]
            logits: [2.1, -0.5, 0.3, 1.2, -1.0]
            repeated: [mat]
            open: [bias, ban, constant, scale, repetition-penalty]
            ```

            ```widget editor
            id: live
            prompt: Once upon a time there was a
            top: 3
            ```

            ```widget editor
            id: bans
            tokens: [a, b]
            logits: [1, 2]
            open: [ban]
            ```
            """;

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("en")).resolve("01-both.md"), LESSON);
        server = TestServer.withLessons(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return server.get(path);
    }

    private static long count(String body, String regex) {
        return Pattern.compile(regex).matcher(body).results().count();
    }

    @Test
    void each_token_has_a_chip_with_its_number_and_a_row() throws Exception {
        HttpResponse<String> heat = get(PAGE + "/widgets/heat");
        assertThat(heat.statusCode()).isEqualTo(200);
        long chips = count(heat.body(), "<li class=\"heat__chip\" data-level=\"[0-5]\">");
        assertThat(chips).isEqualTo(9);
        assertThat(count(heat.body(), "<li class=\"heat__chip heat__chip--start\" data-level=\"none\">"))
                .as("the start token, which nothing comes before")
                .isEqualTo(1);
        assertThat(count(heat.body(), "<tr><td>\\d+</td>")).isEqualTo(9);
        assertThat(text(heat))
                .contains("Text", "Tokens with a surprise: 9. Loss:", "The largest surprise: “")
                .contains("below 0.5", "0.5 to 1", "4 to 8", "8 or more");
    }

    @Test
    void several_models_have_a_strip_each_and_a_table_together() throws Exception {
        HttpResponse<String> learning = get(PAGE + "/widgets/learning");
        assertThat(count(learning.body(), "<ol class=\"heat__strip\"")).isEqualTo(2);
        assertThat(text(learning))
                .containsPattern(
                        "storyteller-step-250: a loss of \\d\\.\\d\\d nats per token. storyteller: \\d\\.\\d\\d\\.")
                .contains("The same text, model by model");
    }

    @Test
    void a_text_that_cannot_be_read_is_named_and_stays_in_its_field() throws Exception {
        HttpResponse<String> empty = get(PAGE + "?heat.prompt=&desk.constant=3");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(text(empty)).contains("Text must not be empty");
        assertThat(empty.body()).contains("name=\"desk.constant\" value=\"3\"");
        HttpResponse<String> tooLong = get(PAGE + "?heat.prompt=" + "a+b+".repeat(200));
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(text(tooLong)).contains("Text must have at most 256 tokens");
        assertThat(tooLong.body()).contains("name=\"heat.prompt\" value=\"a b a b");
    }

    @Test
    void the_editor_says_what_stayed_and_what_changed() throws Exception {
        assertThat(text(get(PAGE + "/widgets/desk?desk.constant=5")))
                .contains("What stayed the same, over all 5 tokens", "Every probability is the same as before.")
                .contains("Greedy takes “mat”, as before.")
                .doesNotContain("What changed");
        assertThat(text(get(PAGE + "/widgets/desk?desk.scale=2")))
                .contains("Every token keeps its rank.", "5 of 5 probabilities have changed.");
        assertThat(text(get(PAGE + "/widgets/desk?desk.bias.3=2")))
                .contains("Greedy took “mat”, and now takes “floor”.");
        assertThat(text(get(PAGE + "/widgets/desk?desk.ban.0=on")))
                .contains("The ratio of any two probabilities", "−∞", "0.00%");
        assertThat(text(get(PAGE + "/widgets/desk?desk.repetition-penalty=3")))
                .contains("0.70", "already in the text", "Greedy took “mat”, and now takes “floor”.");
    }

    @Test
    void what_does_not_fit_is_named_by_its_token() throws Exception {
        HttpResponse<String> wrong = get(PAGE + "?desk.bias.1=2000&desk.scale=x&desk.constant=1");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(text(wrong))
                .contains("The change of “moon” must be from -1000 to 1000; it is “2000”.")
                .contains("The scale must be a number; it is “x”.");
        assertThat(wrong.body())
                .containsPattern("name=\"desk.bias.1\" value=\"2000\"[^>]*aria-invalid=\"true\"")
                .contains("name=\"desk.constant\" value=\"1\"");
        assertThat(text(get(PAGE + "?bans.ban.0=on&bans.ban.1=on")))
                .contains("The ban of “b” must leave at least one token that is not banned");
        assertThat(get(PAGE + "?live.bias.99999=1").statusCode()).isEqualTo(400);
        assertThat(get(PAGE + "?live.bias.99999999999=1").statusCode()).isEqualTo(400);
        assertThat(get(PAGE + "?live.ban.99999999999=on").statusCode()).isEqualTo(400);
        assertThat(get(PAGE + "?live.ban.x=on").statusCode()).isEqualTo(400);
    }

    @Test
    void a_live_step_has_fields_for_its_best_tokens_and_a_link_to_the_playground() throws Exception {
        HttpResponse<String> live = get(PAGE + "/widgets/live");
        assertThat(count(live.body(), "type=\"checkbox\"")).isEqualTo(3);
        String field = live.body().replaceAll("(?s).*?name=\"(live\\.bias\\.\\d+)\".*", "$1");
        HttpResponse<String> biased = get(PAGE + "/widgets/live?" + field + "=3");
        String play =
                biased.body().replaceAll("(?s).*href=\"(/play[^\"]*)\".*", "$1").replace("&amp;", "&");
        assertThat(play).contains("a.bias.").contains("=3");
        assertThat(get(play).statusCode()).isEqualTo(200);
        assertThat(get(PAGE + "/widgets/live?live.constant=3").body()).doesNotContain("href=\"/play");
    }

    @Test
    void the_page_is_valid_html(@TempDir Path folder) throws Exception {
        Map<String, String> documents = new LinkedHashMap<>();
        for (String query :
                new String[] {"", "?desk.ban.1=on&desk.repetition-penalty=2&live.prompt=The+cat", "?heat.prompt="}) {
            documents.put(query, get(PAGE + query).body());
        }
        assertThat(HtmlChecker.findings(documents, folder)).isEmpty();
    }
}
