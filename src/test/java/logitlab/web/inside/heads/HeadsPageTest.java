package logitlab.web.inside.heads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.model.LanguageModel;
import logitlab.model.explain.AttentionPattern;
import logitlab.model.explain.HeadScores;
import logitlab.web.Messages;
import logitlab.web.link.HeadsLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of all heads, on the real server. Nothing here depends on the weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadsPageTest {

    private static final List<String> PATTERNS = List.of("previous", "first", "same", "after");
    private static final Pattern ROW =
            Pattern.compile("<tr><th scope=\"row\">Layer (\\d+), head (\\d+)</th>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<td[^>]*>(.*?)</td>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("href=\"(/inside\\?[^\"]*)\"");

    private static JsonNode api(String model) {
        try {
            return new ObjectMapper()
                    .readTree(TestServer.get("/api/v1/heads?model=" + model).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String page(String query) {
        HttpResponse<String> answer = TestServer.get("/inside/heads" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** As a page shows it, written once more. */
    private static String percent(JsonNode share) {
        double percent = 100 * share.asDouble();
        return percent < 0.01 ? "&lt; 0.01%" : String.format(Locale.ROOT, "%.2f%%", percent);
    }

    private static List<String> cells(String row) {
        return CELL.matcher(row).results().map(cell -> cell.group(1)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-step-250"})
    void each_number_of_the_page_is_in_the_answer_of_the_api(String model) {
        JsonNode answer = api(model);
        for (String by : PATTERNS) {
            String html = page("?model=" + model + "&by=" + by);
            List<MatchResult> rows = ROW.matcher(html).results().toList();
            assertThat(rows).hasSize(answer.get("heads").size());
            Set<String> known = new HashSet<>();
            for (MatchResult row : rows) {
                JsonNode scores = head(answer, row).get("scores");
                List<String> cells = cells(row.group(3));
                for (int i = 0; i < 4; i++) {
                    JsonNode score = scores.get(PATTERNS.get(i)).get("score");
                    assertThat(cells.get(i)).isEqualTo(percent(score));
                    known.add(percent(score));
                }
                JsonNode clearest = scores.get(by).get("clearest");
                assertThat(cells.get(4))
                        .contains("in text " + (clearest.get("text").asInt() + 1) + ": "
                                + percent(clearest.get("attention")))
                        .contains("&amp;position=" + clearest.get("position").asInt() + "&amp;");
                known.add(percent(clearest.get("attention")));
            }
            answer.get("equally").forEach(equally -> known.add(percent(equally.get("score"))));
            assertThat(Pattern.compile("(&lt; )?\\d+\\.\\d+%")
                            .matcher(html)
                            .results()
                            .map(MatchResult::group))
                    .isSubsetOf(known);
        }
    }

    private static JsonNode head(JsonNode answer, MatchResult row) {
        for (JsonNode head : answer.get("heads")) {
            if (head.get("layer").asText().equals(row.group(1))
                    && head.get("head").asText().equals(row.group(2))) {
                return head;
            }
        }
        throw new AssertionError(row.group());
    }

    @Test
    void bold_are_the_scores_above_the_baseline() {
        JsonNode answer = api("storyteller");
        ROW.matcher(page("?by=place")).results().forEach(row -> {
            List<String> cells = Pattern.compile("<td.*?</td>", Pattern.DOTALL)
                    .matcher(row.group(3))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            for (int i = 0; i < 4; i++) {
                double equally =
                        answer.get("equally").get(PATTERNS.get(i)).get("score").asDouble();
                double score = head(answer, row)
                        .get("scores")
                        .get(PATTERNS.get(i))
                        .get("score")
                        .asDouble();
                assertThat(cells.get(i).contains("scored__above")).isEqualTo(score > equally);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"previous", "first", "same", "after"})
    void the_heads_are_sorted_by_a_link_and_the_best_is_named(String by) {
        JsonNode answer = api("storyteller");
        String html = page("?by=" + by);
        List<Double> column = new ArrayList<>();
        List<MatchResult> rows = ROW.matcher(html).results().toList();
        rows.forEach(row ->
                column.add(head(answer, row).get("scores").get(by).get("score").asDouble()));

        assertThat(column).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(html)
                .contains("aria-sort=\"descending\"")
                .containsPattern("<p class=\"lesson__lead\">Head " + rows.get(0).group(2) + " of layer "
                        + rows.get(0).group(1) + " looks at ");
        for (String other : PATTERNS) {
            assertThat(html).contains("&amp;by=" + other + "#heads\"");
        }
        assertThat(html).contains("&amp;by=place#heads\"");
        double best = column.get(0);
        double equally = answer.get("equally").get(by).get("score").asDouble();
        assertThat(html.substring(html.indexOf("lesson__lead"), html.indexOf("<form")))
                .contains(best > equally ? "average. A head that looks" : "average. But that is no sign of a habit");
    }

    @Test
    void the_heads_are_listed_in_the_order_of_the_model() {
        String html = page("?by=place");
        assertThat(ROW.matcher(html)
                        .results()
                        .map(row -> 10 * Integer.parseInt(row.group(1)) + Integer.parseInt(row.group(2))))
                .isSorted()
                .hasSize(36);
        assertThat(html).contains("aria-sort=\"ascending\"").doesNotContain("aria-sort=\"descending\"");
    }

    @Test
    void a_score_that_no_position_has_is_left_out_and_cannot_be_sorted_by() {
        LanguageModel model = TestServer.models().first();
        HeadScores all = HeadScores.of(model).orElseThrow();
        Map<AttentionPattern, HeadScores.Baseline> baselines = new EnumMap<>(all.baselines());
        baselines.remove(AttentionPattern.AFTER);
        HeadsLink link = HeadsLink.of(model).by(Optional.of(AttentionPattern.AFTER));

        HeadsView view =
                HeadsView.of(Messages.ENGLISH, link, model, new HeadScores(all.texts(), baselines, all.heads()));

        assertThat(view.columns().stream().map(HeadsView.Column::name))
                .containsExactly("Place in the model", "Token before", "First token", "Same token, earlier");
        assertThat(view.columns().get(0).sorted()).contains("ascending");
        assertThat(view.grids()).hasSize(3);
        assertThat(view.rows().get(0).name()).isEqualTo("Layer 1, head 1");
        assertThat(view.rows().get(0).scores()).hasSize(3);
    }

    @Test
    void a_head_opens_in_the_look_inside_as_it_is_and_turned_off() {
        MatchResult row =
                ROW.matcher(page("?by=previous")).results().findFirst().orElseThrow();
        List<String> links = LINK.matcher(row.group(3))
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .toList();
        assertThat(links).hasSize(2);
        for (String link : links) {
            HttpResponse<String> look = TestServer.getFirst(link.replaceFirst("#.*", ""));
            assertThat(look.statusCode()).as("the link is the canonical one").isEqualTo(200);
            assertThat(look.body())
                    .contains("In head " + row.group(2) + ",")
                    .contains("href=\"/inside/heads?v=1&amp;model=storyteller&amp;digest=");
        }
        String off = "switch." + row.group(1) + "." + row.group(2);
        assertThat(links.get(0)).doesNotContain("switch");
        assertThat(links.get(1)).contains("&" + off + "=0");
        assertThat(TestServer.get(links.get(1)).body()).contains("id=\"" + off + "\"");
        String weight = cells(row.group(3)).get(4).replaceAll("(?s).*: ([^<]*).*", "$1");
        assertThat(TestServer.get(links.get(0)).body())
                .as("what the page says of the place is there")
                .contains("<span class=\"looks__weight\">" + weight + "</span>");
    }

    @Test
    void all_texts_are_on_the_page() {
        String html = page("").replace("&#39;", "'").replace("&#34;", "\"").replace("&quot;", "\"");
        api("storyteller")
                .get("texts")
                .forEach(text -> assertThat(html)
                        .contains("<li class=\"scored__words\">"
                                + text.get("text").asText() + "</li>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ?model=storyteller-lstm                              | 200 | an LSTM does not look back
                    ?model=storyteller&digest=000000000000               | 200 | This link was made with storyteller, digest 000000000000
                    ?model=gone&digest=000000000000                      | 200 | This link was made with gone
                    ?model=gone                                          | 400 | Model must be one of
                    ?by=size                                             | 400 | must be one of: previous, first, same, after, place
                    ?digest=x                                            | 400 | must be 12 hexadecimal digits
                    ?prompt=x                                            | 400 | is not a parameter of a link; the parameters are: by, digest, model, v
                    ?by=first&by=same                                    | 400 | must be given only once
                    """)
    void what_cannot_be_shown_is_told_kindly(String query, int status, String sentence) {
        HttpResponse<String> answer = TestServer.get("/inside/heads" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(TestServer.text(answer)).contains(sentence, "Which head looks where?");
        assertThat(answer.body()).doesNotContain("<table").contains("name=\"model\"");
    }

    @Test
    void a_link_made_with_other_weights_leads_to_todays() {
        String html = page("?model=storyteller-step-7&digest=000000000000&by=same");
        MatchResult today = Pattern.compile("<a class=\"button button--main\" href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .findFirst()
                .orElseThrow();
        String link = today.group(1).replace("&amp;", "&");
        assertThat(link)
                .startsWith("/inside/heads?v=1&model=storyteller-step-250&digest=")
                .endsWith("&by=same");
        assertThat(TestServer.getFirst(link).body()).contains("aria-sort=\"descending\"");
    }

    @Test
    void an_incomplete_link_is_led_to_the_complete_one() {
        HttpResponse<String> answer = TestServer.getFirst("/inside/heads?by=same");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location").orElseThrow())
                .matches("/inside/heads\\?v=1&model=storyteller&digest=[0-9a-f]{12}&by=same");
        assertThat(TestServer.getFirst("/inside/heads").statusCode()).isEqualTo(200);
    }

    @Test
    void a_model_that_shows_nothing_or_has_a_short_context_is_no_failure() throws Exception {
        try (TestServer.Own own = TestServer.with(
                "--models", "src/test/resources/model/bigram", "--models", "src/test/resources/model/llama")) {
            assertThat(TestServer.text(own.get("/inside/heads?model=bigram"))).contains("no inspect.onnx");
            HttpResponse<String> cut = own.get("/inside/heads?model=llama");
            assertThat(cut.statusCode()).isEqualTo(200);
            assertThat(ROW.matcher(cut.body()).results()).hasSize(8);
            String link = LINK.matcher(ROW.matcher(cut.body())
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(3))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1)
                    .replace("&amp;", "&")
                    .replaceFirst("#.*", "");
            assertThat(own.get(link).body()).contains("looks__weight");
        }
    }
}
