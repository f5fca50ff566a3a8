package logitlab.lesson.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.file.YamlValues;
import logitlab.lesson.widget.DrawingWidget.Part;
import logitlab.lesson.widget.EmbeddingMapWidget.Spot;
import logitlab.lesson.widget.EmbeddingMapWidget.TokenMap;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The widgets that draw what is inside a model and how it learned. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PictureWidgetsTest {

    private static final Models MODELS = Shipped.MODELS;
    private static final String TEXT = "id: x\nprompt: The opposite of hot is\n";
    private static final String AGES =
            "id: x\nmodels: [storyteller, storyteller-step-250]\nprompt: Once upon a time\nseed: 7\nlength: 5\n";

    @SuppressWarnings("unchecked")
    private static <W extends Widget> W widget(String name, String yaml) {
        return (W) WidgetKinds.parse(name, YamlValues.of(yaml), MODELS);
    }

    private static void assertSame(Vector one, Vector other) {
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.at(i)).isCloseTo(other.at(i), within(1e-4));
        }
    }

    @Test
    void attention_unfolds_step_by_step() {
        AttentionWidget closed = widget("attention", TEXT + "layer: 3\nhead: 4\n");
        assertThat(closed.shows("ask")).isTrue();
        assertThat(closed.shows("offer")).isFalse();
        AttentionWidget half = WidgetInput.of(closed, Map.of("show", "compare")).widget();
        assertThat(AttentionWidget.SHOWS.stream().filter(half::shows)).containsExactly("ask", "offer", "compare");
        assertThat(half.place().position()).isEqualTo(5);
        assertThat(half.place().steps().strongest()).isEqualTo(4); // hot
    }

    @Test
    void attention_has_to_be_there_and_to_fit() {
        assertThatThrownBy(() -> widget("attention", TEXT + "model: storyteller-lstm\n"))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.constraint().name()).isEqualTo("with-heads"));
        assertThatThrownBy(() -> widget("attention", TEXT + "head: 7\n"))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.field()).isEqualTo("head"));
        AttentionWidget own = widget("attention", TEXT);
        assertThat(WidgetInput.of(own, Map.of("prompt", "the cat ".repeat(20))).wrong("prompt"))
                .hasValueSatisfying(
                        refused -> assertThat(refused.constraint().name()).isEqualTo("at-most-tokens"));
    }

    @Test
    void the_parts_of_the_residual_stream_add_up_to_the_last_vector() {
        DrawingWidget drawing = widget("drawing", TEXT + "name: residual-stream\n");
        List<Part> stream = drawing.stream();
        assertThat(stream).hasSize(2 + 2 * 6);
        Inspection seen = drawing.place().seen();
        assertSame(stream.get(13).after(), seen.hidden(6, 5).orElseThrow());
        assertSame(stream.get(1).after(), seen.hidden(0, 5).orElseThrow());
        assertSame(stream.get(5).after(), seen.hidden(2, 5).orElseThrow());
    }

    @Test
    void the_mlp_leads_from_the_attention_to_the_end_of_the_layer() {
        DrawingWidget drawing = widget("drawing", TEXT + "name: mlp\nlayer: 6\n");
        assertThat(drawing.mlp().layer()).isEqualTo(6);
        assertSame(drawing.mlp().after(), drawing.place().seen().hidden(6, 5).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void a_norm_makes_the_mean_0_and_the_spread_1(int layer) {
        DrawingWidget drawing = widget("drawing", TEXT + "name: layer-norm\nlayer: " + layer + "\n");
        assertThat(drawing.normed().mean()).isCloseTo(0, within(1e-6));
        assertThat(drawing.normed().spread()).isCloseTo(1, within(1e-6));
        assertThat(drawing.normed()
                        .cosine(drawing.before().map(x -> x - drawing.before().mean())))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void the_map_has_200_words_and_neighbours_of_all_dimensions() {
        EmbeddingMapWidget widget = widget("embedding-map", "id: x\ntoken: red\n");
        TokenMap map = widget.map();
        assertThat(map.spots()).hasSize(200);
        assertThat(map.spots()).extracting(Spot::id).doesNotHaveDuplicates().contains(widget.token());
        List<Integer> words = map.spots().stream().map(Spot::id).toList();
        TokenTable table = MODELS.first().tokenTable().orElseThrow();
        assertThat(map.nearest())
                .extracting(Spot::id)
                .containsExactlyElementsOf(table.nearest(widget.token(), 4096).stream()
                        .map(TokenTable.Neighbour::id)
                        .filter(words::contains)
                        .limit(8)
                        .toList());
        assertThat(map.near()).hasSize(8).doesNotContain(widget.token());
        assertThat(map.projection().kept()).isBetween(0.05, 0.5);
    }

    @Test
    void any_word_that_is_one_token_can_be_put_on_the_map() {
        EmbeddingMapWidget red = widget("embedding-map", "id: x\ntoken: red\n");
        EmbeddingMapWidget purple =
                WidgetInput.of(red, Map.of("token", "purple")).widget();
        assertThat(purple.map().spots()).extracting(Spot::id).doesNotContain(purple.token());
        assertThat(purple.map().chosen().cosine()).isCloseTo(1, within(1e-9));
        assertThat(purple.map().projection().axis(0))
                .isEqualTo(red.map().projection().axis(0));
        assertThat(WidgetInput.of(red, Map.of("token", "hippopotamus")).wrong("token"))
                .hasValueSatisfying(
                        refused -> assertThat(refused.constraint().name()).isEqualTo("word-token"));
    }

    @Test
    void the_loss_falls_from_a_guess_at_random_to_what_the_cards_say() {
        LossCurveWidget curve = widget("loss-curve", AGES);
        assertThat(curve.ages()).extracting(LossCurveWidget.Age::steps).containsExactly(0L, 250L, 24_895L);
        assertThat(curve.ages().get(0).loss()).isCloseTo(Math.log(4096), within(1e-12));
        LanguageModel young = MODELS.get("storyteller-step-250");
        assertThat(curve.ages().get(1).loss())
                .isEqualTo(young.card().text().number("held_out_nats_per_token").orElseThrow());
        assertThat(curve.age().steps()).isEqualTo(24_895);
        assertThatThrownBy(() -> widget("loss-curve", AGES + "age: 300\n")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void each_age_writes_what_its_model_writes() {
        LossCurveWidget curve = widget("loss-curve", AGES + "temperature: 0.8\n");
        LossCurveWidget young = WidgetInput.of(curve, Map.of("age", "250")).widget();
        LanguageModel model = MODELS.get("storyteller-step-250");
        assertThat(young.sampled().orElseThrow().ids())
                .isEqualTo(Lane.open(
                                model,
                                model.prompt("Once upon a time"),
                                List.of(),
                                Decoder.SAMPLE,
                                Settings.of(Map.of("temperature", "0.8")),
                                7)
                        .run(5)
                        .ids());
        assertThat(young.greedy().orElseThrow().settings()).isEqualTo(Settings.OFF);
        LossCurveWidget unborn = WidgetInput.of(curve, Map.of("age", "0")).widget();
        assertThat(unborn.greedy()).isEmpty();
        assertThat(unborn.random()).hasSize(5).first().isEqualTo((int) (4096 * new Draw(7, 0).u()));
    }
}
