package logitlab.web.tool.take;

import java.util.List;
import java.util.Optional;

/**
 * What one thing would have to be.
 *
 * @param name of the thing that changes
 * @param sentence says which values of it do
 * @param now says what it is at this step; empty if the sentence does
 * @param gauge the same as a picture; empty for what has no line
 * @param changes set it in the lane
 */
public record TakeAnswer(String name, String sentence, String now, Optional<Gauge> gauge, List<Change> changes) {

    /** A link to the step with the changed lane. */
    public record Change(String address, String label) {}
}
