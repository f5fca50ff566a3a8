package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.TeachingGuide;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * What to teach in how much time, and the notes and sheets of all lessons.
 *
 * @param origin the origin at which the visitor reached this server, if known
 */
public record TeachingPage(Messages messages, TeachingGuide guide, List<Lesson> lessons, Optional<String> origin)
        implements Page {

    @Override
    public String title() {
        return say("teaching.title");
    }

    @Override
    public String description() {
        return say("teaching.lead");
    }

    @Override
    public String section() {
        return "lessons/teaching";
    }

    @Override
    public Optional<PagePreview> preview() {
        return PagePreview.of(messages, origin, "/teaching", "/pictures/teaching.png", title());
    }
}
