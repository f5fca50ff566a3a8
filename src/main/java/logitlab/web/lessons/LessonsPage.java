package logitlab.web.lessons;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.file.WaitingLesson;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * The map of the course.
 *
 * @param carried the progress in the link of the page
 * @param guide whether there is a page for teachers
 * @param waiting the lessons that run on models that are not here
 * @param problems what is wrong with the lesson files, for their authors
 */
public record LessonsPage(
        Messages messages,
        CourseMap map,
        CarriedProgress carried,
        boolean guide,
        List<WaitingLesson> waiting,
        List<String> problems,
        Optional<PagePreview> preview)
        implements Page {

    /** @throws logitlab.decoding.input.InvalidValueException naming the value that is wrong */
    static LessonsPage of(Messages messages, Lessons lessons, Map<String, String> values, Optional<String> origin) {
        return new LessonsPage(
                messages,
                CourseMap.of(messages, lessons),
                CarriedProgress.of(messages, lessons, values),
                lessons.guide().isPresent(),
                lessons.waiting(),
                lessons.problems().stream()
                        .map(problem -> "%s:%d: %s"
                                .formatted(
                                        Path.of(problem.file()).getFileName(),
                                        problem.line(),
                                        messages.say(problem.invalid())))
                        .toList(),
                PagePreview.of(
                        messages, origin, "/lessons", "/pictures/lessons.png", messages.say("lesson.list.title")));
    }

    /** Why they are not shown. */
    public String waitingFor() {
        List<String> models = waiting.stream()
                .flatMap(lesson -> lesson.models().stream())
                .distinct()
                .toList();
        return say("lesson.waiting", waiting.size(), models.size(), String.join(", ", models));
    }

    @Override
    public String title() {
        return say("lesson.list.title");
    }

    @Override
    public String description() {
        return say("lesson.list.lead");
    }

    @Override
    public String section() {
        return "lessons";
    }
}
