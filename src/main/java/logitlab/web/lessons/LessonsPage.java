package logitlab.web.lessons;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * The map of the course.
 *
 * @param carried the progress in the link of the page
 * @param guide whether there is a page for teachers
 * @param problems what is wrong with the lesson files, for their authors
 * @param origin the origin at which the visitor reached this server, if known
 */
public record LessonsPage(
        Messages messages,
        CourseMap map,
        CarriedProgress carried,
        boolean guide,
        List<String> problems,
        Optional<String> origin)
        implements Page {

    /** @throws logitlab.decoding.input.InvalidValueException naming the value that is wrong */
    static LessonsPage of(Messages messages, Lessons lessons, Map<String, String> words, Optional<String> origin) {
        return new LessonsPage(
                messages,
                CourseMap.of(messages, lessons),
                CarriedProgress.of(messages, lessons, words),
                lessons.guide().isPresent(),
                lessons.problems().stream()
                        .map(problem -> "%s:%d: %s"
                                .formatted(
                                        Path.of(problem.file()).getFileName(),
                                        problem.line(),
                                        messages.say(problem.invalid())))
                        .toList(),
                origin);
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

    @Override
    public Optional<PagePreview> preview() {
        return PagePreview.of(messages, origin, "/lessons", "/pictures/lessons.png", title());
    }
}
