package logitlab.lesson.file;

import java.util.List;
import logitlab.decoding.input.InvalidValueException;

/**
 * A lesson that is in order but cannot be shown, because it runs on models that are not loaded.
 *
 * @param models the ids of those models, in the order in which the lesson first uses them
 * @param problems one for each place that uses one of them
 */
public record WaitingLesson(
        String slug, String title, String summary, List<String> models, List<LessonProblem> problems) {

    public WaitingLesson {
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }

    /** Whether a problem is that a model is not loaded. */
    static boolean isMissingModel(LessonProblem problem) {
        InvalidValueException invalid = problem.invalid();
        return invalid.constraint().name().equals("one-of") && invalid.field().matches("model|models\\.\\d+");
    }
}
