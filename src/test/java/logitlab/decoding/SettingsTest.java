package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {

    @Test
    void what_is_left_out_is_off() {
        assertThat(Settings.of(Map.of())).isEqualTo(Settings.OFF);
        assertThat(Settings.OFF.stages()).isEmpty();
        assertThat(Settings.OFF.toMap()).isEmpty();
    }

    @Test
    void values_come_back_unchanged() {
        Map<String, String> words = Map.of(
                "bias.7",
                "-2.5",
                "repetition-penalty",
                "1.2",
                "temperature",
                "0.8",
                "top-k",
                "40",
                "top-p",
                "0.95",
                "min-p",
                "0.05",
                "typical-p",
                "0.9");
        assertThat(Settings.of(words).toMap()).isEqualTo(words);
        assertThat(Settings.of(words).stages())
                .extracting(stage -> stage.getClass().getSimpleName())
                .containsExactly("Bias", "RepetitionPenalty", "Temperature", "TopK", "TopP", "MinP", "TypicalP");
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, 0.001",
        "temperature, 100",
        "top-k, 1",
        "top-k, 5.0",
        "top-k, 1e3",
        "top-k, 2147483647",
        "top-p, 1",
        "top-p, 1e-9",
        "min-p, 0",
        "min-p, 1",
        "typical-p, 1",
        "repetition-penalty, 10",
        "repetition-penalty, .5",
        "repetition-penalty, 4.9E-324",
        "bias.0, -1000",
        "bias.0, +1000",
        "bias.0, ban"
    })
    void the_ends_of_each_range_are_taken(String key, String word) {
        Settings settings = Settings.of(Map.of(key, word));
        assertThat(Settings.of(settings.toMap())).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, 0.0009, from-to",
        "temperature, 100.01, from-to",
        "temperature, 0, not-zero-temperature",
        "temperature, -0, not-zero-temperature",
        "top-k, 0, from-to",
        "top-k, -1, from-to",
        "top-k, 2.5, whole",
        "top-k, 0.99999999999999999999, whole",
        "top-k, 1.00000000000000000001, whole",
        "top-k, 2147483648, from-to",
        "top-k, 1e10, from-to",
        "top-p, 0, above-up-to",
        "top-p, 1.01, above-up-to",
        "min-p, -0.1, from-to",
        "min-p, 1.01, from-to",
        "typical-p, 0, above-up-to",
        "typical-p, 1.01, above-up-to",
        "repetition-penalty, 0, above-up-to",
        "repetition-penalty, 10.1, above-up-to",
        "bias.0, 1000.1, from-to",
        "bias.0, -1000.1, from-to",
        "bias.0, much, number",
        "bias.0, -Infinity, number",
        "temperature, ban, number",
        "bias.-1, 1, from-to",
        "bias.2147483648, 1, from-to",
        "bias., 1, number",
        "bias.x, 1, number",
        "bias.1.5, 1, whole",
        "bias, 1, known-setting",
        "warmth, 1, known-setting"
    })
    void an_invalid_value_is_refused_with_field_rule_and_value(String key, String word, String rule) {
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> Settings.of(Map.of(key, word)));
        assertThat(invalid.field()).isEqualTo(key);
        assertThat(invalid.constraint().name()).isEqualTo(rule);
        assertThat(invalid.value()).isIn(word, key.replace("bias.", ""));
        assertThat(invalid).hasMessageContaining(key).hasMessageContaining(invalid.value());
    }

    @Test
    void a_token_is_biased_once_however_its_id_is_written() {
        assertThat(Settings.of(Map.of("bias.07", "1")).toMap()).containsExactly(Map.entry("bias.7", "1"));
        InvalidValueException twice = catchThrowableOfType(
                InvalidValueException.class, () -> Settings.of(Map.of("bias.7", "1", "bias.07", "2")));
        assertThat(twice.constraint().name()).isEqualTo("once");
        assertThat(twice.field()).isIn("bias.7", "bias.07");
    }

    @Test
    void numbers_are_the_same_in_every_locale() {
        Map<String, String> words = Map.of("temperature", "0.0015", "top-k", "4000", "bias.7", "-2.5");
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de", "tr", "ar-EG-u-nu-arab", "hi-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Settings.of(words).toMap()).isEqualTo(words);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void minus_0_is_0() {
        assertThat(Settings.of(Map.of("min-p", "-0"))).isEqualTo(Settings.OFF);
        assertThat(Settings.of(Map.of("bias.1", "-0"))).isEqualTo(Settings.of(Map.of("bias.1", "0")));
    }

    @Test
    void greedy_applies_only_the_stages_that_can_change_the_best_token() {
        Settings settings = Settings.of(Map.of("bias.1", "2", "repetition-penalty", "1.1", "temperature", "2"));
        assertThat(Decoder.GREEDY.stages(settings))
                .containsExactly(new Bias(Map.of(1, 2.0)), new RepetitionPenalty(1.1), new Decoder.GreedySelection());
    }

    @Test
    void are_checked_however_they_are_made() {
        assertThatThrownBy(() -> new Settings(new TreeMap<>(), 1, 0.5, OptionalInt.of(0), 1, 0, 1))
                .hasMessageContaining("top-k");
        assertThatThrownBy(() -> new Settings(new TreeMap<>(), 1, 0, OptionalInt.empty(), 1, 0, 1))
                .hasMessageContaining("temperature");
        assertThatThrownBy(() -> new Settings(new TreeMap<>(), 1, 1, OptionalInt.empty(), 1, 0, Double.NaN))
                .hasMessageContaining("typical-p must be above 0 up to 1 but is NaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "NaN", "Infinity", "-Infinity", "1e999", "0x10", "1,5", "1d", "٣", "--1", "1e", "."})
    void a_value_that_is_not_a_number_is_refused(String word) {
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> Settings.of(Map.of("top-p", word)));
        assertThat(invalid.constraint().name()).isIn("number", "number-comma", "above-up-to");
        assertThat(invalid.value()).isEqualTo(word);
    }

    @Test
    void a_thousand_digits_and_a_thousand_biases_are_refused() {
        assertThat(catchThrowableOfType(
                                InvalidValueException.class,
                                () -> Settings.of(Map.of("top-p", "0." + "1".repeat(1000))))
                        .constraint()
                        .name())
                .isEqualTo("number");
        Map<String, String> biases = new HashMap<>();
        for (int id = 0; id <= Settings.MAX_BIASES; id++) {
            biases.put("bias." + id, "1");
        }
        assertThat(catchThrowableOfType(InvalidValueException.class, () -> Settings.of(biases))
                        .field())
                .isEqualTo("bias");
    }
}
