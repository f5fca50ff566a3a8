package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.TeachingGuide;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * What to teach in how much time, and the notes and sheets of all lessons.
 *
 * @param guide empty if the course has none
 */
public record TeachingPage(
        Messages messages, Optional<TeachingGuide> guide, List<Lesson> lessons, Optional<PagePreview> preview)
        implements Page {

    static TeachingPage of(Messages messages, Lessons lessons, Optional<String> origin) {
        String title = messages.say("teaching.title");
        return new TeachingPage(
                messages,
                lessons.guide(),
                lessons.all(),
                PagePreview.of(messages, origin, "/teaching", "/pictures/teaching.png", title));
    }

    @Override
    public String title() {
        return say("teaching.title");
    }

    @Override
    public String description() {
        return say(guide.isPresent() ? "teaching.lead" : "teaching.lead.none");
    }

    @Override
    public String section() {
        return "lessons/teaching";
    }
}
