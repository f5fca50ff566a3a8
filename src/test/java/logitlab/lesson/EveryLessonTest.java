package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.ExhibitWidget;
import logitlab.lesson.widget.Widget;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each lesson of the course must have, and that each of its exercises judges rightly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryLessonTest {

    private static final Lessons LESSONS = Shipped.LESSONS;

    /** A lesson by its number, as prose names it: {@code lesson 10}, {@code lessons 2, 5 and 6}. */
    private static final Pattern NAMED = Pattern.compile("(?i)\\blessons? (\\d+(?:(?:,| and| to) \\d+)*)");

    static Stream<Lesson> lessons() {
        return LESSONS.all().stream();
    }

    @Test
    void the_lessons_stand_in_order_and_have_no_problems() {
        assertThat(LESSONS.problems()).isEmpty();
        assertThat(lessons().map(Lesson::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void the_path_of_an_hour_takes_at_most_an_hour() {
        assertThat(lessons().filter(Lesson::inHour).mapToInt(Lesson::minutes).sum())
                .isBetween(40, 60);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void has_two_widgets_and_three_exercises(Lesson lesson) {
        assertThat(lesson.ids().stream()
                        .filter(id -> lesson.find(id, Widget.class).isPresent()))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(lesson.ids().stream()
                        .filter(id -> lesson.find(id, Exercise.class).isPresent()))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lesson.sections().get(lesson.sections().size() - 1).slug()).isEqualTo("take-away");
        assertThat(lesson.minutes()).isBetween(10, 40);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void each_exercise_knows_what_is_right_and_each_usual_mistake(Lesson lesson) {
        Worked.exercisesJudge(lesson);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void its_links_open(Lesson lesson) {
        Worked.of(lesson.file()).linksOpen(lesson);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void names_two_to_ten_sources_with_author_title_address_year_and_use(Lesson lesson) throws IOException {
        List<String> sources = note(lesson, "Read on").lines().toList();
        assertThat(sources).hasSizeBetween(2, 10);
        assertThat(sources)
                .allMatch(source ->
                        source.matches("- [\\p{L}, -]+, \\[[^\\]]+]\\(https://\\S+\\), (19|20)\\d\\d: [^:.]+\\."));
    }

    /** As the writers' guide counts them, with a few minutes to spare for long exercises and short sections. */
    @ParameterizedTest
    @MethodSource("lessons")
    void its_minutes_are_those_that_its_words_widgets_and_exercises_take(Lesson lesson) throws IOException {
        String prose = Files.readString(Path.of("lessons/en", lesson.file()))
                .split("\n---\n", 2)[1]
                .replaceAll("(?ms)^```.*?^```$", "");
        double exercises = lesson.all(Exercise.class).stream()
                .mapToDouble(exercise -> exercise instanceof NumberExercise ? 2 : 1)
                .sum();
        double minutes = prose.split("\\s+").length / 200.0
                + lesson.all(Widget.class).stream()
                        .mapToDouble(widget -> widget instanceof ExhibitWidget ? 1.5 : 0.75)
                        .sum()
                + exercises;
        assertThat((double) lesson.minutes()).isBetween(minutes - 3, minutes + 8);
        assertThat(lesson.minutes() % 5).isZero();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void the_minutes_in_its_notes_for_the_teacher_add_up(Lesson lesson) throws IOException {
        String text = Files.readString(Path.of("lessons/en", lesson.file()));
        String time =
                text.split("\n\\*\\*Time\\.\\*\\* ", 2)[1].lines().findFirst().orElseThrow();
        assertThat(Pattern.compile(": (\\d+)(?: minutes)?\\.")
                        .matcher(time)
                        .results()
                        .mapToInt(part -> Integer.parseInt(part.group(1)))
                        .sum())
                .as(time)
                .isEqualTo(lesson.minutes());
    }

    /** The inside of a note of the lesson; exactly one has this title. */
    private static String note(Lesson lesson, String title) throws IOException {
        String[] parts = Files.readString(Path.of("lessons/en", lesson.file())).split("\n```note " + title + "\n");
        assertThat(parts).as(title).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("\n```\n"));
    }

    private static List<Integer> named(String text) {
        return NAMED.matcher(text)
                .results()
                .flatMap(named -> Arrays.stream(named.group(1).split("\\D+")))
                .map(Integer::valueOf)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void needs_only_what_was_taught_before_and_names_only_lessons_that_are_there(Lesson lesson) throws IOException {
        assertThat(named(String.join(" ", lesson.needs()))).allMatch(number -> number < lesson.number());
        String text = Files.readString(Path.of("lessons/en", lesson.file()));
        assertThat(named(text)).allMatch(number -> lessons().anyMatch(other -> other.number() == number));
        assertThat(Pattern.compile("]\\(/lessons/([a-z-]+)")
                        .matcher(text)
                        .results()
                        .map(link -> link.group(1)))
                .allMatch(slug -> LESSONS.find(slug).isPresent());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void has_a_takeaway_notes_for_the_teacher_and_two_links_to_try(Lesson lesson) throws IOException {
        String text = Files.readString(Path.of("lessons/en", lesson.file()));
        assertThat(text.substring(text.indexOf("{#take-away}"))).contains("\n> ");
        assertThat(lesson.teacher()).isNotEmpty();
        assertThat(Pattern.compile("]\\((\\?|/play\\?|/inside\\?)")
                        .matcher(text)
                        .results())
                .hasSizeGreaterThanOrEqualTo(2);
    }
}
