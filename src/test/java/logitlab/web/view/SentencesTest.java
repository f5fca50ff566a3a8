package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SentencesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1st",
        "1, 2nd",
        "2, 3rd",
        "3, 4th",
        "9, 10th",
        "10, 11th",
        "11, 12th",
        "12, 13th",
        "20, 21st",
        "110, 111th",
        "120, 121st",
        "1110, '1,111th'",
        "4095, '4,096th'",
        "1001, '1,002nd'"
    })
    void ranks_are_counted_from_1(int rank, String said) {
        assertThat(Sentences.rank(Messages.ENGLISH, rank)).isEqualTo(said);
    }
}
