package logitlab.web.tool.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The probabilities of a tree of paths, on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScoredPathTest {

    private static final List<List<Integer>> PATHS =
            List.of(List.of(280, 323, 5, 71), List.of(280, 323, 9), List.of(280, 12), List.of(400, 5, 6));

    private static Models models;
    private static LanguageModel model;

    @BeforeAll
    static void load() {
        models = ModelLoader.load(List.of(Packages.STORYTELLER));
        model = models.first();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    private static long later() {
        return System.nanoTime() + 60_000_000_000L;
    }

    @Test
    void each_token_has_its_log_softmax_after_all_tokens_before_it() {
        Prefix prompt = model.prompt("The fox");
        for (ScoredPath path : ScoredPath.all(model, prompt, PATHS, later())) {
            double sum = 0;
            for (int at = 0; at < path.ids().size(); at++) {
                double expected = Math.log(model.logits(prompt.plus(path.ids().subList(0, at)))
                        .softmax()
                        .at(path.ids().get(at)));
                assertThat(path.logProbabilities().get(at).orElseThrow()).isCloseTo(expected, within(1e-4));
                sum += path.logProbabilities().get(at).orElseThrow();
            }
            assertThat(path.total().orElseThrow()).isCloseTo(sum, within(1e-12));
        }
    }

    @Test
    void a_tree_takes_at_most_one_run_for_each_path() {
        Prefix prompt = model.prompt("A tree of runs");
        LanguageModel.Runs before = model.runs();
        ScoredPath.all(model, prompt, PATHS, later());
        assertThat(model.runs().runs() - before.runs()).isBetween(1L, (long) PATHS.size());
    }

    @Test
    void after_its_time_no_run_begins_and_what_is_missing_is_empty() {
        Prefix prompt = model.prompt("Too late");
        LanguageModel.Runs before = model.runs();
        List<ScoredPath> late = ScoredPath.all(model, prompt, PATHS, System.nanoTime() - 1);
        assertThat(model.runs()).isEqualTo(before);
        assertThat(late).extracting(ScoredPath::ids).isEqualTo(PATHS);
        assertThat(late).extracting(ScoredPath::total).containsOnly(OptionalDouble.empty());
    }
}
