package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The inspection agrees with the fast graph, and with NumPy, which computed the same from the weights independently. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InspectionTest {

    private static final double LIKE_NUMPY = 2e-4;
    private static final String TRANSFORMER = "storyteller";
    private static final String LSTM = "storyteller-lstm";

    static Stream<String> compared() {
        return Stream.of(TRANSFORMER, LSTM);
    }

    private static JsonNode numpy(String id) {
        return Packages.resource(id + "/inside.json");
    }

    private static Prefix text(String id) {
        return Prefix.of(StreamSupport.stream(numpy(id).path("ids").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    static Stream<Arguments> positions() {
        return compared()
                .flatMap(id -> StreamSupport.stream(numpy(id).path("positions").spliterator(), false)
                        .map(position -> arguments(id, position)));
    }

    private static void assertVector(Vector found, JsonNode expected) {
        JsonNode first = expected.path("first");
        assertThat(first.size()).isPositive();
        for (int i = 0; i < first.size(); i++) {
            assertThat(found.at(i)).isCloseTo(first.path(i).asDouble(), within(LIKE_NUMPY));
        }
        assertThat(found.norm()).isCloseTo(expected.path("norm").asDouble(), within(LIKE_NUMPY));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void vectors_are_those_of_numpy(String id, JsonNode expected) {
        int position = expected.path("position").asInt();
        Inspection seen = Packages.shipped(id).inspect(text(id), position);
        assertVector(seen.embedding(position).orElseThrow(), expected.path("embedding"));
        assertThat(seen.layers()).isEqualTo(expected.path("hidden").size() - 1);
        for (int layer = 0; layer <= seen.layers(); layer++) {
            assertVector(
                    seen.hidden(layer, position).orElseThrow(),
                    expected.path("hidden").path(layer));
        }
        assertThat(seen.hidden(seen.layers() + 1, position)).isEmpty();
        assertThat(seen.hidden(-1, position)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void the_logit_lens_is_that_of_numpy(String id, JsonNode expected) {
        int position = expected.path("position").asInt();
        Inspection seen = Packages.shipped(id).inspect(text(id), position);
        for (int layer = 0; layer <= seen.layers(); layer++) {
            Logits lens = seen.lens(layer).orElseThrow();
            JsonNode best = expected.path("lens").path(layer);
            assertThat(lens.argmax()).isEqualTo(best.path(0).path("id").asInt());
            best.forEach(token -> {
                int of = token.path("id").asInt();
                assertThat(lens.at(of)).isCloseTo(token.path("logit").asDouble(), within(1e-3));
                assertThat(lens.probability(of))
                        .isCloseTo(token.path("probability").asDouble(), within(1e-4));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void attention_is_that_of_numpy(String id, JsonNode expected) {
        int position = expected.path("position").asInt();
        Inspection seen = Packages.shipped(id).inspect(text(id), position);
        JsonNode layers = expected.path("attention");
        for (int layer = 1; layer <= layers.size(); layer++) {
            JsonNode heads = layers.path(layer - 1);
            assertThat(seen.heads(layer)).isEqualTo(heads.size());
            double[] sums = new double[position + 1];
            for (int head = 0; head < heads.size(); head++) {
                List<Double> weights = seen.attention(layer, OptionalInt.of(head), position);
                assertThat(weights).hasSize(position + 1);
                assertThat(weights.stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-5));
                for (int at = 0; at <= position; at++) {
                    assertThat(weights.get(at))
                            .isCloseTo(heads.path(head).path(at).asDouble(), within(1e-4));
                    sums[at] += weights.get(at);
                }
            }
            List<Double> mean = seen.attention(layer, OptionalInt.empty(), position);
            for (int at = 0; at <= position; at++) {
                assertThat(mean.get(at)).isCloseTo(sums[at] / heads.size(), within(1e-12));
            }
        }
    }

    @Test
    void an_lstm_has_no_attention_and_a_transformer_no_cells() {
        Inspection seen = Packages.shipped(LSTM).inspect(text(LSTM), 0);
        assertThat(seen.heads(1)).isZero();
        assertThat(seen.attention(1, OptionalInt.empty(), 0)).isEmpty();
        assertThat(Packages.shipped(TRANSFORMER).cellStates(text(TRANSFORMER))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void cells_are_those_of_numpy(String id, JsonNode expected) {
        Prefix prefix = text(id).first(expected.path("position").asInt() + 1);
        List<CellState> cells = Packages.shipped(id).cellStates(prefix);
        assertThat(cells).hasSize(expected.path("cells").size());
        for (int layer = 0; layer < cells.size(); layer++) {
            assertVector(
                    cells.get(layer).hidden(),
                    expected.path("cells").path(layer).path("h"));
            assertVector(
                    cells.get(layer).cell(), expected.path("cells").path(layer).path("c"));
        }
        assertThat(Packages.shipped(id).cellStates(prefix)).isEqualTo(cells);
    }

    @ParameterizedTest
    @MethodSource("compared")
    void the_last_lens_is_the_fast_graphs_logits_at_every_position(String id) {
        LanguageModel model = Packages.shipped(id);
        Prefix text = text(id);
        List<Logits> logits = model.logits(text, 1);
        for (int position = 0; position < text.size(); position++) {
            Inspection seen = model.inspect(text, position);
            Packages.assertAlike(seen.lens(seen.layers()).orElseThrow(), logits.get(position), 2e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("compared")
    void nearest_tokens_are_those_of_numpy(String id) {
        TokenTable table = Packages.shipped(id).tokenTable().orElseThrow();
        assertThat(table.size()).isEqualTo(4096);
        JsonNode neighbours = numpy(id).path("neighbours");
        assertThat(neighbours.size()).isPositive();
        neighbours.forEach(expected -> {
            List<TokenTable.Neighbour> found = table.nearest(expected.path("id").asInt(), 5);
            JsonNode nearest = expected.path("nearest");
            for (int i = 0; i < 5; i++) {
                assertThat(found.get(i).id())
                        .isEqualTo(nearest.path(i).path("id").asInt());
                assertThat(found.get(i).cosine())
                        .isCloseTo(nearest.path(i).path("cosine").asDouble(), within(1e-6));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("compared")
    void the_table_has_the_embedding_of_each_token(String id) {
        LanguageModel model = Packages.shipped(id);
        TokenTable table = model.tokenTable().orElseThrow();
        assertThat(model.tokenTable().orElseThrow()).isSameAs(table);
        Inspection seen = model.inspect(text(id), 0);
        for (int position = 0; position < text(id).size(); position++) {
            assertThat(table.row(text(id).at(position)))
                    .isEqualTo(seen.embedding(position).orElseThrow());
        }
    }

    @Test
    void looking_again_does_not_run_the_graph_again() {
        try (Models models = Packages.load(Packages.STORYTELLER, 8 << 20)) {
            LanguageModel model = models.first();
            Inspection seen = model.inspect(text(TRANSFORMER), 2);
            Logits lens = seen.lens(1).orElseThrow();
            assertThat(model.inspect(text(TRANSFORMER), 2).lens(1)).containsSame(lens);
            assertThat(models.cachedBytes()).isGreaterThanOrEqualTo(seen.bytes() + (seen.layers() + 1) * lens.bytes());
            Packages.assertAlike(
                    model.inspect(text(TRANSFORMER), 3).lens(seen.layers()).orElseThrow(),
                    model.logits(text(TRANSFORMER).first(4)),
                    2e-4);
        }
    }

    @Test
    void without_the_vectors_no_lens_is_computed_and_none_is_kept() {
        try (Models models = Packages.load(Packages.STORYTELLER, 8 << 20)) {
            LanguageModel model = models.first();
            Inspection seen = model.inspect(text(TRANSFORMER), 2, Set.of(Inspection.Group.ATTENTION));
            assertThat(seen.lens()).isEmpty();
            assertThat(seen.attention(1, OptionalInt.of(0), 2)).hasSize(3);
            assertThat(model.inspect(text(TRANSFORMER), 2).lens(1)).isPresent();
        }
    }

    /** The lens of one position, four bytes for each logit of each layer; the lens of all 256 positions would take 29 MB. */
    private static final long LENS = 4L * 7 * 4096;

    /** Vectors before, between and after the layers, and the weights of six heads in each layer, for 256 positions. */
    private static final long WHOLE = 4L * 256 * (7 * 192 + 6 * 6 * 256);

    @Test
    void a_whole_context_adds_little_to_the_cache_for_each_inspected_position() {
        Prefix whole = Prefix.of(IntStream.range(0, 256).toArray());
        try (Models models = Packages.load(Packages.STORYTELLER, 256 << 20)) {
            LanguageModel model = models.first();
            model.inspect(whole, 255);
            long first = models.cachedBytes();
            assertThat(first).isBetween(WHOLE, WHOLE + 600_000);
            model.inspect(whole, 254);
            assertThat(models.cachedBytes() - first).isBetween(LENS - 10_000, LENS + 10_000);
        }
    }

    @Test
    void an_inspection_larger_than_the_cache_evicts_nobody() {
        try (Models models = Packages.load(Packages.STORYTELLER, 32 << 20)) {
            LanguageModel model = models.first();
            Logits lens = model.inspect(text(TRANSFORMER), 2).lens(1).orElseThrow();
            long before = models.cachedBytes();
            model.inspect(Prefix.of(IntStream.range(0, 256).toArray()), 255);
            assertThat(models.cachedBytes() - before).isLessThan(LENS + 10_000);
            assertThat(model.inspect(text(TRANSFORMER), 2).lens(1)).containsSame(lens);
        }
    }

    @Test
    void a_whole_context_can_be_inspected_and_no_more() {
        LanguageModel model = Packages.shipped(TRANSFORMER);
        assertThat(model.mostInspected()).isEqualTo(256);
        Prefix whole = Prefix.of(IntStream.range(0, 257).toArray());
        Inspection seen = model.inspect(whole.first(256), 255);
        assertThat(seen.attention(seen.layers(), OptionalInt.empty(), 255)).hasSize(256);
        assertThatThrownBy(() -> model.inspect(whole, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.inspect(Prefix.of(4096), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.inspect(whole.first(5), 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_package_without_the_graph_exposes_nothing_of_it() {
        try (Models models = Packages.load(Packages.SMALL.resolve("bigram"), 1 << 20)) {
            LanguageModel model = models.first();
            assertThat(model.mostInspected()).isZero();
            assertThat(model.tokenTable()).isEqualTo(Optional.empty());
            assertThatThrownBy(() -> model.inspect(Prefix.of(1), 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_broken_inspect_graph_is_reported(@TempDir Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (String with : List.of("not a graph", "")) {
            Path copy = Packages.copy(Packages.STORYTELLER, Files.createTempDirectory(folder, "broken"));
            Path graph = copy.resolve("inspect.onnx");
            if (with.isEmpty()) {
                Files.copy(copy.resolve("model.onnx"), graph, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.writeString(graph, with);
            }
            assertThatThrownBy(() -> Packages.load(copy, 1 << 20))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inspect.onnx")
                    .satisfies(refused -> found.add(refused.getMessage()));
        }
        assertThat(found.get(0)).contains("an ONNX graph");
        assertThat(found.get(1)).contains("hidden_states.N").contains("past_key_values.0.key");
    }
}
