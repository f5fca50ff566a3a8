package logitlab.web.lessons;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.Lesson;
import logitlab.lesson.question.Exercise;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * How far a learner is in a lesson. Only the browser knows which exercises are done; it shows one of the sentences.
 *
 * @param marks the exercises as the browser stores them
 * @param sentences if none is done, if one is done, and so on up to all
 */
public record LessonProgress(Messages messages, List<String> marks, List<String> sentences) implements View {

    static LessonProgress of(Messages messages, Lesson lesson) {
        List<String> marks = lesson.all(Exercise.class).stream()
                .filter(Exercise::counts)
                .map(exercise -> mark(lesson, exercise.id()))
                .toList();
        return new LessonProgress(
                messages,
                marks,
                IntStream.rangeClosed(0, marks.size())
                        .mapToObj(done -> messages.say("progress.lesson", done, marks.size()))
                        .toList());
    }

    /** {@code softmax.practice}: an exercise of a lesson. */
    static String mark(Lesson lesson, String exercise) {
        return lesson.slug() + "." + exercise;
    }

    /** Whether a browser may have stored this mark although the exercise does not count: it was an ordinary one once. */
    static boolean isUncounted(Lesson lesson, String mark) {
        return lesson.all(Exercise.class).stream()
                .anyMatch(exercise -> !exercise.counts() && mark.equals(mark(lesson, exercise.id())));
    }

    public String joinedMarks() {
        return String.join(" ", marks);
    }
}
