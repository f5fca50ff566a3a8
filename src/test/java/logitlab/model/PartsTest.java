package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.LanguageModel.State;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each part of a network adds to its last vector and to its logits, and what happens without a part. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PartsTest {

    /** Whether the shipped packages show their parts, too. */
    private static final boolean SHIPPED = true;

    private static final double EXACT = 1e-4;
    private static final int ONE_BY_ONE = 37; // one token in 37 gets its logit part by part, all get it from the sum
    private static final Set<Inspection.Group> ALL = EnumSet.allOf(Inspection.Group.class);

    private static final String TRANSFORMER = "small-transformer";
    private static final String LSTM = "small-lstm";
    private static final String LLAMA = "llama"; // RMSNorm, rotary positions, shared keys, another table for the logits
    private static final Models SMALL = Packages.inside();

    /** Those that NumPy computed, too. */
    static Stream<String> ours() {
        return Stream.of(TRANSFORMER, "storyteller").limit(SHIPPED ? 2 : 1);
    }

    /** Those with switches, also the ones made from checkpoints of Hugging Face. */
    static Stream<String> switchable() {
        return Stream.concat(ours(), Stream.of("own-gpt2", "own-llama"));
    }

    static Stream<String> transformers() {
        return Stream.concat(switchable(), Stream.of(LLAMA));
    }

    static Stream<String> lstms() {
        return Stream.of(LSTM, "storyteller-lstm").limit(SHIPPED ? 2 : 1);
    }

    private static boolean shipped(String id) {
        return id.startsWith("storyteller");
    }

    private static LanguageModel model(String id) {
        return shipped(id) ? Packages.shipped(id) : SMALL.get(id);
    }

    private static Path folder(String id) {
        return shipped(id) ? Path.of("models", id) : Packages.SMALL.resolve(id);
    }

    private static JsonNode numpy(String id) {
        return Packages.resource((shipped(id) ? "" : "model/") + id + "/inside.json");
    }

    private static Prefix text(String id) {
        return id.equals(LLAMA) || id.startsWith("own-")
                ? Prefix.of(1, 300, 20, 300, 40, 50)
                : Prefix.of(StreamSupport.stream(numpy(id).path("ids").spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray());
    }

    static Stream<Arguments> positions() {
        return Stream.concat(ours(), lstms())
                .flatMap(id -> StreamSupport.stream(numpy(id).path("positions").spliterator(), false)
                        .map(position -> arguments(id, position)));
    }

    /** All that is added up: for an LSTM what each layer adds, for a transformer what each head and each MLP does. */
    private static List<Vector> parts(Inspection seen, int position) {
        List<Vector> parts = new ArrayList<>(List.of(seen.embedding(position).orElseThrow()));
        seen.positionEmbedding(position).ifPresent(parts::add);
        for (int layer = 1; layer <= seen.layers(); layer++) {
            if (seen.heads(layer) == 0) {
                parts.add(minus(
                        seen.hidden(layer, position).orElseThrow(),
                        seen.hidden(layer - 1, position).orElseThrow()));
                continue;
            }
            for (int head = 0; head < seen.heads(layer); head++) {
                parts.add(seen.headOutput(layer, head, position).orElseThrow());
            }
            seen.attentionBias(layer).ifPresent(parts::add);
            parts.add(seen.mlpOutput(layer, position).orElseThrow());
        }
        return parts;
    }

    private static Vector minus(Vector one, Vector other) {
        float[] difference = new float[one.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (float) (one.at(i) - other.at(i));
        }
        return Vector.of(difference);
    }

    private static double distance(Vector found, Vector expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        return IntStream.range(0, found.size())
                .mapToDouble(i -> Math.abs(found.at(i) - expected.at(i)))
                .max()
                .orElseThrow();
    }

    private static void assertSum(LanguageModel model, Prefix text) {
        List<OutputRow> rows = model.outputRows(IntStream.range(0, model.card().vocabularySize())
                        .boxed()
                        .toList())
                .orElseThrow();
        for (int position = 0; position < text.size(); position++) {
            Inspection seen = model.inspect(text, position, ALL);
            List<Vector> parts = parts(seen, position);
            Vector together = parts.stream().reduce(Vector::plus).orElseThrow();
            Vector last = seen.hidden(seen.layers(), position).orElseThrow();
            assertThat(distance(together, last)).isLessThan(EXACT);
            FinalNorm norm = seen.finalNorm(position).orElseThrow();
            Logits logits = seen.lens(seen.layers()).orElseThrow();
            double most = 0;
            for (int id = 0; id < rows.size(); id++) {
                Vector row = rows.get(id).row();
                double rest = norm.biasLogit(row) + rows.get(id).bias();
                most = Math.max(most, Math.abs(norm.direction(row).of(together) + rest - logits.at(id)));
                if (id % ONE_BY_ONE == 0) {
                    double sum = parts.stream()
                            .mapToDouble(part -> norm.logit(part, row))
                            .sum();
                    most = Math.max(most, Math.abs(sum + rest - logits.at(id)));
                }
            }
            assertThat(most).as("largest difference of a logit").isLessThan(EXACT);
        }
    }

    static Stream<String> all() {
        return Stream.concat(transformers(), lstms());
    }

    @ParameterizedTest
    @MethodSource("all")
    void all_parts_add_up_to_the_last_vector_and_to_the_logit_of_every_token(String id) {
        assertSum(model(id), text(id));
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void a_head_adds_what_its_positions_add(String id) {
        Prefix text = text(id);
        Inspection seen = model(id).inspect(text, 0, ALL);
        for (int layer = 1; layer <= seen.layers(); layer++) {
            for (int head = 0; head < seen.heads(layer); head++) {
                for (int position = 0; position < text.size(); position++) {
                    Vector sum = seen.headPart(layer, head, position, 0).orElseThrow();
                    for (int from = 1; from <= position; from++) {
                        sum = sum.plus(
                                seen.headPart(layer, head, position, from).orElseThrow());
                    }
                    assertThat(distance(seen.headOutput(layer, head, position).orElseThrow(), sum))
                            .isLessThan(EXACT);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void queries_and_keys_give_the_attention(String id) {
        Prefix text = text(id);
        int position = text.size() - 1;
        Inspection seen = model(id).inspect(text, 0, ALL);
        for (int layer = 1; layer <= seen.layers(); layer++) {
            for (int head = 0; head < seen.heads(layer); head++) {
                Vector query = seen.query(layer, head, position).orElseThrow();
                double[] scores = new double[position + 1];
                for (int at = 0; at <= position; at++) {
                    scores[at] = query.dot(seen.key(layer, head, at).orElseThrow()) / Math.sqrt(query.size());
                }
                Logits softmax = Logits.of(scores);
                List<Double> weights = seen.attention(layer, OptionalInt.of(head), position);
                for (int at = 0; at <= position; at++) {
                    assertThat(weights.get(at)).isCloseTo(softmax.probability(at), within(1e-5));
                }
            }
        }
    }

    private static void assertVector(Vector found, JsonNode expected) {
        assertThat(found.norm()).isCloseTo(expected.path("norm").asDouble(), within(EXACT));
        for (int i = 0; i < expected.path("first").size(); i++) {
            assertThat(found.at(i)).isCloseTo(expected.path("first").path(i).asDouble(), within(EXACT));
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void heads_and_mlps_add_what_they_add_in_numpy(String id, JsonNode expected) {
        int position = expected.path("position").asInt();
        Inspection seen = model(id).inspect(text(id), position, ALL);
        JsonNode layers = expected.path("heads");
        for (int layer = 1; layer <= layers.size(); layer++) {
            assertThat(seen.heads(layer)).isEqualTo(layers.path(layer - 1).size());
            for (int head = 0; head < seen.heads(layer); head++) {
                assertVector(
                        seen.headOutput(layer, head, position).orElseThrow(),
                        layers.path(layer - 1).path(head));
            }
            assertVector(
                    seen.mlpOutput(layer, position).orElseThrow(),
                    expected.path("mlps").path(layer - 1));
        }
        Vector row = row(id, expected);
        FinalNorm norm = seen.finalNorm(position).orElseThrow();
        JsonNode parts = expected.path("parts");
        assertThat(norm.biasLogit(row)).isCloseTo(parts.path("norm_bias").asDouble(), within(EXACT));
        List<Double> numpy = new ArrayList<>(List.of(parts.path("token").asDouble()));
        if (parts.has("layers")) {
            parts.path("layers").forEach(layer -> numpy.add(layer.asDouble()));
        } else {
            numpy.add(parts.path("position").asDouble());
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            parts.path("heads").path(layer).forEach(head -> numpy.add(head.asDouble()));
            numpy.add(parts.path("biases").path(layer).asDouble());
            numpy.add(parts.path("mlps").path(layer).asDouble());
        }
        List<Vector> found = parts(seen, position);
        assertThat(found).hasSameSizeAs(numpy);
        for (int i = 0; i < numpy.size(); i++) {
            assertThat(norm.logit(found.get(i), row)).isCloseTo(numpy.get(i), within(EXACT));
        }
    }

    private static Vector row(String id, JsonNode expected) {
        int token = expected.path("parts").path("id").asInt();
        return model(id).outputRows(List.of(token)).orElseThrow().get(0).row();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void gates_and_states_are_those_of_numpy_and_of_the_fast_graph(String id, JsonNode expected) {
        int position = expected.path("position").asInt();
        LanguageModel model = model(id);
        Inspection seen = model.inspect(text(id), position, ALL);
        List<CellState> fast = model.cellStates(text(id).first(position + 1));
        JsonNode layers = expected.path("gates");
        assertThat(fast).hasSize(layers.size());
        assertThat(seen.gates(layers.size() + 1, position)).isEmpty();
        for (int layer = 1; layer <= layers.size(); layer++) {
            Gates gates = seen.gates(layer, position).orElseThrow();
            JsonNode numpy = layers.path(layer - 1);
            assertVector(gates.input(), numpy.path(0));
            assertVector(gates.forget(), numpy.path(1));
            assertVector(gates.cell(), numpy.path(2));
            assertVector(gates.output(), numpy.path(3));
            CellState state = seen.cellState(layer, position).orElseThrow();
            assertThat(distance(state.cell(), fast.get(layer - 1).cell())).isLessThan(EXACT);
            assertThat(distance(state.hidden(), fast.get(layer - 1).hidden())).isLessThan(EXACT);
            assertVector(state.cell(), expected.path("cells").path(layer - 1).path("c"));
            assertVector(state.hidden(), expected.path("cells").path(layer - 1).path("h"));
        }
    }

    @Test
    void only_the_groups_that_are_asked_for_are_read() {
        try (Models models = Packages.load(folder(TRANSFORMER), 8 << 20)) {
            LanguageModel model = models.first();
            Inspection usual = model.inspect(text(TRANSFORMER), 1);
            assertThat(usual.mlpOutput(1, 1)).isEmpty();
            assertThat(usual.finalNorm(1)).isEmpty();
            assertThat(usual.query(1, 0, 1)).isEmpty();
            assertThat(usual.headOutput(1, 0, 1)).isEmpty();
            assertThat(usual.layers()).isEqualTo(2);
            Inspection parts = model.inspect(text(TRANSFORMER), 1, EnumSet.of(Inspection.Group.PARTS));
            assertThat(parts.mlpOutput(1, 1)).isPresent();
            assertThat(parts.hidden(1, 1)).isEmpty();
            assertThat(parts.attention(1, OptionalInt.empty(), 1)).isEmpty();
            assertThat(parts.lens(1)).isEmpty();
            assertThat(usual.lens(1)).isPresent();
            assertThat(model.inspect(text(TRANSFORMER), 1).hidden(1, 1)).isEqualTo(usual.hidden(1, 1));
        }
    }

    @Test
    void a_model_with_another_table_for_its_logits_gives_its_rows() {
        try (Models models = Packages.load(Packages.SMALL.resolve("untied"), 1 << 20)) {
            LanguageModel model = models.first();
            Logits logits = model.logits(Prefix.of(1, 7));
            Vector embedding = model.inspect(Prefix.of(1, 7), 1).embedding(1).orElseThrow();
            List<OutputRow> rows = model.outputRows(List.of(7, 3, 7)).orElseThrow();
            assertThat(embedding.dot(rows.get(0).row()) + rows.get(0).bias()).isCloseTo(logits.at(7), within(1e-6));
            assertThat(embedding.dot(rows.get(1).row()) + rows.get(1).bias()).isCloseTo(logits.at(3), within(1e-6));
            assertThat(rows.get(2)).isEqualTo(rows.get(0));
            assertThat(rows.get(0).bias()).isNotZero();
            assertThatThrownBy(() -> model.outputRows(List.of(-1))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(model(TRANSFORMER)
                        .outputRows(List.of(5))
                        .orElseThrow()
                        .get(0)
                        .row())
                .isEqualTo(model(TRANSFORMER).tokenTable().orElseThrow().row(5));
    }

    private static List<Switches> someSwitches(String id) {
        Inspection seen = model(id).inspect(text(id), 0);
        int layers = seen.layers();
        int heads = seen.heads(layers);
        return List.of(
                Switches.NONE.head(1, 1, 0),
                Switches.NONE.head(layers, heads, 0),
                Switches.NONE.mlp(layers, 0),
                Switches.NONE.mlp(1, 2).head(1, heads, 0.5).head(layers, 1, 1.5));
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void with_switches_both_graphs_agree_and_all_parts_still_add_up(String id) {
        Prefix text = text(id);
        List<Logits> asTrained = model(id).logits(text, 1);
        for (Switches switches : someSwitches(id)) {
            LanguageModel model = model(id).with(switches);
            List<Logits> logits = model.logits(text, 1);
            assertThat(logits.get(text.size() - 1)).isNotEqualTo(asTrained.get(text.size() - 1));
            for (int position = 0; position < text.size(); position++) {
                Inspection seen = model.inspect(text, position);
                Packages.assertAlike(seen.lens(seen.layers()).orElseThrow(), logits.get(position), 2e-4);
            }
            assertSum(model, text);
            Prefix other = Prefix.of(text.ids().map(token -> token + 1).toArray());
            List<Reading> both = model.read(List.of(State.NONE.then(text.first(4)), State.NONE.then(other.first(4))));
            Packages.assertAlike(both.get(0).logits(), logits.get(3), 1e-4);
            Packages.assertAlike(both.get(1).logits(), model.logits(other.first(4)), 1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void what_is_off_adds_nothing(String id) {
        Prefix text = text(id);
        Inspection before = model(id).inspect(text, 0, ALL);
        int layers = before.layers();
        Inspection seen = model(id)
                .with(Switches.NONE.head(1, 2, 0).head(layers, 1, 0.5).mlp(layers, 0))
                .inspect(text, 0, ALL);
        int last = text.size() - 1;
        assertThat(seen.headOutput(1, 1, last).orElseThrow().norm()).isZero();
        assertThat(seen.headPart(1, 1, last, 0).orElseThrow().norm()).isZero();
        assertThat(seen.headOutput(1, 0, last)).isEqualTo(before.headOutput(1, 0, last));
        assertThat(seen.mlpOutput(layers, last).orElseThrow().norm()).isZero();
        assertThat(seen.headPart(layers, 0, last, 0).orElseThrow().norm()).isPositive();
        assertThat(seen.attentionBias(layers)).isEqualTo(before.attentionBias(layers));
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void without_switches_nothing_has_changed_to_the_bit(String id) {
        Prefix text = text(id);
        try (Models fresh = Packages.load(folder(id), 0);
                Models cached = Packages.load(folder(id), 64 << 20)) {
            LanguageModel model = cached.first();
            List<Logits> before = fresh.first().logits(text, 1);
            Inspection seen = fresh.first().inspect(text, 1, ALL);
            LanguageModel off = model.with(someSwitches(id).get(0));
            off.logits(text, 1);
            off.inspect(text, 1, ALL);
            assertThat(off.with(Switches.NONE)).isSameAs(model);
            assertThat(model.logits(text, 1)).isEqualTo(before);
            Inspection after = model.inspect(text, 1, ALL);
            assertThat(after.lens()).isEqualTo(seen.lens());
            assertThat(after.headOutput(1, 0, 1)).isEqualTo(seen.headOutput(1, 0, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void steps_with_switches_run_one_token_and_give_the_same_as_the_whole_prefix(String id) {
        Prefix text = text(id);
        Switches switches = someSwitches(id).get(3);
        try (Models stepped = Packages.load(folder(id), 64 << 20);
                Models fresh = Packages.load(folder(id), 0)) {
            LanguageModel asTrained = stepped.first();
            LanguageModel model = asTrained.with(switches);
            asTrained.logits(text, 1);
            List<Logits> whole = fresh.first().with(switches).logits(text, 1);
            long before = model.runs().tokens();
            for (int size = 1; size <= text.size(); size++) {
                Packages.assertAlike(model.logits(text.first(size)), whole.get(size - 1), 1e-4);
            }
            assertThat(model.runs().tokens() - before).isEqualTo(text.size());
        }
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void a_lane_with_switches_chooses_by_its_own_logits(String id) {
        Prefix prompt = text(id).first(3);
        try (Models models = Packages.load(folder(id), 64 << 20)) {
            LanguageModel model = models.first();
            LanguageModel off = model.with(Switches.NONE.mlp(1, 0).mlp(2, 0));
            Lane asTrained = Lane.open(model, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                    .run(8);
            Lane without = Lane.open(off, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                    .run(8);
            assertThat(without.ids()).isNotEqualTo(asTrained.ids());
            assertThat(without.differingSteps()).isEmpty();
            assertThat(Lane.open(off, prompt, asTrained.ids(), Decoder.GREEDY, Settings.OFF, 0)
                            .differingSteps())
                    .isNotEmpty();
            assertThat(off.id()).isEqualTo(id);
        }
    }

    @Test
    void a_switch_that_a_model_lacks_is_refused() {
        LanguageModel model = model(TRANSFORMER);
        assertThatThrownBy(() -> model.with(Switches.NONE.head(3, 1, 0)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("switch.3.1");
        assertThatThrownBy(() -> model.with(Switches.NONE.head(1, 3, 0)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("switch.1.3");
        for (String without : List.of(LLAMA, LSTM)) {
            assertThat(model(without).with(Switches.NONE)).isSameAs(model(without));
            assertThatThrownBy(() -> model(without).with(Switches.NONE.mlp(1, 0)))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("no-switches");
        }
    }

    @Test
    void graphs_of_the_wrong_shape_are_reported() {
        assertThatThrownBy(() -> Packages.load(Packages.SMALL.resolve("misshapen"), 1 << 20))
                .hasMessageContaining("inspect.onnx")
                .hasMessageContaining("hidden_states.0 of shape [1, positions, width]")
                .hasMessageContaining("for a text of 3 tokens [1, 3, 2]")
                .hasMessageContaining("found [1, 2, 3] of type FLOAT");
        assertThatThrownBy(() -> Packages.load(Packages.SMALL.resolve("unfixed"), 1 << 20))
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("head_scale [layers, heads]")
                .hasMessageContaining("input head_scale of type FLOAT and shape [-1, -1]");
    }
}
