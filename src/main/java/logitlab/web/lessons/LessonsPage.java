package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.web.Page;

/** The list of lessons, in the order of the course. */
public record LessonsPage(List<Lesson> lessons) implements Page {

    static LessonsPage of(Lessons lessons) {
        return new LessonsPage(lessons.all());
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
