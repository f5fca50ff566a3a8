package logitlab.decoding;

import static logitlab.decoding.Staged.probabilities;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same settings in the order of each program, on cases that can be computed by hand from the rules of its documentation. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrderTest {

    private static final Logits FIVE = probabilities(0.5, 0.2, 0.15, 0.1, 0.05);

    /** Softmax of 3, 2, 1 is 0.67, 0.24, 0.09; at temperature 0.5 it is 0.87, 0.12, 0.02. */
    @ParameterizedTest
    @CsvSource({"transformers, 0", "llama.cpp, 0 1", "vllm, 0", "ollama, 0", "top-50, 0"})
    void only_llama_cpp_cuts_before_the_temperature(String order, String kept) {
        assertThat(kept(Logits.of(3, 2, 1), order, "temperature", "0.5", "top-p", "0.8"))
                .isEqualTo(ids(kept));
    }

    @ParameterizedTest
    @CsvSource({"transformers, 1 2 3", "llama.cpp, 1 2", "vllm, 1 2 3", "ollama, 1 2", "top-50, 1 2 3"})
    void llama_cpp_and_ollama_keep_exactly_k_of_tied_tokens(String order, String kept) {
        assertThat(kept(Logits.of(1, 2, 2, 2, 0), order, "top-k", "2")).isEqualTo(ids(kept));
    }

    /** Min-p 0.25 drops what is below 0.125; of the rest, 0.85 in all, the first two are 0.82, which reaches top-p 0.8. */
    @ParameterizedTest
    @CsvSource({"transformers, 0 1 2", "llama.cpp, 0 1 2", "vllm, 0 1", "ollama, 0 1 2", "top-50, 0 1 2"})
    void only_vllm_applies_min_p_before_top_p(String order, String kept) {
        assertThat(kept(FIVE, order, "min-p", "0.25", "top-p", "0.8")).isEqualTo(ids(kept));
    }

    /**
     * Of 1/2, 1/4, 1/8, 1/8 top-p 0.7 keeps the first two, and of 2/3 and 1/3 the first alone is typical enough for 0.6. Asked first,
     * typical-p 0.6 keeps both, since the second is nearer to the entropy, and top-p needs both to reach 0.7.
     */
    @ParameterizedTest
    @CsvSource({"transformers, 0", "llama.cpp, 0 1"})
    void only_llama_cpp_applies_typical_p_before_top_p(String order, String kept) {
        assertThat(kept(Staged.HALVES, order, "typical-p", "0.6", "top-p", "0.7"))
                .isEqualTo(ids(kept));
    }

    /** Six tokens of 1/8 tie; four of them are 0.5. */
    @ParameterizedTest
    @CsvSource({"transformers, 0.5, 1 2 3 4 5 6", "llama.cpp, 0.49, 1 2 3 4", "llama.cpp, 0.5, 1 2 3 4 5"})
    void the_typical_tokens_of_llama_cpp_must_exceed_p_and_their_ties_are_cut(String order, String p, String kept) {
        Logits logits = probabilities(0.25, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125);
        assertThat(kept(logits, order, "typical-p", p)).isEqualTo(ids(kept));
    }

    @ParameterizedTest
    @CsvSource({"transformers, 2", "llama.cpp, 4", "vllm, 2", "ollama, 4", "top-50, 2"})
    void llama_cpp_and_ollama_penalise_only_the_last_64_tokens(String order, double first) {
        Prefix prefix = Prefix.of(
                IntStream.concat(IntStream.of(0), IntStream.generate(() -> 1).limit(64))
                        .toArray());
        Step step = step(Logits.of(4, -1, 3), prefix, new Draw(1, 0), order, "repetition-penalty", "2");
        assertThat(step.candidate(0).adjustedLogit()).isEqualTo(first);
        assertThat(step.candidate(1).adjustedLogit()).isEqualTo(-2);
        assertThat(step.greedy()).isEqualTo(first == 4 ? 0 : 2);
    }

    @Test
    void the_top_50_alone_are_exactly_50_and_nothing_lifts_another_token_among_them() {
        Logits logits = Logits.of(
                IntStream.range(0, 60).mapToDouble(id -> id < 2 ? 1 : 0).toArray()); // 58 tokens tie
        Step step = step(logits, Prefix.EMPTY, new Draw(1, 0), "top-50", "bias.55", "1000", "bias.1", "2");
        assertThat(step.kept()).isEqualTo(50);
        assertThat(step.candidate(49).kept()).isTrue();
        assertThat(step.candidate(50).droppedBy()).contains("top-50");
        assertThat(step.candidate(55).kept()).isFalse();
        assertThat(step.greedy()).isEqualTo(1);
        double sum = 49 + Math.E + Math.exp(3) - 1; // 48 zeros, e and e cubed
        assertThat(step.candidate(1).samplingProbability()).isCloseTo(Math.exp(3) / sum, within(1e-12));
    }

    @Test
    void a_candidate_is_right_where_the_temperature_comes_last() {
        Step step = step(
                Logits.of(3, 2, 1, 1),
                Prefix.EMPTY,
                new Draw(1, 0),
                "llama.cpp",
                "temperature",
                "0.5",
                "top-k",
                "3",
                "top-p",
                "0.8");
        assertThat(step.candidate(3).droppedBy()).contains("top-k");
        assertThat(step.candidate(2).droppedBy()).contains("top-p");
        assertThat(step.candidate(1).adjustedLogit()).isEqualTo(4);
        double second = 1 / (1 + Math.exp(2));
        assertThat(step.candidate(1).samplingProbability()).isCloseTo(second, within(1e-12));
        assertThat(step.candidate(1).from().orElseThrow()).isCloseTo(1 - second, within(1e-12));
        assertThat(step.candidate(1).cumulative().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(step.candidate(2).cumulative()).isEmpty();
    }

    /** The draw 0.97 is above 0.88, where the second token of llama.cpp begins; in the other orders only the first is kept. */
    @Test
    void the_same_draw_takes_another_token_in_another_order() {
        Draw late = IntStream.range(0, 1000)
                .mapToObj(seed -> new Draw(seed, 0))
                .filter(draw -> draw.u() > 0.97)
                .findFirst()
                .orElseThrow();
        Logits logits = Logits.of(3, 2, 1);
        assertThat(step(logits, Prefix.EMPTY, late, "llama.cpp", "temperature", "0.5", "top-p", "0.8")
                        .chosen())
                .isEqualTo(1);
        assertThat(step(logits, Prefix.EMPTY, late, "transformers", "temperature", "0.5", "top-p", "0.8")
                        .chosen())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void nothing_is_cut_and_nothing_moves_where_all_is_off(Order order) {
        Step step = Step.of(FIVE, Prefix.of(0, 1), Settings.OFF.in(order).stages(), new Draw(1, 0));
        step.all().forEach(candidate -> {
            assertThat(candidate.samplingProbability()).isEqualTo(candidate.modelProbability());
            assertThat(candidate.adjustedLogit()).isEqualTo(candidate.logit());
        });
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void the_sampling_probabilities_sum_to_1_and_the_best_stays_best(Order order) {
        Settings settings = Settings.of(
                        Map.of("temperature", "1.3", "top-k", "4", "top-p", "0.9", "min-p", "0.1", "typical-p", "0.9"))
                .in(order);
        Step step = Step.of(FIVE, Prefix.of(0, 1), settings.stages(), new Draw(1, 0));
        assertThat(step.all().stream()
                        .mapToDouble(Candidate::samplingProbability)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(step.candidate(0).rank()).isZero();
    }

    @Test
    void each_program_has_its_own_defaults() {
        assertThat(Order.TRANSFORMERS.defaults().toMap()).isEqualTo(Map.of("top-k", "50"));
        assertThat(Order.LLAMA_CPP.defaults().toMap())
                .isEqualTo(Map.of(
                        "temperature", "0.8", "top-k", "40", "top-p", "0.95", "min-p", "0.05", "order", "llama.cpp"));
        assertThat(Order.VLLM.defaults().toMap()).isEqualTo(Map.of("order", "vllm"));
        assertThat(Order.OLLAMA.defaults().toMap())
                .isEqualTo(Map.of("temperature", "0.8", "top-k", "40", "top-p", "0.9", "order", "ollama"));
        assertThat(Order.TOP_50.defaults().toMap()).isEqualTo(Map.of("order", "top-50"));
    }

    @ParameterizedTest
    @CsvSource({"vllm, typical-p, 0.5", "ollama, typical-p, 0.5", "ollama, bias.7, 1"})
    void a_setting_that_the_program_lacks_is_refused_by_name_and_left_out_of_a_copy(
            String order, String key, String value) {
        InvalidValueException lacking = catchThrowableOfType(
                InvalidValueException.class, () -> Settings.of(Map.of("order", order, key, value)));
        assertThat(lacking.field()).isEqualTo(key);
        assertThat(lacking.constraint()).hasToString("in-order " + order);
        Settings copied = Settings.of(Map.of("top-k", "5", key, value)).in(Order.of(order));
        assertThat(copied.toMap()).isEqualTo(Map.of("top-k", "5", "order", order));
    }

    @Test
    void an_order_is_read_back_from_its_key_and_any_other_word_is_refused() {
        assertThat(Arrays.stream(Order.values()).map(Order::key))
                .containsExactly("transformers", "llama.cpp", "vllm", "ollama", "top-50");
        for (Order order : Order.values()) {
            Settings settings = Settings.of(Map.of("order", order.key(), "top-k", "3"));
            assertThat(settings.order()).isEqualTo(order);
            assertThat(Settings.of(settings.toMap())).isEqualTo(settings);
        }
        InvalidValueException unknown =
                catchThrowableOfType(InvalidValueException.class, () -> Settings.of(Map.of("order", "LLAMA_CPP")));
        assertThat(unknown.field()).isEqualTo("order");
        assertThat(unknown.constraint().figures()).containsExactly("transformers, llama.cpp, vllm, ollama, top-50");
    }

    private static List<Integer> kept(Logits logits, String order, String... settings) {
        return step(logits, Prefix.EMPTY, new Draw(42, 0), order, settings).all().stream()
                .filter(Candidate::kept)
                .map(Candidate::id)
                .toList();
    }

    private static Step step(Logits logits, Prefix prefix, Draw draw, String order, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("order", order));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return Step.of(logits, prefix, Settings.of(values).stages(), draw);
    }

    private static List<Integer> ids(String written) {
        return Stream.of(written.split(" ")).map(Integer::valueOf).toList();
    }
}
