package logitlab.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import logitlab.decoding.input.InvalidValueException;
import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueryTest {

    private static String refused(String query) {
        return Messages.ENGLISH.say(catchThrowableOfType(InvalidValueException.class, () -> Query.parse(query)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=1&seed=3", "v=1&&seed=3", "v=1&&&seed=3", "&v=1&seed=3", "&&&v=1&&seed=3&&", "v=1&seed=3&"})
    void empty_pairs_are_nothing(String query) {
        assertThat(Query.parse(query)).hasToString("{v=1, seed=3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&"})
    void nothing_but_empty_pairs_is_nothing(String query) {
        assertThat(Query.parse(query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    =x          | The name before “=” must not be empty; it is “=x”.
                    v=1&=       | The name before “=” must not be empty; it is “=”.
                    %FF=1       | The name before “=” must be text in UTF-8; it is “%FF”.
                    seed=%F     | Seed must be text in UTF-8; it is “%F”.
                    seed=%GG    | Seed must be text in UTF-8; it is “%GG”.
                    seed=1&seed | Seed must be given only once; it is “”.
                    """)
    void a_pair_that_breaks_a_rule_is_named(String query, String sentence) {
        assertThat(refused(query)).isEqualTo(sentence);
    }

    @Test
    void a_text_has_one_line_feed_where_a_form_may_have_sent_more() {
        assertThat(Query.text("a\r\r\nb\r\nc\nd\r")).isEqualTo("a\nb\nc\nd\r");
    }

    @Test
    void what_is_written_is_read_back() {
        String prompt = "Ünd &=+%\n \uD83E\uDD8A";

        assertThat(Query.parse(Query.format(java.util.Map.of("prompt", prompt))))
                .containsEntry("prompt", prompt);
    }
}
