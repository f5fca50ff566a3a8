package logitlab.web.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line of the data is a line of its event, however it ends: a browser takes all three as the end of a line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamedRunTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    one,                  'data: one|'
                    one|two,              'data: one|data: two|'
                    one|two|,             'data: one|data: two|'
                    one<CR>|two<CR>three, 'data: one|data: two|data: three|'
                    one||two,             'data: one|data: |data: two|'
                    <CR>one<CR>,          'data: |data: one|'
                    größer ␣,             'data: größer ␣|'
                    '',                   ''
                    """)
    void an_event_has_a_line_for_each_line_of_its_data(String data, String lines) {
        byte[] event = StreamedRun.event("step", "7", text(data).getBytes(UTF_8), "event: end\n\n");
        assertThat(new String(event, UTF_8)).isEqualTo("id: 7\nevent: step\n" + text(lines) + "\nevent: end\n\n");
    }

    private static String text(String written) {
        return written.replace('|', '\n').replace("<CR>", "\r");
    }
}
