package logitlab.lesson.file;

import java.util.List;
import java.util.Optional;
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

    /** Whether nothing but missing models is wrong with a file. */
    static Optional<WaitingLesson> of(String slug, String title, String summary, List<LessonProblem> problems) {
        return problems.isEmpty()
                        || !problems.stream().map(LessonProblem::invalid).allMatch(WaitingLesson::isMissingModel)
                ? Optional.empty()
                : Optional.of(new WaitingLesson(
                        slug,
                        title,
                        summary,
                        problems.stream()
                                .map(problem -> problem.invalid().value())
                                .distinct()
                                .toList(),
                        problems));
    }

    private static boolean isMissingModel(InvalidValueException invalid) {
        return invalid.constraint().name().equals("one-of") && invalid.field().matches("model|models\\.\\d+");
    }
}
