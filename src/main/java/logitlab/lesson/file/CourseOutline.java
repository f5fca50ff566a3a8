package logitlab.lesson.file;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;

/**
 * What pages outside the course show of it.
 *
 * @param lessons in the order of the course
 */
public record CourseOutline(Glossary glossary, List<Title> lessons) {

    /**
     * A lesson without its contents.
     *
     * @param number its place in the course
     * @param slug as in {@code /lessons/slug}
     */
    public record Title(int number, String slug, String title) {

        static Title of(Lesson lesson) {
            return new Title(lesson.number(), lesson.slug(), lesson.title());
        }
    }

    public CourseOutline {
        lessons = List.copyOf(lessons);
    }

    public static CourseOutline of(Lessons lessons) {
        return new CourseOutline(
                lessons.glossary(), lessons.all().stream().map(Title::of).toList());
    }

    public Optional<Title> find(String slug) {
        return lessons.stream().filter(lesson -> lesson.slug().equals(slug)).findFirst();
    }
}
