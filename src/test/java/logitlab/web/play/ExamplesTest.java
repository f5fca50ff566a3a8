package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.decoding.Step;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the hints beside the five prompts claim, on the shipped model with the opening seed and lanes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesTest {

    private static final Models MODELS = TestServer.models();

    /** The example's own link, with so many tokens in each lane. */
    private static OpenedLink open(String key, int tokens) {
        ExamplePrompt example = ExamplePrompt.of(Messages.ENGLISH, key, "");
        return OpenedLink.open(PlayLink.parse(Query.parse(example.query())).at(tokens - 1), MODELS);
    }

    private static List<Integer> greedy(OpenedLink play) {
        return play.lanes().get("a").ids();
    }

    private static List<Integer> sampled(OpenedLink play) {
        return play.lanes().get("b").ids();
    }

    private static List<String> texts(OpenedLink play, List<Integer> ids) {
        return ids.stream().map(id -> play.token("a", id)).toList();
    }

    @Test
    void sharp_has_nearly_everything_on_one_token_that_the_dice_cannot_change() {
        OpenedLink play = open("sharp", 10);
        Step step = play.lanes().get("b").step(0);
        assertThat(step.best(1).get(0).modelProbability()).isGreaterThan(0.99);
        assertThat(step.kept()).isEqualTo(1);
        assertThat(play.token("b", step.chosen())).isEqualTo("␣Sunday");
        assertThat(sampled(play)).isEqualTo(greedy(play));
    }

    @Test
    void wide_has_less_than_5_per_cent_on_its_best_token_and_keeps_hundreds() {
        Step step = open("wide", 1).lanes().get("b").step(0);
        assertThat(step.best(1).get(0).modelProbability()).isLessThan(0.05);
        assertThat(step.logits().softmax().entropy()).isGreaterThan(6);
        assertThat(step.kept()).isGreaterThan(500);
    }

    @Test
    void greedy_runs_in_a_loop_within_thirty_steps_and_sampling_does_not() {
        assertThat(repeats(greedy(open("loop", 31)))).isGreaterThanOrEqualTo(5);
        assertThat(sampled(open("loop", 41))).hasSize(41);
        assertThat(repeats(sampled(open("loop", 41)))).isEqualTo(1);
    }

    /** How often a stretch of four tokens or more stands there in unbroken succession, at most. */
    private static int repeats(List<Integer> ids) {
        int most = 1;
        for (int length = 4; length <= ids.size() / 2; length++) {
            for (int from = 0; from + length <= ids.size(); from++) {
                List<Integer> stretch = ids.subList(from, from + length);
                int times = 1;
                while (from + (times + 1) * length <= ids.size()
                        && stretch.equals(ids.subList(from + times * length, from + (times + 1) * length))) {
                    times++;
                }
                most = Math.max(most, times);
            }
        }
        return most;
    }

    @Test
    void the_lanes_split_at_the_fourth_token_and_never_meet_again() {
        OpenedLink play = open("split", 40);
        assertThat(sampled(play)).hasSameSizeAs(greedy(play)).hasSize(40);
        assertThat(sampled(play).subList(0, 3)).isEqualTo(greedy(play).subList(0, 3));
        for (int step = 3; step < 40; step++) {
            assertThat(sampled(play).get(step))
                    .as("step %d", step)
                    .isNotEqualTo(greedy(play).get(step));
        }
    }

    @Test
    void the_name_has_two_tokens_here_and_both_lanes_finish_it_with_two_more() {
        OpenedLink play = open("name", 3);
        List<String> prompt = texts(play, play.prompt().ids().boxed().toList());
        assertThat(prompt.subList(prompt.size() - 2, prompt.size())).containsExactly("␣L", "is");
        assertThat(texts(play, greedy(play))).containsExactly("b", "on", ".");
        assertThat(texts(play, sampled(play))).containsExactly("b", "on", ".");
    }

    @Test
    void the_one_that_is_shown_is_known_by_its_prompt() {
        Stream<ExamplePrompt> all = ExamplePrompt.all(Messages.ENGLISH, "Every day the", MODELS.first()).stream();
        assertThat(all.filter(ExamplePrompt::current))
                .extracting(ExamplePrompt::name)
                .containsExactly("Wide");
        assertThat(ExamplePrompt.all(Messages.ENGLISH, "Something else", MODELS.first()))
                .hasSize(5)
                .noneMatch(ExamplePrompt::current);
    }
}
