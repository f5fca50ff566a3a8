package logitlab.web.tool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Surprisal;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page of the ledger on the real server: its figures against sums over all candidates. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerPageTest {

    private static final String LINK =
            "prompt=Once+upon+a+time&seed=42&at=9&a=greedy&b=sample&b.temperature=0.7&b.top-k=30&b.top-p=0.97&b.min-p=0.1";
    private static final Pattern ROW =
            Pattern.compile("<tr class=\"[^\"]*\">(.*?)</tr>|<tr>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[dh][^>]*>(.*?)</t[dh]>", Pattern.DOTALL);

    private static String page(String query) {
        HttpResponse<String> answer = TestServer.get("/play/ledger?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The cells of the rows of a table's body. */
    private static List<List<String>> rows(String html, int table) {
        String body = html.split("<tbody>")[table + 1].split("</tbody>")[0];
        List<List<String>> rows = new ArrayList<>();
        Matcher row = ROW.matcher(body);
        while (row.find()) {
            String cells = row.group(1) == null ? row.group(2) : row.group(1);
            rows.add(CELL.matcher(cells)
                    .results()
                    .map(cell -> cell.group(1)
                            .replaceAll("<[^>]*>", "")
                            .replace("&lt;", "<")
                            .strip())
                    .toList());
        }
        return rows;
    }

    private static double number(String cell) {
        return Double.parseDouble(
                cell.replaceAll("[<>] ?", "").replace("−", "-").replace(",", "").replace("%", ""));
    }

    private static String percent(double share) {
        return share == 0 ? "" : share < 0.0001 ? "< 0.01%" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static Lane lane(String name) {
        return OpenedLink.open(PlayLink.parse(Query.parse(LINK), TestServer.models()), TestServer.models())
                .lanes()
                .get(name);
    }

    @Test
    void each_row_has_what_the_step_gives() {
        Lane lane = lane("b");
        List<List<String>> rows = rows(page(LINK + "&lane=b"), 0);

        assertThat(rows).hasSize(10);
        double sum = 0;
        for (int at = 0; at < 10; at++) {
            Step step = lane.step(at);
            Candidate taken = step.candidate(lane.ids().get(at));
            List<String> row = rows.get(at);
            sum -= Math.log(taken.modelProbability());
            assertThat(number(row.get(2))).isCloseTo(-Math.log(taken.modelProbability()), within(0.0051));
            assertThat(number(row.get(3))).isCloseTo(Math.exp(sum / (at + 1)), within(0.051));
            assertThat(number(row.get(4))).isCloseTo(Math.log(taken.modelProbability()), within(0.0101));
            assertThat(number(row.get(5))).isCloseTo(Math.log(taken.samplingProbability()), within(0.0101));
            for (int i = 0; i < 3; i++) {
                String rule = List.of("top-k", "top-p", "min-p").get(i);
                double model = step.all().stream()
                        .filter(one -> one.droppedBy().stream().anyMatch(rule::equals))
                        .mapToDouble(Candidate::modelProbability)
                        .sum();
                assertThat(row.get(6 + i).split(" / ")[0]).isEqualTo(model == 0 ? "–" : percent(model));
            }
            assertThat(number(row.get(9))).isCloseTo(step.entropy(), within(0.0051));
        }
    }

    @Test
    void a_greedy_lane_has_no_cuts_and_no_side_of_the_sampling() {
        String html = page(LINK + "&lane=a");

        assertThat(html).doesNotContain("Cut by", "Log probability, sampling", "Entropy, sampling");
        assertThat(html).contains("Greedy decoding makes no draw, so there is no side of the sampling.");
    }

    @Test
    void the_steps_lead_to_the_playground() {
        assertThat(page(LINK + "&lane=b")).contains("href=\"/play?v=1&amp;model=storyteller", "&amp;at=4&amp;");
    }

    @Test
    void a_text_of_ones_own_has_the_surprisal_that_the_model_gives_it() {
        LanguageModel model = TestServer.models().first();
        Surprisal surprisal = Surprisal.of(model, "The king had a <b>pink</b> \"hat\".\nYes.");
        String html = page(LINK + "&text=The+king+had+a+%3Cb%3Epink%3C%2Fb%3E+%22hat%22.%0D%0AYes.");
        List<List<String>> rows = rows(html, 1);

        assertThat(html).doesNotContain("<b>pink");
        assertThat(rows).hasSize(surprisal.tokens().size());
        for (int i = 0; i < rows.size(); i++) {
            Surprisal.Guess guess = surprisal.tokens().get(i).guess().orElseThrow();
            assertThat(number(rows.get(i).get(2))).isCloseTo(guess.surprise(), within(0.0101));
            assertThat(number(rows.get(i).get(5))).isCloseTo(guess.entropy(), within(0.0051));
        }
        assertThat(number(rows.get(rows.size() - 1).get(3)))
                .isCloseTo(surprisal.loss().orElseThrow().perplexity(), within(0.051));
    }

    @Test
    void a_text_that_is_too_long_is_refused_by_its_name() {
        HttpResponse<String> answer = TestServer.get("/play/ledger?" + LINK + "&text=" + "a+".repeat(1001));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.text(answer)).contains("Text must have at most 2000 characters");
        assertThat(answer.body()).contains("b.top-k=30");
    }

    @Test
    void the_chart_says_in_words_what_it_shows() {
        String html = page(LINK + "&lane=b");

        assertThat(html).contains("aria-label=\"10 tokens: a bar for the surprisal of each");
        assertThat(html.split("class=\"ledger__bars\" d=\"")[1].split("\"")[0].split("M"))
                .hasSize(11);
    }

    @Test
    void a_banned_token_chosen_by_hand_is_infinitely_surprising_and_breaks_nothing() {
        String html = page("prompt=Once&at=1&a=sample&a.top-k=1&a.ids=1.2");

        assertThat(rows(html, 0).stream().map(row -> row.get(5)).collect(Collectors.joining()))
                .contains("−∞");
    }
}
