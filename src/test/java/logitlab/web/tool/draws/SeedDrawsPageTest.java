package logitlab.web.tool.draws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.view.TokenText;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many draws of one step, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeedDrawsPageTest {

    private static final LanguageModel MODEL = TestServer.models().first();
    private static final String LINK = "/play/draws?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=1&a=";
    private static final Pattern ROW = Pattern.compile("<tr class=\"count count--(\\w+)\">(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);
    private static final Pattern SEED = Pattern.compile("<a class=\"take__seed\" href=\"([^\"]*)\"[^>]*>(\\d+)</a>");

    private static String page(String query) {
        return TestServer.get(LINK + query).body();
    }

    private static Step step() {
        return Lane.open(
                        MODEL,
                        MODEL.prompt("Once upon a time there was a"),
                        List.of(),
                        Decoder.SAMPLE,
                        Settings.OFF.with("temperature", 0.8),
                        39)
                .run(2)
                .step(1);
    }

    @Test
    void each_row_counts_what_the_step_chooses_with_these_seeds() {
        Step step = step();
        Map<String, Integer> counts = new HashMap<>();
        for (long seed = 1000; seed < 1100; seed++) {
            String token = TokenText.visible(MODEL.tokenizer().token(step.chosenBy(new Draw(seed, 1))));
            counts.merge(token, 1, Integer::sum);
        }
        String html = page("sample&a.temperature=0.8&count=100&from=1000");
        assertThat(html).contains("100 draws, one for each seed from 1000 to 1099, gave " + counts.size());
        List<MatchResult> rows = ROW.matcher(html).results().toList();
        assertThat(rows).hasSize(20);
        for (MatchResult row : rows) {
            List<String> cells = CELL.matcher(row.group(2))
                    .results()
                    .map(cell -> cell.group(1))
                    .toList();
            assertThat(Integer.parseInt(cells.get(3))).isEqualTo(counts.getOrDefault(cells.get(0), 0));
        }
    }

    @Test
    void the_first_seed_of_a_row_leads_to_a_step_that_chooses_its_token() {
        Step step = step();
        List<Long> seeds = new ArrayList<>();
        for (MatchResult row : ROW.matcher(page("sample&a.temperature=0.8&count=1000"))
                .results()
                .toList()) {
            String token = row.group(2).replaceAll("(?s)^<th[^>]*>(.*?)</th>.*", "$1");
            SEED.matcher(row.group(2)).results().forEach(first -> {
                long seed = Long.parseLong(first.group(2));
                seeds.add(seed);
                int chosen = step.chosenBy(new Draw(seed, 1));
                assertThat(TokenText.visible(MODEL.tokenizer().token(chosen))).isEqualTo(token);
                for (long before = 39; before < seed; before++) {
                    assertThat(step.chosenBy(new Draw(before, 1))).isNotEqualTo(chosen);
                }
                assertThat(first.group(1)).contains("&amp;seed=" + seed + "&amp;at=1");
            });
        }
        assertThat(seeds).hasSizeGreaterThan(5);
    }

    @Test
    void greedy_decoding_draws_nothing() {
        assertThat(page("greedy"))
                .contains("Greedy decoding makes no draw. Every seed gives “")
                .doesNotContain("<table");
    }

    @Test
    void a_number_of_draws_that_is_not_offered_is_refused() {
        for (String wrong : List.of("&count=5", "&count=x", "&count=100000", "&from=-1", "&from=x")) {
            assertThat(TestServer.get(LINK + "sample" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
