package logitlab.web.tool.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.model.LanguageModel;
import logitlab.model.Permit;
import logitlab.model.beam.ModelBeams;
import logitlab.web.view.Numbers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a beam search, on the real server; nothing here depends on the weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeamPageTest {

    private static final Pattern ROW = Pattern.compile(
            "<tr class=\"beams__row[^\"]*\">.*?<td>([^<]*)</td>\\s*<td>([^<]*)</td>\\s*<td class=\"beams__fate\">([^<]*)<",
            Pattern.DOTALL);

    private static String page(String query) {
        HttpResponse<String> answer = TestServer.get("/play/beam?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void it_shows_the_texts_found_and_those_of_each_step() {
        LanguageModel model = TestServer.models().first();
        BeamSearch search = ModelBeams.search(
                model, model.prompt("The king had a"), new BeamSettings(2, 0.5, false), 3, Permit.AT_ONCE);
        List<MatchResult> rows = ROW.matcher(
                        page("prompt=The+king+had+a&a=greedy&beams=2&length-penalty=0%2C5&steps=3"))
                .results()
                .toList();
        assertThat(rows).hasSize(2 + 3 * 4);
        List<BeamPath> found = search.hypotheses(3);
        for (int i = 0; i < found.size(); i++) {
            assertThat(rows.get(i).group(1))
                    .isEqualTo(Numbers.score(found.get(i).logProbability()));
            assertThat(rows.get(i).group(2))
                    .isEqualTo(Numbers.score(found.get(i).score()));
        }
        for (int step = 0; step < 3; step++) {
            for (int place = 0; place < 4; place++) {
                BeamPath path = search.steps().get(step).candidates().get(place).path();
                assertThat(rows.get(2 + 4 * step + place).group(1)).isEqualTo(Numbers.score(path.logProbability()));
                assertThat(rows.get(2 + 4 * step + place).group(3)).isEqualTo(place < 2 ? "kept" : "dropped");
            }
        }
    }

    @Test
    void it_searches_from_the_step_looked_at_and_offers_a_lane_that_searches_from_the_prompt() {
        String page = page("prompt=The+king+had+a&a=greedy&at=3&beams=3&steps=2");
        assertThat(page).contains("Step 4: of the 6", "Step 5: of the 6").doesNotContain("Step 6: of the");
        assertThat(page).contains("&amp;b=beam&amp;b.beams=3\"");
    }

    @Test
    void it_says_where_the_best_text_parts_from_greedy_decoding() {
        String page = page("prompt=The+king+had+a&a=greedy&beams=1&steps=3");
        assertThat(page).contains("Greedy decoding takes the same 3 tokens.");
    }

    @Test
    void nothing_follows_a_text_that_has_ended() {
        assertThat(page("prompt=The+cat&a=greedy&a.ids=0&b=sample&at=2&lane=a"))
                .contains("The text has ended, so nothing can follow.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            beams=0               | from 1 to 16
            beams=many            | must be a number
            length-penalty=11     | from -10 to 10
            early-stopping=maybe  | true, false
            steps=51              | from 1 to 50
            """)
    void a_wrong_value_is_refused_with_its_rule_and_everything_else_is_kept(String wrong, String rule) {
        HttpResponse<String> answer = TestServer.get("/play/beam?prompt=The+king&a=greedy&" + wrong);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(rule).contains("prompt=The+king");
    }
}
