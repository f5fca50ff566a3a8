package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Guide;
import logitlab.lesson.Lesson;
import logitlab.web.Page;

/** What to teach in how much time, and the notes and sheets of all lessons. */
public record TeachingPage(Guide guide, List<Lesson> lessons) implements Page {

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
