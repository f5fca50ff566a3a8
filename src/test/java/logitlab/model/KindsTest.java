package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.LanguageModel.State;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages in the layouts of Hugging Face's exports: every kind computes what the transformers library computes with the same
 * weights. {@code models/training/kinds_for_tests.py} and {@code graphs_for_tests.py} made them and the references, in 64 bits.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KindsTest {

    private static final List<String> KINDS = Packages.KINDS;

    /** Those whose state cannot be cut. */
    private static final Set<String> WHOLE_STATE = Set.of("hybrid", "mamba");

    /** Those that do not get several tokens after a cache, because they lack a cache or a mask, or because their rounding shows. */
    private static final Set<String> ONE_AT_A_TIME = Set.of("no-cache", "merged", "int8");

    private static final Models MODELS = Packages.kinds();

    /**
     * How far a logit may be from the reference; they spread by about 1.2. For int8 that has the same eight-bit weights, but does
     * not round what comes out of each layer to eight bits: the largest difference seen is 0.2.
     */
    static double tolerance(String kind) {
        return switch (kind) {
            case "fp16" -> 1e-2;
            case "bf16" -> 5e-2;
            case "int8" -> 0.3;
            default -> 1e-4;
        };
    }

    static Stream<Arguments> references() {
        return KINDS.stream().flatMap(kind -> {
            List<Arguments> cases = new ArrayList<>();
            Packages.resource("model/" + kind + "/reference.json")
                    .forEach(reference -> cases.add(Arguments.of(kind, reference)));
            return cases.stream();
        });
    }

    @Test
    void all_of_them_load() {
        assertThat(MODELS.leftOut()).isEmpty();
        assertThat(MODELS.all()).extracting(LanguageModel::id).containsExactlyElementsOf(KINDS);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, onnx/model.onnx",
        "llama, onnx/model.onnx",
        "fused, onnx/model.onnx",
        "merged, onnx/decoder_model_merged.onnx",
        "no-cache, onnx/decoder_model.onnx",
        "fp16, onnx/model_fp16.onnx",
        "external, onnx/model.onnx",
        "int8, onnx/model_quantized.onnx",
        "vocabulary-150k, onnx/model.onnx",
        "bf16, onnx/model.onnx",
        "hybrid, onnx/model.onnx",
        "last-logits, onnx/model.onnx",
        "logits-to-keep, onnx/model.onnx",
        "mamba, onnx/model.onnx",
        "old-past, onnx/model.onnx",
        "one-tensor, onnx/model.onnx",
        "q4, onnx/model_q4.onnx",
        "vectors, onnx/decoder_model_merged.onnx",
        "own-gpt2, model.onnx",
        "own-llama, model.onnx"
    })
    void a_card_names_the_graph_and_whether_it_has_a_cache(String kind, String graph) {
        ModelCard card = MODELS.get(kind).card();
        assertThat(card.graph()).isEqualTo(graph);
        assertThat(card.exposes().contains("cache")).isEqualTo(!kind.equals("no-cache"));
        assertThat(card.exposes().contains("inspect"))
                .isEqualTo(Set.of("llama", "own-gpt2", "own-llama").contains(kind));
        assertThat(card.kind())
                .isEqualTo(Map.of("hybrid", "hybrid", "mamba", "recurrent").getOrDefault(kind, "transformer"));
        assertThat(MODELS.get(kind).recurrent()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("references")
    void the_logits_are_those_of_pytorch(String kind, JsonNode reference) {
        LanguageModel model = MODELS.get(kind);
        Prefix prompt = model.prompt(reference.path("prompt").asText());
        assertThat(prompt.ids().boxed().toList()).isEqualTo(ids(reference.path("ids")));
        Logits logits = model.logits(prompt);
        assertThat(logits.logSumExp()).isCloseTo(reference.path("log_sum_exp").asDouble(), within(tolerance(kind)));
        assertThat(reference.path("top").size()).isEqualTo(10);
        for (JsonNode token : reference.path("top")) {
            assertThat(logits.at(token.path("id").asInt()))
                    .isCloseTo(token.path("logit").asDouble(), within(tolerance(kind)));
        }
        assertThat(reference.path("logits").size()).isGreaterThanOrEqualTo(40);
        reference
                .path("logits")
                .properties()
                .forEach(token -> assertThat(logits.at(Integer.parseInt(token.getKey())))
                        .isCloseTo(token.getValue().asDouble(), within(tolerance(kind))));
    }

    @ParameterizedTest
    @MethodSource("references")
    void greedy_continues_as_in_pytorch(String kind, JsonNode reference) {
        LanguageModel model = MODELS.get(kind);
        List<Integer> expected = ids(reference.path("greedy"));
        Prefix prompt = model.prompt(reference.path("prompt").asText());
        assertThat(Lane.open(model, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                        .run(expected.size())
                        .ids())
                .isEqualTo(expected);
    }

    private static List<Integer> ids(JsonNode array) {
        List<Integer> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void token_by_token_is_the_whole_text_in_one_run(String kind) {
        try (Models stepped = Packages.load(Packages.SMALL.resolve(kind), 64 << 20);
                Models fresh = Packages.load(Packages.SMALL.resolve(kind), 0)) {
            LanguageModel model = stepped.first();
            Prefix text = model.prompt("the little girl who lived in the wood");
            List<Logits> whole = fresh.first().logits(text, 1);
            LanguageModel.Runs before = model.runs();
            for (int size = 1; size <= text.size(); size++) {
                Packages.assertAlike(model.logits(text.first(size)), whole.get(size - 1), 2 * tolerance(kind));
            }
            LanguageModel.Runs after = model.runs();
            assertThat(after.runs() - before.runs()).isEqualTo(text.size());
            long withoutCache = text.size() * (text.size() + 1L) / 2; // 1 + 2 + 3 + ...
            assertThat(after.tokens() - before.tokens())
                    .isEqualTo(kind.equals("no-cache") ? withoutCache : text.size());
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_branch_continues_from_the_common_beginning(String kind) {
        try (Models stepped = Packages.load(Packages.SMALL.resolve(kind), 64 << 20);
                Models fresh = Packages.load(Packages.SMALL.resolve(kind), 0)) {
            LanguageModel model = stepped.first();
            Prefix text = model.prompt("the little girl who lived in the wood");
            model.logits(text);
            Prefix branch = text.first(text.size() - 3).plus(List.of(40, 41, 42, 43, 44));
            long before = model.runs().tokens();
            List<Logits> found = model.logits(branch, branch.size() - 2);
            List<Logits> expected = fresh.first().logits(branch, branch.size() - 2);
            for (int i = 0; i < 3; i++) {
                Packages.assertAlike(found.get(i), expected.get(i), 2 * tolerance(kind));
            }
            assertThat(model.runs().tokens() - before)
                    .isEqualTo(ONE_AT_A_TIME.contains(kind) || WHOLE_STATE.contains(kind) ? branch.size() : 5);
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void several_texts_in_one_run_give_the_same_as_one_each(String kind) {
        LanguageModel model = MODELS.get(kind);
        Prefix some = Prefix.of(5, 6, 7, 8);
        Prefix others = Prefix.of(50, 60, 70, 80);
        List<Reading> both = model.read(List.of(State.NONE.then(some), State.NONE.then(others)));
        Packages.assertAlike(both.get(0).logits(), model.logits(some), tolerance(kind));
        Packages.assertAlike(both.get(1).logits(), model.logits(others), tolerance(kind));
    }
}
