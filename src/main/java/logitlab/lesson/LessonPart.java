package logitlab.lesson;

import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.Widget;

/** What a section consists of, from top to bottom: {@link Prose}, a {@link Widget} or an {@link Exercise}. */
public interface LessonPart {

    /** A part that a visitor can change. Links carry its values as {@code id.key}. */
    interface Block extends LessonPart {

        /** Unique in the lesson. */
        String id();
    }
}
