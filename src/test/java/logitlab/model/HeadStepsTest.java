package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadStepsTest {

    private static final Set<Inspection.Group> ALL = EnumSet.allOf(Inspection.Group.class);

    /** Scores (2 x 2 + 0 + 0 + 0) / 2 = 2 and 0, so weights e^2 and 1 over their sum. */
    @Test
    void a_head_of_width_4_by_hand() {
        HeadSteps head = HeadSteps.of(
                Vector.of(2, 0, 0, 0),
                List.of(Vector.of(2, 1, 0, 0), Vector.of(0, 3, 0, 0)),
                List.of(Vector.of(1, 0, 0, 0), Vector.of(0, 1, 0, 0)),
                Vector.of(0));
        double first = Math.exp(2) / (Math.exp(2) + 1);
        assertThat(head.products()).containsExactly(4.0, 0.0);
        assertThat(head.scores()).containsExactly(2.0, 0.0);
        assertThat(head.weights().get(0)).isCloseTo(first, within(1e-12));
        assertThat(head.weights().get(1)).isCloseTo(1 - first, within(1e-12));
        assertThat(head.gathered().at(0)).isCloseTo(first, within(1e-7));
        assertThat(head.gathered().at(1)).isCloseTo(1 - first, within(1e-7));
        assertThat(head.strongest()).isZero();
        assertThat(head.terms(0, 2)).first().isEqualTo(new HeadSteps.Term(1, 2, 2, 2));
        assertThat(head.terms(0, 4)).hasSize(4);
    }

    /** The softmax of the scores is the attention that the network used, and the values with these weights are what the head added. */
    private static void agrees(LanguageModel model, Prefix text, int position) {
        Inspection seen = model.inspect(text, position, ALL);
        for (int layer = 1; layer <= seen.layers(); layer++) {
            for (int head = 0; head < seen.heads(layer); head++) {
                HeadSteps steps = HeadSteps.of(seen, layer, head, position).orElseThrow();
                List<Double> attention = seen.attention(layer, OptionalInt.of(head), position);
                for (int at = 0; at <= position; at++) {
                    assertThat(steps.weights().get(at)).isCloseTo(attention.get(at), within(1e-6));
                }
                assertThat(steps.terms(0, steps.query().size()).stream()
                                .mapToDouble(HeadSteps.Term::share)
                                .sum())
                        .isCloseTo(steps.scores().get(0), within(1e-9));
                int layerNow = layer;
                int headNow = head;
                Vector parts = IntStream.rangeClosed(0, position)
                        .mapToObj(from ->
                                seen.headPart(layerNow, headNow, position, from).orElseThrow())
                        .reduce(Vector::plus)
                        .orElseThrow();
                for (int i = 0; i < parts.size(); i++) {
                    assertThat(steps.added().at(i)).isCloseTo(parts.at(i), within(1e-5));
                }
                assertThat(steps.added())
                        .isEqualTo(seen.headOutput(layer, head, position).orElseThrow());
                assertThat(steps.gathered().size()).isEqualTo(steps.query().size());
            }
        }
    }

    @Test
    void scores_and_sums_are_those_of_the_network_in_every_head() {
        LanguageModel model = Packages.shipped("storyteller");
        Prefix text = model.prompt("The opposite of hot is");
        for (int position = 0; position < text.size(); position++) {
            agrees(model, text, position);
        }
    }

    @Test
    void the_same_holds_where_positions_are_rotations_and_heads_share_their_keys() {
        Models models = Packages.inside();
        for (String id : List.of("llama", "own-llama", "own-gpt2")) {
            agrees(models.get(id), Prefix.of(1, 300, 20, 300, 40, 50), 5);
        }
    }

    @Test
    void a_model_without_heads_has_no_steps() {
        LanguageModel lstm = Packages.shipped("storyteller-lstm");
        assertThat(HeadSteps.of(lstm.inspect(lstm.prompt("The cat"), 1, ALL), 1, 0, 1))
                .isEmpty();
    }
}
