package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import logitlab.model.Models;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each lesson of the course must have, and that each of its exercises judges rightly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryLessonTest {

    private static final Models MODELS = Models.load(List.of(Path.of("models")));
    private static final Lessons LESSONS = Lessons.load(Path.of("lessons"), MODELS);

    static Stream<Lesson> lessons() {
        return LESSONS.all().stream();
    }

    @Test
    void the_lessons_stand_in_order_and_have_no_problems() {
        assertThat(LESSONS.problems()).isEmpty();
        assertThat(lessons().map(Lesson::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 10, 11);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void has_two_widgets_and_three_exercises(Lesson lesson) {
        assertThat(lesson.ids().stream().filter(id -> lesson.findWidget(id).isPresent()))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(lesson.ids().stream().filter(id -> lesson.findExercise(id).isPresent()))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lesson.sections().get(lesson.sections().size() - 1).slug()).isEqualTo("take-away");
        assertThat(lesson.minutes()).isCloseTo(12, within(8));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void each_exercise_knows_what_is_right_and_each_usual_mistake(Lesson lesson) {
        Worked.exercisesJudge(lesson);
    }
}
