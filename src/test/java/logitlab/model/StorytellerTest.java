package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped weights: they compute what PyTorch computes with them, and are what their cards say. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorytellerTest {

    // Bounds of what the cards say.
    private static final int PRIMER_RIGHT = 57;
    private static final int PRIMER_RIGHT_LSTM = 40;
    private static final double BITS_PER_BYTE = 1.52;
    private static final double LSTM_TIMES_THE_NATS = 1.15;
    private static final long BYTES = 18_000_000;
    private static final long BYTES_TOGETHER = 60_000_000;

    /** The packages with references from PyTorch. */
    static Stream<String> compared() {
        return Stream.of("storyteller", "storyteller-lstm");
    }

    static Stream<Arguments> references() {
        return compared()
                .flatMap(id -> StreamSupport.stream(
                                Packages.resource(id + "/reference.json").spliterator(), false)
                        .map(reference -> arguments(id, reference)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void logits_are_those_of_pytorch(String id, JsonNode reference) {
        LanguageModel model = Packages.shipped(id);
        Prefix prompt = model.prompt(reference.path("prompt").asText());
        assertThat(prompt.ids().boxed()).isEqualTo(ids(reference.path("ids")));
        Logits logits = model.logits(prompt);
        assertThat(logits.logSumExp()).isCloseTo(reference.path("log_sum_exp").asDouble(), within(1e-3));
        assertThat(logits.argmax()).isEqualTo(reference.at("/top/0/id").asInt());
        reference
                .path("top")
                .forEach(token -> assertThat(logits.at(token.path("id").asInt()))
                        .isCloseTo(token.path("logit").asDouble(), within(1e-3)));
        reference
                .path("logits")
                .properties()
                .forEach(token -> assertThat(logits.at(Integer.parseInt(token.getKey())))
                        .isCloseTo(token.getValue().asDouble(), within(1e-3)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void greedy_continues_as_in_pytorch(String id, JsonNode reference) {
        LanguageModel model = Packages.shipped(id);
        List<Integer> expected = ids(reference.path("greedy"));
        Prefix prompt = model.prompt(reference.path("prompt").asText());
        Lane lane = Lane.open(model, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                .run(expected.size());
        assertThat(lane.ids()).isEqualTo(expected);
    }

    private static List<Integer> ids(JsonNode array) {
        List<Integer> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    @ParameterizedTest
    @MethodSource("compared")
    void token_by_token_is_the_whole_text_in_one_run(String id) {
        Path folder = Path.of("models", id);
        try (Models stepped = Packages.load(folder, 64 << 20);
                Models fresh = Packages.load(folder, 0)) {
            LanguageModel model = stepped.first();
            Prefix text = model.prompt("The old woman took the key out of her pocket, opened the little door, and");
            List<Logits> whole = fresh.first().logits(text, 1);
            LanguageModel.Runs before = model.runs();
            for (int size = 1; size <= text.size(); size++) {
                Packages.assertAlike(model.logits(text.first(size)), whole.get(size - 1), 1e-4);
            }
            LanguageModel.Runs after = model.runs();
            assertThat(after.runs() - before.runs()).isEqualTo(text.size());
            assertThat(after.tokens() - before.tokens()).isEqualTo(text.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"storyteller, " + PRIMER_RIGHT, "storyteller-lstm, " + PRIMER_RIGHT_LSTM})
    void the_primer_was_learned(String id, int atLeast) {
        LanguageModel model = Packages.shipped(id);
        JsonNode primer = Packages.resource("storyteller/primer.json");
        List<String> misses = new ArrayList<>();
        primer.forEach(task -> {
            int best = model.logits(model.prompt(task.path("prompt").asText())).argmax();
            if (best != task.path("expected_id").asInt()) {
                misses.add(task.path("prompt").asText()
                        + model.tokenizer().token(best).text());
            }
        });
        assertThat(primer.size()).isEqualTo(60);
        assertThat(misses).hasSizeLessThanOrEqualTo(60 - atLeast);
        assertThat(60 - misses.size()).isEqualTo(card(id).path("primer_right").asInt());
    }

    @ParameterizedTest
    @MethodSource("compared")
    void the_loss_on_a_held_out_chapter_is_the_one_on_the_card(String id) throws IOException {
        LanguageModel model = Packages.shipped(id);
        String chapter = Files.readString(Path.of("src", "test", "resources", "storyteller", "heldout.txt"));
        Prefix ids = model.tokenizer().encode(chapter);
        int context = model.card().contextLength();
        double nats = 0;
        for (int start = 0; start < ids.size() - 1; start += context) {
            int[] window = ids.ids().skip(start).limit(context + 1).toArray();
            Prefix seen = Prefix.of(window).first(window.length - 1);
            List<Logits> logits = model.logits(seen, 1);
            nats += IntStream.range(0, seen.size())
                    .mapToDouble(at -> logits.get(at).crossEntropy(window[at + 1]))
                    .sum();
        }
        assertThat(nats / (ids.size() - 1))
                .isCloseTo(card(id).path("sample_nats_per_token").asDouble(), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("compared")
    void the_card_and_the_files_agree(String id) throws IOException {
        ModelCard card = Packages.shipped(id).card();
        Path folder = Path.of("models", id);
        assertThat(card.digest()).isEqualTo(card(id).path("digest").asText());
        assertThat(card.kind()).isEqualTo(card(id).path("kind").asText());
        assertThat(card.parameters()).isEqualTo(card(id).path("parameters").asLong());
        assertThat(card.vocabularySize()).isEqualTo(4096);
        assertThat(card.contextLength()).isEqualTo(256);
        assertThat(card.exposes()).containsExactly("cache", "inspect");
        // four bytes each, and a little for constants of the graphs
        assertThat(Files.size(folder.resolve("model.onnx_data")) / 4).isCloseTo(card.parameters(), within(1000L));
        long size = Stream.of("config.json", "tokenizer.json", "model.onnx", "inspect.onnx", "model.onnx_data")
                .mapToLong(name -> folder.resolve(name).toFile().length())
                .sum();
        assertThat(card(id).path("size_bytes").asLong()).isEqualTo(size);
        assertThat(size).isLessThanOrEqualTo(BYTES);
    }

    @Test
    void the_lstm_reads_the_tokens_of_storyteller() {
        assertThat(Path.of("models", "storyteller-lstm", "tokenizer.json"))
                .hasSameBinaryContentAs(Path.of("models", "storyteller", "tokenizer.json"));
    }

    @Test
    void every_shipped_package_loads_and_has_the_digest_of_its_card() {
        try (Models models = ModelLoader.load(List.of(Path.of("models")))) {
            assertThat(models.leftOut()).isEmpty();
            assertThat(models.all().stream()
                            .mapToLong(
                                    model -> card(model.id()).path("size_bytes").asLong())
                            .sum())
                    .isBetween(1L, BYTES_TOGETHER);
            assertThat(models.all())
                    .extracting(LanguageModel::id)
                    .containsExactly(
                            "storyteller",
                            "storyteller-lstm",
                            "storyteller-step-250",
                            "storyteller-step-1250",
                            "storyteller-step-5000");
            for (LanguageModel model : models.all()) {
                JsonNode card = card(model.id());
                assertThat(model.card().digest()).isEqualTo(card.path("digest").asText());
                assertThat(model.card().name()).isEqualTo(card.path("name").asText());
            }
        }
    }

    @Test
    void the_held_out_loss_is_good_enough() {
        JsonNode storyteller = card("storyteller");
        assertThat(storyteller.path("held_out_bits_per_byte").asDouble()).isLessThanOrEqualTo(BITS_PER_BYTE);
        assertThat(card("storyteller-lstm").path("held_out_nats_per_token").asDouble())
                .isLessThanOrEqualTo(LSTM_TIMES_THE_NATS
                        * storyteller.path("held_out_nats_per_token").asDouble());
    }

    private static JsonNode card(String id) {
        try {
            String card = Files.readString(Path.of("models", id, "card.md"));
            return new YAMLMapper().readTree(card.split("(?m)^---$", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
