package logitlab.model.explain;

import static logitlab.model.explain.AttentionPattern.AFTER;
import static logitlab.model.explain.AttentionPattern.FIRST;
import static logitlab.model.explain.AttentionPattern.PREVIOUS;
import static logitlab.model.explain.AttentionPattern.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.Switches;
import logitlab.model.Tensor;
import logitlab.model.explain.HeadScores.Head;
import logitlab.model.explain.HeadScores.Score;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadScoresTest {

    /** Token 7 comes back at position 3, and 5 after it. */
    private static final Prefix TEXT = Prefix.of(0, 7, 5, 7, 5);

    private static HeadScores.Seen seen(Prefix ids, float[]... heads) {
        float[] all = new float[heads.length * ids.size() * ids.size()];
        for (int head = 0; head < heads.length; head++) {
            System.arraycopy(heads[head], 0, all, head * heads[head].length, heads[head].length);
        }
        Tensor attention = new Tensor(all, heads.length, ids.size(), ids.size());
        return new HeadScores.Seen(
                new HeadTexts.Text(ids.toString(), ids),
                new Inspection(ids.size(), Switches.NONE, Map.of("attentions.0", attention)));
    }

    private static float[] equal(int size) {
        float[] weights = new float[size * size];
        for (int t = 0; t < size; t++) {
            Arrays.fill(weights, t * size, t * size + t + 1, 1f / (t + 1));
        }
        return weights;
    }

    @Test
    void each_pattern_counts_its_places_and_none_that_another_could_claim() {
        Prefix text = Prefix.of(0, 7, 5, 7, 7, 5, 7);

        assertThat(IntStream.range(0, 7).mapToObj(t -> PREVIOUS.places(text, t)))
                .containsExactly(List.of(), List.of(), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5));
        assertThat(IntStream.range(0, 7).mapToObj(t -> FIRST.places(text, t)))
                .containsExactly(List.of(), List.of(), List.of(0), List.of(0), List.of(0), List.of(0), List.of(0));
        assertThat(IntStream.range(0, 7).mapToObj(t -> SAME.places(text, t)))
                .containsExactly(
                        List.of(), List.of(), List.of(), List.of(1), List.of(1, 3), List.of(2), List.of(1, 3, 4));
        // at 3 the token after the earlier 7 is the token before, at 6 so is the one after the 7 at 4
        assertThat(IntStream.range(0, 7).mapToObj(t -> AFTER.places(text, t)))
                .containsExactly(List.of(), List.of(), List.of(), List.of(), List.of(2), List.of(3), List.of(2, 4));
    }

    /** All weights are exact in binary. */
    @Test
    void a_head_by_hand() {
        float[] weights = {
            1, 0, 0, 0, 0, //
            0.5f, 0.5f, 0, 0, 0, //
            0.25f, 0.5f, 0.25f, 0, 0, //
            0.5f, 0.125f, 0.25f, 0.125f, 0, //
            0, 0.125f, 0.25f, 0.5f, 0.125f
        };

        Head head = HeadScores.of(List.of(seen(TEXT, weights))).heads().get(0);

        assertThat(head.layer()).isEqualTo(1);
        assertThat(head.number()).isEqualTo(1);
        assertThat(head.scores())
                .containsExactly(
                        Map.entry(PREVIOUS, new Score((0.5 + 0.25 + 0.5) / 3, 0, 2, 0.5)),
                        Map.entry(FIRST, new Score((0.25 + 0.5) / 3, 0, 3, 0.5)),
                        Map.entry(SAME, new Score((0.125 + 0.25) / 2, 0, 4, 0.25)));
    }

    @Test
    void a_pattern_that_no_position_has_is_left_out() {
        HeadScores scores = HeadScores.of(List.of(seen(TEXT, equal(5))));
        assertThat(scores.baselines()).containsOnlyKeys(PREVIOUS, FIRST, SAME);
        assertThat(HeadScores.of(List.of(seen(Prefix.of(1, 2, 3), equal(3)))).baselines())
                .containsOnlyKeys(PREVIOUS, FIRST);
    }

    @Test
    void a_head_that_looks_at_all_positions_equally_has_the_scores_of_the_baseline() {
        Prefix other = Prefix.of(3, 3, 4, 3, 9, 3);
        HeadScores scores = HeadScores.of(List.of(seen(TEXT, equal(5)), seen(other, equal(6))));

        double thirdOn = (1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 7;
        assertThat(scores.baselines().get(PREVIOUS).positions()).isEqualTo(7);
        assertThat(scores.baselines().get(PREVIOUS).equally()).isCloseTo(thirdOn, within(1e-12));
        assertThat(scores.baselines().get(SAME).positions()).isEqualTo(5);
        assertThat(scores.baselines().get(SAME).equally())
                .isCloseTo((1 / 4.0 + 1 / 5.0 + 1 / 2.0 + 2 / 4.0 + 3 / 6.0) / 5, within(1e-12));
        // in the second text, position 3 after 0 and not after 1, which would be the token before; position 5 after 0,
        // 1 and not 3
        assertThat(scores.baselines().get(AFTER).positions()).isEqualTo(2);
        assertThat(scores.baselines().get(AFTER).equally()).isCloseTo((1 / 4.0 + 2 / 6.0) / 2, within(1e-12));
        scores.baselines()
                .forEach((pattern, baseline) -> assertThat(scores.heads().get(0).mean(pattern))
                        .as(pattern.key())
                        .isCloseTo(baseline.equally(), within(1e-7)));
    }

    @Test
    void the_best_head_is_the_first_of_those_with_the_largest_score() {
        float[] before = new float[25];
        for (int t = 0; t < 5; t++) {
            before[t * 5 + Math.max(0, t - 1)] = 1;
        }
        HeadScores scores = HeadScores.of(List.of(seen(TEXT, equal(5), before, before)));

        assertThat(scores.by(PREVIOUS).stream().map(Head::number)).containsExactly(2, 3, 1);
        assertThat(scores.best(PREVIOUS).mean(PREVIOUS)).isEqualTo(1);
        assertThat(scores.best(FIRST).number()).isEqualTo(1);
        assertThat(scores.above(scores.best(PREVIOUS), PREVIOUS)).isTrue();
        assertThat(scores.above(scores.heads().get(1), FIRST)).isFalse();
        assertThat(scores.heads().get(1).scores().get(PREVIOUS)).isEqualTo(new Score(1, 0, 2, 1));
    }

    @Test
    void the_scores_of_storyteller_are_those_of_numpy() {
        JsonNode numpy = Packages.resource("storyteller/heads.json");
        HeadScores scores = HeadScores.of(Packages.storyteller()).orElseThrow();

        assertThat(scores.texts()).hasSize(numpy.path("texts").size());
        for (int i = 0; i < scores.texts().size(); i++) {
            assertThat(scores.texts().get(i).text()).isEqualTo(HeadTexts.ALL.get(i));
            int[] ids = scores.texts().get(i).ids().ids().toArray();
            for (int at = 0; at < ids.length; at++) {
                assertThat(ids[at])
                        .isEqualTo(numpy.path("texts").path(i).path(at).asInt());
            }
        }
        assertThat(scores.heads()).hasSize(36);
        double worst = 0;
        for (AttentionPattern pattern : AttentionPattern.values()) {
            JsonNode expected = numpy.path(pattern.key());
            assertThat(scores.baselines().get(pattern).positions())
                    .isEqualTo(expected.path("positions").asInt());
            assertThat(scores.baselines().get(pattern).equally())
                    .isCloseTo(expected.path("equally").asDouble(), within(1e-9));
            for (Head head : scores.heads()) {
                double mean = expected.path("heads")
                        .path(head.layer() - 1)
                        .path(head.number() - 1)
                        .asDouble();
                worst = Math.max(worst, Math.abs(head.mean(pattern) - mean));
            }
        }
        System.out.printf("scores of heads at most %.1e off%n", worst);
        assertThat(worst).isLessThan(1e-6);
    }

    @Test
    void the_clearest_place_of_storyteller_is_in_its_attention() {
        LanguageModel model = Packages.storyteller();
        HeadScores scores = HeadScores.of(model).orElseThrow();
        for (Head head : scores.heads()) {
            Score score = head.scores().get(FIRST);
            Prefix ids = scores.texts().get(score.text()).ids();
            List<Double> weights = model.inspect(ids, score.position())
                    .attention(head.layer(), OptionalInt.of(head.number() - 1), score.position());
            assertThat(score.position()).isGreaterThan(1);
            assertThat(weights.get(0)).isCloseTo(score.there(), within(1e-6));
        }
    }

    @Test
    void the_texts_are_a_dozen_and_tokens_come_back_in_each() {
        assertThat(HeadTexts.ALL).hasSize(12).doesNotHaveDuplicates().allSatisfy(text -> {
            assertThat(text).isNotBlank().hasSizeLessThan(200);
            Prefix ids = Packages.storyteller().prompt(text);
            assertThat(IntStream.range(0, ids.size())
                            .anyMatch(t -> !AFTER.places(ids, t).isEmpty()))
                    .as(text)
                    .isTrue();
        });
    }

    @Test
    void a_text_that_is_too_long_for_a_model_loses_its_last_words() {
        try (Models small = Packages.inside()) {
            LanguageModel model = small.get("llama");
            List<HeadTexts.Text> texts = HeadTexts.of(model);

            assertThat(texts).hasSize(12);
            for (int i = 0; i < 12; i++) {
                HeadTexts.Text text = texts.get(i);
                assertThat(HeadTexts.ALL.get(i)).startsWith(text.text());
                assertThat(text.ids()).isEqualTo(model.prompt(text.text()));
                assertThat(text.ids().size()).isBetween(3, model.mostInspected());
            }
            assertThat(texts).anyMatch(text -> !HeadTexts.ALL.contains(text.text()));
            assertThat(HeadScores.of(model).orElseThrow().heads()).hasSize(8);
        }
    }

    @Test
    void a_network_without_attention_has_no_scores() {
        assertThat(HeadScores.of(Packages.shipped("storyteller-lstm"))).isEmpty();
        try (Models models = Packages.load(Packages.SMALL.resolve("bigram"), 1 << 20)) {
            assertThat(HeadScores.of(models.first())).isEmpty();
        }
    }
}
