package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people type them into the forms of the playground; links remain strict. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TypedTest {

    private static final String LANES = "?prompt=The+cat&a=greedy&b=sample&";

    private static HttpResponse<String> send(String path, String key, String word) {
        return TestServer.getFirst(path + LANES + key + "=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "b.temperature, '0,8', b.temperature=0.8",
        "b.temperature, '\u00a00.8', b.temperature=0.8",
        "b.top-p, '95%', b.top-p=0.95",
        "b.top-p, '4.40\u00a0%', b.top-p=0.044",
        "b.min-p, '4,5%', b.min-p=0.045",
        "b.top-k, '40 ', b.top-k=40",
        "b.bias.17, '\u22122,5', b.bias.17=-2.5",
        "b.bias.17, ban, b.bias.17=ban",
        "seed, '1\u202f024', seed=1024",
        "rows, ' 12', rows=12",
        "steps, '\u20093', at=3",
    })
    void a_form_is_led_to_the_link_that_says_it_strictly(String key, String typed, String word) {
        HttpResponse<String> page = send("/play", "typed=1&" + key, typed);
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow() + "&")
                .contains("&" + word + "&")
                .doesNotContain("typed");
        HttpResponse<String> fragment = send("/play/settings", "typed=1&" + key, typed);
        assertThat(fragment.headers().firstValue("HX-Replace-Url"))
                .isEqualTo(page.headers().firstValue("Location"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "b.temperature | 1,234.5 | Lane B: Temperature must be a number with a point before its decimals and no comma, such as 1234.5; it is “1,234.5”.",
                "b.temperature | 0,8,1 | Lane B: Temperature must be a number with a point before its decimals and no comma, such as 1234.5; it is “0,8,1”.",
                "b.temperature | 80% | Lane B: Temperature must be a number; it is “80%”.",
                "b.top-p | 120% | Lane B: Top-p must be above 0 and at most 1; it is “1.2”. To switch it off, leave it out.",
                "a.repetition-penalty | x | Lane A: Repetition penalty must be a number; it is “x”.",
                "c=sample&b.top-k | x | Lane B: Top-k must be a number; it is “x”.",
                "seed | 1,024 | Seed must be a whole number without a comma, such as 1024; it is “1,024”.",
            })
    void what_can_be_read_in_two_ways_is_refused_and_kept(String key, String typed, String sentence) {
        HttpResponse<String> page = send("/play", "typed=1&" + key, typed);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(sentence);
        assertThat(send("/play/settings", "typed=1&" + key, typed).body()).contains(sentence);
        assertThat(send("/play/stream", "typed=1&" + key, typed).body()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "prompt=Mine&b=sample&b.top-p=7, name=\"b.top-p\" value=\"7\"",
        "prompt=Mine&b=sample&b.temperature=0, name=\"b.temperature\" value=\"0\"",
        "prompt=Mine&b=sample&seed=-1, name=\"seed\" value=\"-1\""
    })
    void a_form_that_is_refused_keeps_the_wrong_value_and_the_others(String link, String field) {
        HttpResponse<String> page = TestServer.getFirst("/play?" + link);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body().replaceAll("\\s+", " ")).contains(field).contains("Mine</textarea>");
    }

    @ParameterizedTest
    @CsvSource({"zzzzzz, 2147483647", "zik0zk, 2147483647", "zik0zj, 2147483647", "5pz, 7415"})
    void an_id_too_large_for_a_number_is_refused_like_any_that_is_not_in_the_vocabulary(String id, String found) {
        HttpResponse<String> page = TestServer.getFirst("/play?prompt=x&a=greedy&a.ids=" + id);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(found);
    }

    @Test
    void the_field_keeps_what_was_typed() {
        assertThat(send("/play", "typed=1&b.top-p=0,9&b.temperature", "1,234.5").body())
                .contains("name=\"b.temperature\" value=\"1,234.5\"", "name=\"b.top-p\" value=\"0.9\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"b.temperature | 0,8", "b.top-p | 95%", "seed | 1 024", "b.temperature | −1"})
    void a_link_is_strict(String key, String word) {
        for (String path : new String[] {"/play", "/play/step", "/play/roll", "/play/picture.png"}) {
            assertThat(send(path, key, word).statusCode()).as(path).isEqualTo(400);
        }
    }
}
