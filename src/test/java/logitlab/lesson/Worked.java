package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.input.WidgetInput;

/**
 * The sentences with numbers in a lesson. A test repeats each sentence with figures that it has computed, and asks at the end which
 * numbers no sentence has covered.
 */
public final class Worked {

    private static final Pattern BESIDE_PROSE = Pattern.compile(
            "(?sm)\\A---.*?\n---\n|^```(widget|exercise|formula|teacher|note (In code|Read on)\n).*?^```|^\\d\\. ");
    private static final Pattern NOTES = Pattern.compile("(?sm)^```teacher.*?^```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]*)\\)");

    private final ClaimedText text;
    private final String prose;
    private final String notes;

    private Worked(ClaimedText text) {
        this.text = text;
        this.prose = text.without(BESIDE_PROSE);
        this.notes = text.only(NOTES);
    }

    public static Worked of(String file) {
        return new Worked(ClaimedText.lesson(file));
    }

    /** Asserts that the lesson contains exactly this text, apart from links. */
    public Worked says(String format, Object... figures) {
        text.says(prose, format, figures);
        return this;
    }

    /** A row of a table. */
    public Worked row(String... cells) {
        return says("| " + "%s | ".repeat(cells.length).strip(), (Object[]) cells);
    }

    /** Asserts that the teacher's notes contain this text. */
    public Worked teacherSays(String format, Object... figures) {
        text.says(notes, format, figures);
        return this;
    }

    /** The numbers that no sentence has covered, because they are chosen and not computed. */
    public Set<String> others() {
        return text.unsaidNumbers(prose).stream()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static String decimals(int decimals, double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
    }

    /** A share as a percentage with two decimals and the sign. */
    public static String percent(double share) {
        return decimals(2, 100 * share) + "%";
    }

    /** A token as lessons write it: in a span of code, with the sign for a space. */
    public static String code(String token) {
        return "`" + token.replace(' ', '␣') + "`";
    }

    public List<String> links() {
        return LINK.matcher(text.source())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The values in a link to a widget of the same lesson: {@code ?id.key=value&...#id}. */
    public static Map<String, String> words(String link) {
        String id = link.substring(link.indexOf('#') + 1);
        return Arrays.stream(link.substring(1, link.indexOf('#')).split("&"))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(
                        word -> word[0].replaceFirst("^" + id + "\\.", ""),
                        word -> URLDecoder.decode(word[1], StandardCharsets.UTF_8),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    /** Asserts that each link within the site opens at an existing place, and that links to the lesson's own widgets change what they claim to. */
    void linksOpen(Lesson lesson) {
        for (String link : links()) {
            if (link.startsWith("https://")) {
                continue; // tests stay offline
            }
            if (link.startsWith("?")) {
                Widget widget = lesson.find(link.substring(link.indexOf('#') + 1), Widget.class)
                        .orElseThrow(() -> new AssertionError(link));
                assertThat(WidgetInput.of(widget, words(link)).wrong()).as(link).isEmpty();
            }
            opens(link.startsWith("/") ? link : "/lessons/" + lesson.slug() + link);
        }
    }

    /** The same for a text that is not a lesson. */
    public void linksOpen() {
        links().forEach(Worked::opens);
    }

    private static void opens(String path) {
        HttpResponse<String> answer = TestServer.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        if (path.contains("#")) {
            assertThat(answer.body()).as(path).contains("id=\"" + path.substring(path.indexOf('#') + 1) + "\"");
        }
    }

    /** Asserts that each exercise, in its original form and with new numbers, accepts the right answer and recognises each common mistake. */
    static void exercisesJudge(Lesson lesson) {
        List<Exercise> exercises = lesson.ids().stream()
                .flatMap(id -> lesson.find(id, Exercise.class).stream())
                .toList();
        assertThat(exercises)
                .hasSizeGreaterThanOrEqualTo(3)
                .anySatisfy(exercise -> assertThat(exercise.wrongAnswers()).isNotEmpty());
        for (Exercise exercise : exercises) {
            judges(exercise, Map.of());
            for (int seed = 1; exercise.hasFreshNumbers() && seed <= 5; seed++) {
                judges(exercise, Map.of("seed", Integer.toString(seed)));
            }
        }
    }

    private static void judges(Exercise exercise, Map<String, String> seed) {
        Exercise asked = exercise.attempt(seed).asked();
        assertThat(verdict(exercise, seed, asked.answer())).as(exercise.id()).isEqualTo(Verdict.RIGHT);
        for (WrongAnswerExample example : asked.wrongAnswers()) {
            assertThat(verdict(exercise, seed, example.answer()).mistake().map(Mistake::name))
                    .as("%s %s %s", exercise.id(), seed, example)
                    .contains(example.mistake());
        }
    }

    private static Verdict verdict(Exercise exercise, Map<String, String> seed, Map<String, String> answer) {
        Map<String, String> typed = new LinkedHashMap<>(seed);
        typed.putAll(answer);
        return exercise.attempt(typed).verdict().orElseThrow();
    }
}
