package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpokenTokenTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "␣in | in",
                ". | full stop",
                "␣“ | quotation mark",
                ".\" | full stop quotation mark",
                "␣ | space",
                "↵↵ | line break line break",
                "don’t | don’t",
                "‹E2 80› | ‹E2 80›"
            })
    void signs_have_names_and_words_are_as_they_are(String visible, String spoken) {
        assertThat(SpokenToken.of(Messages.ENGLISH, visible)).isEqualTo(spoken);
    }
}
