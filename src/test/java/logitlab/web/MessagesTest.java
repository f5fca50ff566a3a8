package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every sentence that code and templates ask for is there, and every rule has its words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {

    private static final Pattern SAY = Pattern.compile("say\\(\\s*\"([a-z0-9.-]+)\"\\s*[,)]");
    private static final Pattern RULE = Pattern.compile("new Constraint\\(\\s*(?:\\w+ \\? )?\"([a-z0-9-]+)\"");

    private static Set<String> found(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("web/templates"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher matcher = pattern.matcher(Files.readString(file));
                    while (matcher.find()) {
                        found.add(matcher.group(1));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void every_key_that_is_asked_for_has_a_sentence() throws IOException {
        assertThat(found(SAY)).isNotEmpty();
        assertThat(Messages.ENGLISH.keys()).containsAll(found(SAY));
    }

    @Test
    void no_key_has_two_sentences() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("web/messages/interface_en.properties"))) {
            assertThat(lines.filter(line -> line.matches("[a-z][^=]*=.*"))
                            .map(line -> line.substring(0, line.indexOf('='))))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_constraint_has_its_words() throws IOException {
        assertThat(found(RULE)).isNotEmpty();
        assertThat(Messages.ENGLISH.keys())
                .containsAll(found(RULE).stream().map(rule -> "rule." + rule).toList());
    }

    @Test
    void no_sentence_has_an_apostrophe_that_would_swallow_its_arguments() {
        Messages.ENGLISH
                .keys()
                .forEach(key -> assertThat(Messages.ENGLISH.say(key, 0, 1, 2, 3, 4, 5, 6))
                        .doesNotContain("{"));
    }

    @Test
    void a_sentence_does_not_grow_with_what_it_quotes() {
        String key = "a.".repeat(12_000) + "x";
        InvalidValueException invalid = new InvalidValueException(key, new Constraint("number"), "🦊".repeat(10_000));

        assertThat(Messages.ENGLISH.say(invalid))
                .isEqualTo(
                        "Lane A: a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.… must be a number; it is “"
                                + "🦊".repeat(30) + "…”.");
        assertThat(Messages.shortened("x" + "🦊".repeat(30))).isEqualTo("x" + "🦊".repeat(29) + "…");
    }

    @Test
    void a_field_of_a_lane_is_named_with_its_lane() {
        assertThat(Messages.ENGLISH.fieldName("b.top-p")).isEqualTo("Lane B: Top-p");
        assertThat(Messages.ENGLISH.fieldName("b.b.top-p")).isEqualTo("Lane B: b.top-p");
        assertThat(Messages.ENGLISH.fieldName("b.")).isEqualTo("b.");
    }

    @Test
    void every_sentence_is_the_one_that_Javas_own_format_makes() {
        ResourceBundle bundle = ResourceBundle.getBundle("messages.interface", Locale.ENGLISH);
        List<Object[]> arguments = List.of(
                new Object[] {"a", "‹b›", "{0}", "d", "e", "f", "g", "h"},
                new Object[] {0, 1, 2, 999, 4, 5, 6, 7},
                new Object[] {1000, -1, 2L, 0.5, null, "f", 123_456, 'h'},
                new Object[0]);
        for (String key : bundle.keySet()) {
            for (Object[] each : arguments) {
                boolean counts = bundle.getString(key).matches("(?s).*\\{\\d, ?(choice|number).*");
                if (!counts || each.length > 0 && each[0] instanceof Integer first && first == 0) {
                    assertThat(Messages.ENGLISH.say(key, each))
                            .isEqualTo(new MessageFormat(bundle.getString(key), Locale.ROOT).format(each));
                }
            }
        }
    }
}
