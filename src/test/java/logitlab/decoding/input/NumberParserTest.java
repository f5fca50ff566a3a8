package logitlab.decoding.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import logitlab.decoding.Draw;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberParserTest {

    private static final Range ANY = Range.of(-Double.MAX_VALUE, Double.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({
        "0.8, 0.8",
        ".5, 0.5",
        "5., 5",
        "+2, 2",
        "-0.25, -0.25",
        "1e-3, 0.001",
        "1E3, 1000",
        "4.9E-324, 4.9E-324",
        "1e-999, 0",
        "'  7 ', 7",
        "007, 7"
    })
    void a_number_in_plain_or_scientific_notation(String word, double value) {
        assertThat(NumberParser.number("x", word, ANY)).isEqualTo(value);
    }

    @Test
    void minus_0_is_0() {
        assertThat(NumberParser.number("x", "-0", ANY)).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "e5",
                "1e",
                "1e+",
                "--1",
                "1 2",
                "1_000",
                "1d",
                "0x10",
                "0x1p3",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e999",
                "-1e999",
                "1e1000",
                "null",
                "½",
                "٣",
                "１",
                "−1",
                "1\u0000"
            })
    void a_value_that_is_not_a_number(String word) {
        assertThat(NumberParser.find(word)).isEmpty();
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> NumberParser.number("x", word, ANY));
        assertThat(invalid.field()).isEqualTo("x");
        assertThat(invalid.constraint()).isEqualTo(new Constraint("number"));
        assertThat(invalid.value()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "1,024", "1,234.5", "1,2,3"})
    void a_value_with_a_comma_is_refused_with_advice(String word) {
        InvalidValueException number =
                catchThrowableOfType(InvalidValueException.class, () -> NumberParser.number("x", word, ANY));
        assertThat(number.constraint()).isEqualTo(new Constraint("number-comma"));
        InvalidValueException whole =
                catchThrowableOfType(InvalidValueException.class, () -> NumberParser.whole("x", word, Draw.SEEDS));
        assertThat(whole.constraint()).isEqualTo(new Constraint("whole-comma"));
        assertThat(whole.value()).isEqualTo(word);
    }

    @Test
    void a_thousand_digits_are_not_a_number() {
        assertThat(NumberParser.find("1".repeat(1000))).isEmpty();
        assertThat(NumberParser.find("0." + "1".repeat(100_000) + "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5.0, 5", "5., 5", "1e3, 1000", "9007199254740991, 9007199254740991", "0e999, 0"})
    void a_whole_number_in_any_notation(String word, long value) {
        assertThat(NumberParser.whole("x", word, Draw.SEEDS)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2.5", "25e-1", "1e-999", "0.99999999999999999999", "9007199254740990.9", "2147483647.0000000001"
            })
    void a_value_that_is_whole_only_as_a_double(String word) {
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> NumberParser.whole("x", word, Draw.SEEDS));
        assertThat(invalid.constraint()).isEqualTo(new Constraint("whole"));
        assertThat(invalid.value()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9007199254740992", "9007199254740993", "1e300"})
    void a_value_out_of_range_is_refused_with_the_range_in_digits(String word) {
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> NumberParser.whole("seed", word, Draw.SEEDS));
        assertThat(invalid.constraint()).isEqualTo(new Constraint("from-to", "0", "9007199254740991"));
        assertThat(invalid).hasMessage("seed must be from-to 0 9007199254740991 but is \"" + word + "\"");
        assertThat(invalid.within("b.").field()).isEqualTo("b.seed");
    }
}
