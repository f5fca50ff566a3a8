package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of {@code tokens.css}, light and dark, against their backgrounds: 3 to 1 for drawings, 4.5 to 1 for text. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContrastTest {

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6}|var\\(--([a-z]+)\\));");
    private static final Map<String, Map<String, String>> SCHEMES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        String css = Files.readString(Path.of("web", "static", "css", "tokens.css"));
        int dark = css.indexOf("prefers-color-scheme: dark");
        int forced = css.indexOf("forced-colors: active");
        assertThat(dark).isPositive().isLessThan(forced);
        SCHEMES.put("light", tokens(css.substring(0, dark)));
        Map<String, String> both = new HashMap<>(SCHEMES.get("light"));
        both.putAll(tokens(css.substring(dark, forced)));
        SCHEMES.put("dark", both);
    }

    private static Map<String, String> tokens(String css) {
        Map<String, String> tokens = new HashMap<>();
        TOKEN.matcher(css).results().forEach(token -> tokens.put(token.group(1), token.group(2)));
        return tokens;
    }

    private static String colour(String scheme, String name) {
        String value = SCHEMES.get(scheme).get(name);
        assertThat(value).as(name).isNotNull();
        return value.startsWith("var(") ? colour(scheme, value.replaceAll("var\\(--|\\)", "")) : value;
    }

    private static double luminance(String hex) {
        double[] linear = IntStream.of(1, 3, 5)
                .mapToDouble(i -> Integer.parseInt(hex.substring(i, i + 2), 16) / 255.0)
                .map(part -> part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double ratio(String scheme, String ink, String ground) {
        double a = luminance(colour(scheme, "color-" + ink));
        double b = luminance(colour(scheme, "color-" + ground));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @ParameterizedTest
    @CsvSource({
        "greedy, canvas surface sunken greedy-soft", // bars, the strip's lines on its pieces
        "sampled, canvas surface sunken sampled-soft",
        "model, canvas surface sunken",
        "dropped-bar, canvas surface",
        "ink, greedy-soft sampled-soft canvas", // the dart
        "ink-soft, canvas surface sunken", // the strip's narrow pieces, the borders of fields
        "good, canvas surface",
        "bad, canvas surface",
        "fifth, surface",
        "positive, canvas",
        "negative, canvas",
        "focus, canvas surface sunken"
    })
    void what_is_drawn_stands_out(String ink, String grounds) {
        for (String scheme : List.of("light", "dark")) {
            for (String ground : grounds.split(" ")) {
                assertThat(ratio(scheme, ink, ground))
                        .as(ink + " on " + ground + ", " + scheme)
                        .isGreaterThanOrEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ink, canvas surface sunken greedy-soft sampled-soft",
        "ink-soft, canvas surface sunken",
        "link, canvas surface",
        "greedy-ink, canvas surface greedy-soft",
        "sampled-ink, canvas surface sampled-soft",
        "on-greedy, greedy",
        "on-sampled, sampled",
        "dropped, canvas surface",
        "bad, canvas surface"
    })
    void what_is_written_can_be_read(String ink, String grounds) {
        for (String scheme : List.of("light", "dark")) {
            for (String ground : grounds.split(" ")) {
                assertThat(ratio(scheme, ink, ground))
                        .as(ink + " on " + ground + ", " + scheme)
                        .isGreaterThanOrEqualTo(4.5);
            }
        }
    }
}
