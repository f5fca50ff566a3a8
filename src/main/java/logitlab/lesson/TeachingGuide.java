package logitlab.lesson;

import java.util.List;

/**
 * What to teach in how much time, from the file {@code teaching.md} next to the lessons.
 *
 * @param opening the text above the first part, as HTML
 */
public record TeachingGuide(String opening, List<Part> parts) {

    public TeachingGuide {
        parts = List.copyOf(parts);
    }

    /** @param slug as in {@code /teaching#slug} */
    public record Part(String slug, String title, String html) {}
}
