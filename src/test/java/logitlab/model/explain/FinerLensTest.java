package logitlab.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.explain.FinerLens.After;
import logitlab.model.explain.FinerLens.Point;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FinerLensTest {

    private static final Models SMALL = Packages.inside();

    /** After an MLP or a whole layer the graph computes the same lens itself; after the last one it is the model's answer. */
    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "small-transformer", "small-lstm", "llama"})
    void after_each_layer_it_is_the_lens_of_the_graph(String id) {
        LanguageModel model = id.startsWith("storyteller") ? Packages.shipped(id) : SMALL.get(id);
        Prefix text = id.equals("llama") ? Prefix.of(1, 300, 20, 300, 40, 50) : model.prompt("Once upon a time");
        double worst = 0;
        for (int position = 0; position < text.size(); position++) {
            Inspection seen = model.inspect(text, position, Bill.GROUPS);
            List<Point> points =
                    FinerLens.of(seen, position, model.outputTable().orElseThrow());
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

    private static double distance(Logits one, Logits other) {
        double most = 0;
        for (int id = 0; id < one.size(); id++) {
            most = Math.max(most, Math.abs(one.at(id) - other.at(id)));
        }
        return most;
    }
}
