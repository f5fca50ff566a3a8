package logitlab.lesson.challenge;

import java.util.List;
import logitlab.decoding.Settings;

/**
 * The step that a question is about, as a sampled lane takes it: what a link to it says.
 *
 * @param ids chosen after the prompt, that of the step included
 * @param at 0 for the first token after the prompt
 */
public record Moment(String prompt, List<Integer> ids, Settings settings, long seed, int at) {

    public Moment {
        ids = List.copyOf(ids);
    }

    /** The first step after a text. */
    static Moment after(String text, int chosen, Settings settings, long seed) {
        return new Moment(text, List.of(chosen), settings, seed, 0);
    }
}
