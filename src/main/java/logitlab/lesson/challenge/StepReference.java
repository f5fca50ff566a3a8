package logitlab.lesson.challenge;

import java.util.List;
import logitlab.decoding.Settings;

/**
 * Where the playground finds the step that a question is about, in a sampled lane.
 *
 * @param ids chosen after the prompt, including the one that the step chose
 * @param at 0 for the first token after the prompt
 */
public record StepReference(String prompt, List<Integer> ids, Settings settings, long seed, int at) {

    public StepReference {
        ids = List.copyOf(ids);
    }
}
