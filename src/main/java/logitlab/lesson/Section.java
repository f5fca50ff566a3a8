package logitlab.lesson;

import java.util.List;

/**
 * A section of a lesson: {@code ## Title {#slug}} and the parts below it.
 *
 * @param slug the fragment that links to it
 */
public record Section(String slug, String title, List<LessonPart> parts) {

    public Section {
        parts = List.copyOf(parts);
    }
}
