package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonPart;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.exercise.ExerciseKinds;
import logitlab.lesson.file.WritersGuide.Example;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.WidgetKinds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code lessons/README.md} has all that a lesson may have, and each of its examples works on a real server. What there is, is
 * asked of the parsers: what they say when a word is wrong names every word that would be right.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WritersGuideTest {

    private static final String PAGE = "/lessons/examples";
    private static final String WRONG = "zzz";
    private static final WritersGuide GUIDE = WritersGuide.read();

    private static Lesson lesson;
    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path en = Files.createDirectory(folder.resolve("en"));
        Files.writeString(en.resolve("01-my-lesson.md"), GUIDE.wholeLesson());
        Files.writeString(
                en.resolve("02-examples.md"),
                "---\ntitle: Examples\nsummary: S.\nminutes: 5\ngroup: choosing\nable: [Do it.]\n---\n"
                        + GUIDE.examples().stream().map(Example::block).collect(Collectors.joining("\n")));
        Lessons lessons = Lessons.load(folder, Shipped.MODELS);
        assertThat(lessons.problems()).isEmpty();
        lesson = lessons.find("examples").orElseThrow();
        server = TestServer.withLessons(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Example> blocks() {
        return Stream.concat(widgets().stream(), exercises().stream()).toList();
    }

    static List<Example> widgets() {
        return ofKind("widget");
    }

    static List<Example> exercises() {
        return ofKind("exercise");
    }

    private static List<Example> ofKind(String kind) {
        return GUIDE.examples().stream()
                .filter(example -> example.kind().equals(kind))
                .toList();
    }

    private static LessonPart parse(Example example, BlockValues words) {
        return example.kind().equals("widget")
                ? WidgetKinds.parse(example.name(), words, Shipped.MODELS)
                : ExerciseKinds.parse(example.name(), words, Shipped.MODELS);
    }

    private static InvalidValueException refused(Example example, String key, String word) {
        return catchThrowableOfType(
                InvalidValueException.class,
                () -> parse(example, example.values().with(Map.of(key, word))));
    }

    /** What the rule of a refusal lists. */
    private static List<String> listed(InvalidValueException refused) {
        return Arrays.asList(refused.constraint().figures().get(0).split(", "));
    }

    private static List<String> allowed(Example example) {
        InvalidValueException refused = refused(example, WRONG, "1");
        assertThat(refused.constraint().name()).isEqualTo("known-key");
        return listed(refused);
    }

    @Test
    void every_widget_exercise_computation_and_pick_has_an_example() {
        Example any = widgets().get(0);
        assertThat(widgets().stream().map(Example::name))
                .containsAll(listed(catchThrowableOfType(
                        InvalidValueException.class, () -> WidgetKinds.parse(WRONG, any.values(), Shipped.MODELS))));
        assertThat(exercises().stream().map(Example::name))
                .containsAll(listed(catchThrowableOfType(
                        InvalidValueException.class, () -> ExerciseKinds.parse(WRONG, any.values(), Shipped.MODELS))));
        for (Example example : exercises()) {
            if (example.values().find("compute").isPresent()) {
                assertThat(exercises().stream()
                                .filter(other -> other.name().equals(example.name()))
                                .map(other -> other.values().text("compute")))
                        .as(example.name())
                        .containsAll(listed(refused(example, "compute", WRONG)));
            }
        }
        assertThat(GUIDE.examples().stream().map(Example::kind))
                .contains("note", "teacher", "formula")
                .containsOnly("widget", "exercise", "note", "teacher", "formula");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void every_key_that_a_block_allows_is_in_its_table(Example example) {
        assertThat(GUIDE.keysFor(example.section())).containsAll(allowed(example));
    }

    @Test
    void no_table_has_a_key_that_nothing_allows() {
        Set<String> allowed = new TreeSet<>(frontMatter());
        blocks().forEach(example -> allowed.addAll(allowed(example)));
        Set<String> written = new TreeSet<>();
        GUIDE.sections().forEach(section -> written.addAll(section.keys()));
        assertThat(allowed).containsAll(written);
        for (WritersGuide.Section section : GUIDE.sections()) {
            Set<String> here = new LinkedHashSet<>();
            section.examples().stream()
                    .filter(example -> example.kind().matches("widget|exercise"))
                    .forEach(example -> here.addAll(allowed(example)));
            assertThat(here.isEmpty() || here.containsAll(section.keys()))
                    .as("%s has %s, not all of %s", section.slug(), here, section.keys())
                    .isTrue();
        }
    }

    private static List<String> frontMatter() {
        String text = GUIDE.wholeLesson().replaceFirst("title:", WRONG + ": 1\ntitle:");
        List<LessonProblem> problems = LessonFile.read(Path.of("01-a.md"), text, Shipped.MODELS, Glossary.EMPTY)
                .problems();
        return problems.stream()
                .map(LessonProblem::invalid)
                .filter(invalid -> invalid.constraint().name().equals("known-key"))
                .map(WritersGuideTest::listed)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_key_of_the_front_matter_is_in_its_table() {
        assertThat(GUIDE.section("the-front-matter").keys()).containsExactlyElementsOf(frontMatter());
    }

    /** Where one of some words must stand, such as a mistake, a bug or a station, each of them is named. */
    @ParameterizedTest
    @MethodSource("blocks")
    void every_word_that_a_key_takes_is_named(Example example) {
        Set<String> named = GUIDE.wordsFor(example.section());
        Set<String> lists = Set.of("mistakes.0", "open.0", "options.0");
        for (String key : example.values().entries().keySet()) {
            InvalidValueException refused = refused(example, key, WRONG);
            boolean chosen = lists.contains(key) || !key.matches("id|compute|models?.*|.*\\.\\d+");
            if (chosen && refused != null && refused.constraint().name().equals("one-of")) {
                List<String> own = example.values().list("tokens");
                assertThat(named)
                        .as("%s: %s", example, key)
                        .containsAll(listed(refused).stream()
                                .filter(word -> !own.contains(word))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void every_hole_is_named(Example example) {
        Set<String> holes = listed(refused(example, "question", "{" + WRONG + "}")).stream()
                .filter(hole -> !hole.isEmpty())
                .map(hole -> "{" + hole + "}")
                .collect(Collectors.toSet());
        assertThat(WritersGuide.code(GUIDE.section("keys-of-every-exercise").text()))
                .containsAll(holes);
    }

    @ParameterizedTest
    @MethodSource("widgets")
    void each_widget_is_shown(Example example) throws Exception {
        HttpResponse<String> shown = server.get(PAGE + "/widgets/" + example.id());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("id=\"" + example.id() + "-status\"").doesNotContain("aria-invalid=\"true\"");
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void each_exercise_judges_its_own_answer_right(Example example) throws Exception {
        Exercise exercise = lesson.find(example.id(), Exercise.class).orElseThrow();
        String answer = exercise.answer().entrySet().stream()
                .map(word -> example.id() + "." + word.getKey() + "="
                        + URLEncoder.encode(word.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> feedback = server.get(PAGE + "/exercises/" + example.id() + "/feedback?" + answer);
        assertThat(feedback.statusCode()).isEqualTo(200);
        assertThat(feedback.body()).contains("data-state=\"right\"");
    }

    @Test
    void the_pages_open_with_their_notes_and_the_whole_lesson_has_its_link() throws Exception {
        assertThat(server.get("/lessons/my-lesson").statusCode()).isEqualTo(200);
        assertThat(server.get("/lessons/my-lesson?toy.logits.1=1.5").statusCode())
                .isEqualTo(200);
        assertThat(server.get(PAGE).body()).contains("<summary>Why e?</summary>", "<mfrac>");
        assertThat(server.get("/lessons/my-lesson/teacher").statusCode()).isEqualTo(200);
    }
}
