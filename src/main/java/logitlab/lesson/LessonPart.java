package logitlab.lesson;

/** What a section consists of, from top to bottom: {@link Prose}, a widget or an exercise. */
public interface LessonPart {

    /** A part that a visitor can change. Links carry its values as {@code id.key}. */
    interface Block extends LessonPart {

        /** Unique in the lesson. */
        String id();
    }
}
