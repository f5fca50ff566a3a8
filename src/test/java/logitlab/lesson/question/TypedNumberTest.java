package logitlab.lesson.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TypedNumberTest {

    @ParameterizedTest
    @CsvSource({
        "temperature, '0,8', 0.8",
        "temperature, ' 0.8 ', 0.8",
        "temperature, '\u00a00.8\u202f', 0.8",
        "temperature, '0,', 0.",
        "temperature, ',5', .5",
        "temperature, '+1.5', 1.5",
        "temperature, '1e\u22123', 1e-3",
        "temperature, 1.2, 1.2",
        "temperature, '', ''",
        "bias.17, '\u22122,5', -2.5",
        "logits.0, '\u2212135.90', -135.90",
        "logits.0, '1 024,5', 1024.5",
        "constant, '1\u00a0024', 1024",
        "scale, '1\u20090\u20090', 1\u20090\u20090",
        "top-p, '95%', 0.95",
        "top-p, '95,5%', 0.955",
        "min-p, '4.40%', 0.044",
        "typical-p, '100 %', 1",
        "top-p, '0,95', 0.95",
        "seed, '1 024', 1024",
        "seed, '1\u2009024\u2009000', 1024000",
        "seed, '1\u202f024', 1024",
        "top-k, ' 40 ', 40",
    })
    void a_field_understands_what_people_type(String field, String typed, String plain) {
        assertThat(TypedNumber.plain(field, typed)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, '1,234.5'",
        "temperature, '1,2,3'",
        "temperature, '1.234.5'",
        "temperature, '1 2'",
        "temperature, '12 34'",
        "temperature, '80%'",
        "temperature, warm",
        "top-p, '%'",
        "top-p, '9,5,0%'",
        "seed, '1,024'",
        "prompt, '0,8'",
        "prompt, ' 95 % '",
        "ban.3, '1 024'",
        "decoder, '1,5'",
    })
    void what_can_be_read_in_two_ways_or_is_no_number_stays(String field, String typed) {
        assertThat(TypedNumber.plain(field, typed)).isEqualTo(typed);
    }

    @Test
    void a_thousand_digits_or_spaces_stay() {
        for (String endless : new String[] {"1".repeat(1000), " ".repeat(100_000), "1 ".repeat(10_000) + "%"}) {
            assertThat(TypedNumber.plain("top-p", endless)).isEqualTo(endless);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'4.40\u00a0%', 4.4",
        "'4.40 %', 4.4",
        "4.40%, 4.4",
        "'\u22120.50%', -0.5",
        "'\u00a012,5\u202f%\u00a0', 12.5"
    })
    void a_percentage_is_read_as_pages_and_people_write_it(String typed, double number) {
        assertThat(TypedNumber.percentage("answer", typed)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u22120.5', -0.5",
        "'\u00a0\u2212135.90\u00a0', -135.9",
        "'1,234.5', 1234.5",
        "'\u22121,234.56', -1234.56",
        "'0,5', 0.5"
    })
    void a_number_is_read_as_pages_and_people_write_it(String typed, double number) {
        assertThat(TypedNumber.number("answer", typed)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"49152", "49,152", "49 152", "49\u202f152", "\u00a049\u2009152 "})
    void a_count_is_read_as_pages_write_it(String typed) {
        assertThat(TypedNumber.count("answer", typed, Range.of(0, 1e6))).isEqualTo(49152);
    }

    @ParameterizedTest
    @CsvSource({"'1,5', whole-comma", "'1.5', whole", "'12,34', whole-comma", "x, number", "'9,999,999', from-to"})
    void what_is_no_count_is_refused_as_it_was_typed(String typed, String rule) {
        InvalidValueException invalid = catchThrowableOfType(
                InvalidValueException.class, () -> TypedNumber.count("answer", typed, Range.of(0, 1e6)));
        assertThat(invalid.constraint().name()).isEqualTo(rule);
    }
}
