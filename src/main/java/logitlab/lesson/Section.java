package logitlab.lesson;

import java.util.List;

/**
 * One idea of a lesson: {@code ## Title {#slug}} and what follows.
 *
 * @param slug its link within the lesson's page
 */
public record Section(String slug, String title, List<Part> parts) {

    public Section {
        parts = List.copyOf(parts);
    }
}
