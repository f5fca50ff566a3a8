package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/** The lessons as a path, in the order of the course. */
public record CourseMap(Messages messages, List<Stop> stops) implements View {

    public record Stop(Lesson lesson, LessonProgress progress) {}

    public static CourseMap of(Messages messages, Lessons lessons) {
        return new CourseMap(
                messages,
                lessons.all().stream()
                        .map(lesson -> new Stop(lesson, LessonProgress.of(messages, lesson)))
                        .toList());
    }

    /** The beginning of the course, unless it has no lessons. */
    public Optional<Lesson> first() {
        return stops.stream().findFirst().map(Stop::lesson);
    }
}
