package logitlab.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.OutputRow;
import logitlab.model.Packages;
import logitlab.model.explain.FinerLens.After;
import logitlab.model.explain.FinerLens.Point;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FinerLensTest {

    private static final Models SMALL = Packages.inside();

    /** After an MLP or a whole layer the graph computes the same lens itself; after the last one it is the model's answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "storyteller",
                "storyteller-lstm",
                "small-transformer",
                "small-lstm",
                "llama",
                "own-gpt2",
                "own-llama"
            })
    void after_each_layer_it_is_the_lens_of_the_graph(String id) {
        LanguageModel model = id.startsWith("storyteller") ? Packages.shipped(id) : SMALL.get(id);
        Prefix text = id.equals("llama") ? Prefix.of(1, 300, 20, 300, 40, 50) : model.prompt("Once upon a time");
        double worst = 0;
        for (int position = 0; position < text.size(); position++) {
            Inspection seen = model.inspect(text, position, Bill.GROUPS);
            List<OutputRow> table = model.outputTable().orElseThrow();
            List<Point> points = FinerLens.of(seen.with(List.of()), position, table);
            boolean parts = !model.recurrent();
            assertThat(points).hasSize(1 + (parts ? 2 : 1) * seen.layers());
            for (Point point : points) {
                if (point.after() != After.ATTENTION) {
                    worst = Math.max(
                            worst,
                            distance(point.logits(), seen.lens(point.layer()).orElseThrow()));
                }
            }
        }
        System.out.printf("%s: lens at most %.1e off%n", id, worst);
        assertThat(worst).isLessThan(1e-3);
    }

    @Test
    void what_the_graph_computes_itself_is_taken_from_it() {
        LanguageModel model = Packages.storyteller();
        Prefix text = model.prompt("Once upon a time");
        Inspection seen = model.inspect(text, 2, Bill.GROUPS);
        List<OutputRow> table = model.outputTable().orElseThrow();
        List<Point> points = FinerLens.of(seen, 2, table);
        List<Point> computed = FinerLens.of(seen.with(List.of()), 2, table);
        assertThat(points.get(2).logits()).isSameAs(seen.lens(1).orElseThrow());
        assertThat(points.get(1).logits()).isEqualTo(computed.get(1).logits());
    }

    @Test
    void ranks_count_from_0_and_ties_go_to_the_lower_id() {
        Point point = new Point(After.MLP, 1, Logits.of(1, 3, 3, 0));
        assertThat(IntStream.range(0, 4).map(point::rank)).containsExactly(2, 0, 1, 3);
    }

    private static double distance(Logits one, Logits other) {
        double most = 0;
        for (int id = 0; id < one.size(); id++) {
            most = Math.max(most, Math.abs(one.at(id) - other.at(id)));
        }
        return most;
    }
}
