package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped weights: they compute what PyTorch computes with them, and are what their card says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorytellerTest {

    private static final LanguageModel MODEL = Packages.storyteller();

    static Stream<JsonNode> references() {
        return StreamSupport.stream(Packages.resource("reference.json").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("references")
    void logits_are_those_of_pytorch(JsonNode reference) {
        Prefix prompt = MODEL.prompt(reference.path("prompt").asText());
        assertThat(prompt.ids().boxed()).isEqualTo(ids(reference.path("ids")));
        Logits logits = MODEL.logits(prompt);
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
    void greedy_goes_on_as_in_pytorch(JsonNode reference) {
        List<Integer> expected = ids(reference.path("greedy"));
        Prefix prompt = MODEL.prompt(reference.path("prompt").asText());
        Lane lane = new Lane(MODEL, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0).run(expected.size());
        assertThat(lane.ids()).isEqualTo(expected);
    }

    private static List<Integer> ids(JsonNode array) {
        List<Integer> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    @Test
    void the_primer_was_learned() {
        JsonNode primer = Packages.resource("primer.json");
        List<String> misses = new ArrayList<>();
        primer.forEach(task -> {
            int best = MODEL.logits(MODEL.prompt(task.path("prompt").asText())).argmax();
            if (best != task.path("expected_id").asInt()) {
                misses.add(task.path("prompt").asText()
                        + MODEL.tokenizer().token(best).text());
            }
        });
        assertThat(primer.size()).isEqualTo(60);
        assertThat(misses).hasSizeLessThanOrEqualTo(10);
        assertThat(60 - misses.size()).isEqualTo(card().path("primer_right").asInt());
    }

    @Test
    void the_loss_on_a_held_out_chapter_is_the_one_on_the_card() throws IOException {
        String chapter = Files.readString(Path.of("src", "test", "resources", "storyteller", "heldout.txt"));
        Prefix ids = Prefix.of(0)
                .plus(MODEL.tokenizer().encode(chapter).ids().boxed().toList());
        int context = MODEL.card().contextLength();
        double nats = 0;
        for (int start = 0; start < ids.size() - 1; start += context) {
            int[] window = ids.ids().skip(start).limit(context + 1).toArray();
            Prefix seen = Prefix.of(window).first(window.length - 1);
            List<Logits> logits = MODEL.logits(seen, 1);
            nats += IntStream.range(0, seen.size())
                    .mapToDouble(at -> logits.get(at).crossEntropy(window[at + 1]))
                    .sum();
        }
        assertThat(nats / (ids.size() - 1))
                .isCloseTo(card().path("sample_nats_per_token").asDouble(), within(1e-4));
    }

    @Test
    void the_card_and_the_files_agree() throws IOException {
        assertThat(MODEL.card().digest()).isEqualTo(card().path("digest").asText());
        assertThat(MODEL.card().parameters())
                .isEqualTo(card().path("parameters").asLong());
        assertThat(MODEL.card().vocabularySize()).isEqualTo(4096);
        assertThat(MODEL.card().contextLength()).isEqualTo(256);
        assertThat(MODEL.card().exposes()).containsExactly("cache", "inspect");
        // four bytes each, and a little for constants of the graphs
        assertThat(Files.size(Packages.STORYTELLER.resolve("model.onnx_data")) / 4)
                .isCloseTo(MODEL.card().parameters(), within(1000L));
        assertThat(card().path("size_bytes").asLong())
                .isEqualTo(Stream.of("config.json", "tokenizer.json", "model.onnx", "inspect.onnx", "model.onnx_data")
                        .mapToLong(name ->
                                Packages.STORYTELLER.resolve(name).toFile().length())
                        .sum());
    }

    @Test
    void every_shipped_package_loads_and_has_the_digest_of_its_card() {
        try (Models models = Models.load(List.of(Path.of("models")))) {
            assertThat(models.leftOut()).isEmpty();
            assertThat(models.all())
                    .extracting(LanguageModel::id)
                    .containsExactly(
                            "storyteller", "storyteller-step-210", "storyteller-step-1050", "storyteller-step-4400");
            for (LanguageModel model : models.all()) {
                JsonNode card = card(Path.of("models", model.id()));
                assertThat(model.card().digest()).isEqualTo(card.path("digest").asText());
                assertThat(model.card().name()).isEqualTo(card.path("name").asText());
            }
        }
    }

    @Test
    void the_held_out_loss_is_good_enough() {
        assertThat(card().path("held_out_bits_per_byte").asDouble()).isLessThanOrEqualTo(1.38);
    }

    private static JsonNode card() {
        return card(Packages.STORYTELLER);
    }

    private static JsonNode card(Path folder) {
        try {
            String card = Files.readString(folder.resolve("card.md"));
            return new YAMLMapper().readTree(card.split("(?m)^---$", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
