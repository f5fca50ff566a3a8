package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.TestServer;

/**
 * What a lesson's text says in numbers: a test says each sentence again, with figures that it has computed, and asks at the end
 * which numbers no sentence has accounted for.
 */
final class Worked {

    private static final Pattern BESIDE_PROSE =
            Pattern.compile("(?sm)\\A---.*?\n---\n|^```(widget|exercise|formula|teacher).*?^```|^\\d\\. ");
    private static final Pattern NUMBER = Pattern.compile("−?\\d[\\d,]*(\\.\\d+)?");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]*)\\)");

    private final String whole;
    private String left;

    private Worked(String whole) {
        this.whole = whole;
        this.left = BESIDE_PROSE.matcher(whole).replaceAll(" ").replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
    }

    static Worked of(String file) {
        try {
            return new Worked(Files.readString(Path.of("lessons/en", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lesson says this somewhere, to the letter but for links. */
    Worked says(String format, Object... figures) {
        String sentence = String.format(Locale.ROOT, format, figures);
        assertThat(left.contains(sentence)).as(sentence).isTrue();
        left = left.replace(sentence, " ");
        return this;
    }

    /** A row of a table. */
    Worked row(String... cells) {
        return says("%s", Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** The teacher's notes say this. */
    Worked teacherSays(String format, Object... figures) {
        String sentence = String.format(Locale.ROOT, format, figures);
        assertThat(whole.contains(sentence)).as(sentence).isTrue();
        return this;
    }

    /** The numbers that no sentence has accounted for: what is chosen, not computed. */
    Set<String> others() {
        return NUMBER.matcher(left)
                .results()
                .map(MatchResult::group)
                .map(number -> number.replaceFirst(",$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String decimals(int decimals, double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
    }

    /** A share as per cent with two decimals and the sign. */
    static String percent(double share) {
        return decimals(2, 100 * share) + "%";
    }

    /** A token as lessons write it: in a span of code, with the sign for a space. */
    static String code(String token) {
        return "`" + token.replace(' ', '␣') + "`";
    }

    List<String> links() {
        return LINK.matcher(whole).results().map(found -> found.group(1)).toList();
    }

    /** The words of a link into a widget of the lesson itself: {@code ?id.key=value&...#id}. */
    static Map<String, String> words(String link) {
        String id = link.substring(link.indexOf('#') + 1);
        return Arrays.stream(link.substring(1, link.indexOf('#')).split("&"))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(
                        word -> word[0].replaceFirst("^" + id + "\\.", ""),
                        word -> URLDecoder.decode(word[1], StandardCharsets.UTF_8),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    /** Each link within the site opens, at a place that is there, and those into the lesson's own widgets change what they say they change. */
    void linksOpen(Lesson lesson) {
        for (String link : links()) {
            if (link.startsWith("https://")) {
                continue; // tests stay offline
            }
            if (link.startsWith("?")) {
                Widget widget = lesson.findWidget(link.substring(link.indexOf('#') + 1))
                        .orElseThrow(() -> new AssertionError(link));
                assertThat(Tried.of(widget, words(link)).wrong()).as(link).isEmpty();
            }
            opens(link.startsWith("/") ? link : "/lessons/" + lesson.slug() + link);
        }
    }

    /** The same for a text that is no lesson. */
    void linksOpen() {
        links().forEach(Worked::opens);
    }

    private static void opens(String path) {
        HttpResponse<String> answer = TestServer.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        if (path.contains("#")) {
            assertThat(answer.body()).as(path).contains("id=\"" + path.substring(path.indexOf('#') + 1) + "\"");
        }
    }

    /** Each exercise, as it stands and with fresh numbers, calls what is right right, and knows each usual mistake by its name. */
    static void exercisesJudge(Lesson lesson) {
        List<Exercise> exercises = lesson.ids().stream()
                .flatMap(id -> lesson.findExercise(id).stream())
                .toList();
        assertThat(exercises)
                .hasSizeGreaterThanOrEqualTo(3)
                .anySatisfy(exercise -> assertThat(exercise.slips()).isNotEmpty());
        for (Exercise exercise : exercises) {
            judges(exercise, Map.of());
            for (int seed = 1; exercise.asksAfresh() && seed <= 5; seed++) {
                judges(exercise, Map.of("seed", Integer.toString(seed)));
            }
        }
    }

    private static void judges(Exercise exercise, Map<String, String> seed) {
        Exercise asked = exercise.attempt(seed).asked();
        assertThat(verdict(exercise, seed, asked.answer())).as(exercise.id()).isEqualTo(Verdict.RIGHT);
        for (Slip slip : asked.slips()) {
            assertThat(verdict(exercise, seed, slip.answer()).mistake().map(Mistake::name))
                    .as("%s %s %s", exercise.id(), seed, slip)
                    .contains(slip.mistake());
        }
    }

    private static Verdict verdict(Exercise exercise, Map<String, String> seed, Map<String, String> answer) {
        Map<String, String> typed = new LinkedHashMap<>(seed);
        typed.putAll(answer);
        return exercise.attempt(typed).verdict().orElseThrow();
    }
}
