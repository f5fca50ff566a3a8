package logitlab.lesson;

import java.util.Locale;

/** The parts of the course, in the order in which the pages show them. */
public enum LessonGroup {
    CHOOSING,
    STEERING,
    INSIDE,
    LEARNING,
    TOGETHER;

    /** As in the front matter of a lesson: {@code choosing}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
