package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.TeachingGuide;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/** What to teach in how much time, and the notes and sheets of all lessons. */
public record TeachingPage(Messages messages, TeachingGuide guide, List<Lesson> lessons, Optional<PagePreview> preview)
        implements Page {

    static TeachingPage of(Messages messages, TeachingGuide guide, List<Lesson> lessons, Optional<String> origin) {
        String title = messages.say("teaching.title");
        return new TeachingPage(
                messages,
                guide,
                lessons,
                PagePreview.of(messages, origin, "/teaching", "/pictures/teaching.png", title));
    }

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
}
