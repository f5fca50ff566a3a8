package logitlab.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import logitlab.TestServer;
import logitlab.model.LanguageModel;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the models says what the packages and their cards say, and no more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelsPageTest {

    /** The part of the page about one model. */
    private static String article(String page, String id) {
        int start = page.indexOf("id=\"model-" + id + "\"");
        assertThat(start).as(id).isPositive();
        return page.substring(start, page.indexOf("</article>", start));
    }

    @Test
    void each_model_has_a_part_with_its_figures_its_digest_and_two_ways_on() {
        String page = TestServer.get("/models").body();

        for (LanguageModel model : TestServer.models().all()) {
            String article = article(page, model.id());
            assertThat(article)
                    .contains(
                            model.card().summary(),
                            "<code>" + model.card().digest() + "</code>",
                            "href=\"/play?model=" + model.id() + "\"",
                            "href=\"/inside?model=" + model.id() + "\"")
                    .contains(String.format("%,d parameters", model.card().parameters()))
                    .contains("<blockquote>")
                    .containsPattern("\\d\\.\\d\\d nats per token on texts that it never read");
        }
        assertThat(article(page, "storyteller")).contains("Which tokens each head attends to");
        assertThat(article(page, "storyteller-lstm")).doesNotContain("Which tokens each head attends to");
    }

    @Test
    void the_ways_on_lead_to_the_model() {
        assertThat(TestServer.get("/play?model=storyteller-lstm").body())
                .contains("<option value=\"storyteller-lstm\" selected>");
        assertThat(TestServer.get("/inside?model=storyteller-lstm").body())
                .contains("<option value=\"storyteller-lstm\" selected>");
    }

    @Test
    void a_package_says_whether_its_chat_template_can_be_used(@TempDir Path folder) throws Exception {
        Packages.copy(Packages.SMALL.resolve("chatml"), folder);
        Path broken = Packages.copy(Packages.SMALL.resolve("turns"), folder);
        Files.writeString(broken.resolve("chat_template.jinja"), "{{ messages | shout }}<script>");
        try (TestServer.Own server = TestServer.with("--models", folder.toString())) {
            String page = server.get("/models").body();
            assertThat(article(page, "chatml"))
                    .containsPattern("Its chat template, [0-9a-f]{12}, writes conversations");
            assertThat(article(page, "turns"))
                    .contains(
                            "Plain text only. The chat template cannot be rendered exactly: line 1: there is no filter");
        }
        assertThat(article(TestServer.get("/models").body(), "storyteller"))
                .doesNotContain("Plain text only", "chat template");
    }

    @Test
    void a_package_without_a_card_shows_what_is_known_and_one_that_is_broken_says_why(@TempDir Path folder)
            throws Exception {
        Packages.copy(Packages.SMALL.resolve("bigram"), folder);
        Files.writeString(
                Packages.copy(Packages.SMALL.resolve("masked"), folder).resolve("config.json"), "<no JSON>");
        try (TestServer.Own server = TestServer.with("--models", folder.toString())) {
            HttpResponse<String> answer = server.get("/models");
            String article = article(answer.body(), "bigram");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(article)
                    .contains("It knows 269 tokens", "in files", "Its card has no sample.", "a file inspect.onnx")
                    .doesNotContain(
                            "transformer",
                            "parameters",
                            "What it has read",
                            "How good it is",
                            "<blockquote>",
                            "<details");
            assertThat(answer.body())
                    .contains("<h3>masked</h3>", "config.json", "copy it again.")
                    .doesNotContain("models__table", "<no JSON>");
        }
    }

    @Test
    void a_card_that_people_wrote_shows_on_the_page_and_in_the_lists(@TempDir Path folder) throws Exception {
        card(folder, "one", "A walk from word to word");
        card(folder, "two", "A walk from word to word");
        card(folder, "three", "<b>Bold</b>");
        Packages.copy(Packages.SMALL.resolve("small-lstm"), folder);
        try (TestServer.Own server = TestServer.with("--models", folder.toString())) {
            String page = server.get("/models").body();
            String article = article(page, "one");

            assertThat(page).contains("<details class=\"model__part\" open>");
            assertThat(article)
                    .contains(
                            "A walk from word to word",
                            "1,234,567 tokens",
                            "Three poems.",
                            "<summary class=\"of-card\">Data</summary>")
                    .doesNotContain("steps of training", "How good it is");
            assertThat(article(page, "small-lstm"))
                    .contains("An LSTM", "Gates, and the state it carries from token to token");
            assertThat(article(page, "three")).contains("&lt;b&gt;Bold&lt;/b&gt;");
            assertThat(page).contains("models__table");
            assertThat(server.get("/play").body())
                    .contains(
                            "A walk from word to word (one)</option>",
                            "A walk from word to word (two)</option>",
                            ">&lt;b&gt;Bold&lt;/b&gt;</option>");
        }
    }

    private static void card(Path folder, String id, String summary) throws IOException {
        Path copy = Packages.copy(Packages.SMALL.resolve("bigram"), folder);
        Files.writeString(copy.resolve("card.md"), """
                ---
                summary: %s
                training_tokens: 1234567
                held_out_nats_per_token: unknown
                languages: [en]
                ---
                A chain.

                ## Data

                Three poems.
                """.formatted(summary));
        Files.move(copy, folder.resolve(id));
    }
}
