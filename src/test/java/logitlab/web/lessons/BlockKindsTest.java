package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.lesson.exercise.ExerciseKinds;
import logitlab.lesson.file.EveryExercise;
import logitlab.lesson.widget.WidgetKinds;
import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each kind of widget and exercise has everything that it needs; if not, the failure says what is missing and where it belongs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlockKindsTest {

    private static final Path TEMPLATES = Path.of("web/templates/fragments/widgets");
    private static final Path TESTS = Path.of("src/test/java");

    /** What is missing, in words. */
    private static List<String> missing(Set<String> kinds, Predicate<String> present, String what) {
        return kinds.stream().filter(present.negate()).map(what::formatted).toList();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source of every test except this one. */
    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("BlockKindsTest.java"))
                    .map(BlockKindsTest::read)
                    .toList();
        }
    }

    private static String className(String kind, String ending) {
        String name = kind.equals("surprise") ? "surprisal" : kind; // lessons say surprise, code says surprisal
        return Stream.of(name.split("-"))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + ending;
    }

    @Test
    void a_widget_has_a_view_a_template_a_name_an_example_and_a_test() throws IOException {
        Set<String> kinds = WidgetKinds.names();
        String guide = read(Path.of("lessons/README.md"));
        List<String> tests = tests();
        List<String> missing = new ArrayList<>();
        missing.addAll(missing(kinds, BlockRenderer.widgets()::contains, "a line for widget %s in BlockRenderer"));
        missing.addAll(missing(
                kinds,
                kind -> Files.exists(TEMPLATES.resolve(kind + ".jte")),
                "the template web/templates/fragments/widgets/%s.jte"));
        missing.addAll(missing(
                kinds,
                kind -> Messages.ENGLISH.keys().contains("lesson.widget." + kind),
                "the message lesson.widget.%s"));
        missing.addAll(missing(
                kinds,
                kind -> guide.contains("```widget " + kind + "\n"),
                "an example of widget %s in lessons/README.md"));
        missing.addAll(missing(
                kinds,
                kind -> tests.stream()
                        .anyMatch(test ->
                                test.contains(className(kind, "Widget")) || test.contains("widget(\"" + kind + "\"")),
                "a test of widget %s"));
        assertThat(missing).as("what is missing").isEmpty();
    }

    @Test
    void an_exercise_has_a_view_an_example_and_a_test() {
        Set<String> kinds = ExerciseKinds.names();
        Set<String> viewed =
                BlockRenderer.exercises().stream().map(Class::getSimpleName).collect(Collectors.toSet());
        String guide = read(Path.of("lessons/README.md"));
        Set<String> tested = EveryExercise.BLOCKS.values().stream()
                .map(block -> block.lines().findFirst().orElseThrow())
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        missing.addAll(missing(
                kinds,
                kind -> viewed.contains(className(kind, "Exercise")),
                "a line for exercise %s in BlockRenderer"));
        missing.addAll(missing(
                kinds,
                kind -> guide.contains("```exercise " + kind + "\n"),
                "an example of exercise %s in lessons/README.md"));
        missing.addAll(missing(kinds, tested::contains, "an example of exercise %s in EveryExercise"));
        assertThat(missing).as("what is missing").isEmpty();
    }

    @Test
    void nothing_is_rendered_that_no_lesson_can_ask_for() throws IOException {
        assertThat(BlockRenderer.widgets()).isEqualTo(WidgetKinds.names());
        assertThat(BlockRenderer.exercises()).hasSameSizeAs(ExerciseKinds.names());
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".jte", "")))
                    .isSubsetOf(WidgetKinds.names());
        }
    }

    /** Sentences that a view or template asks for by a key that is written out. */
    @Test
    void every_sentence_that_a_widget_says_is_there() throws IOException {
        Pattern key = Pattern.compile("say\\(\\s*\"([a-z0-9.-]+)\"[,)]");
        Set<String> asked = new TreeSet<>();
        for (String kind : WidgetKinds.names()) {
            List<Path> sources = Stream.of(
                            TEMPLATES.resolve(kind + ".jte"),
                            Path.of(
                                    "src/main/java/logitlab/web/lessons",
                                    "widget/" + className(kind, "WidgetView.java")))
                    .filter(Files::exists)
                    .toList();
            sources.forEach(source -> key.matcher(read(source)).results().forEach(found -> asked.add(found.group(1))));
        }
        assertThat(Messages.ENGLISH.keys()).containsAll(asked);
    }
}
