package logitlab.web.preview;

import java.util.List;
import java.util.Optional;

/**
 * The content of the picture of a step, for previews of its link: the step's number, the text before it, and each lane's choice.
 *
 * @param site the name of the site
 * @param position the step's number
 * @param draw the number that was drawn, if a lane samples
 * @param text the prompt, and the tokens before this step that all lanes share
 */
record PreviewContent(String site, String position, Optional<String> draw, String text, List<Lane> lanes) {

    /**
     * @param text the tokens before the step that only this lane has
     * @param token the chosen one; empty if the lane had finished before this step
     * @param reason why it was chosen, or that a visitor chose it by hand
     * @param figures which probability the bars show
     * @param bars the best candidates, and the one that the settings choose
     * @param finished why the lane has no token here, otherwise empty
     */
    record Lane(
            String name,
            String settings,
            boolean greedy,
            String text,
            Optional<String> token,
            String reason,
            String figures,
            List<Bar> bars,
            String finished) {}

    /**
     * One candidate.
     *
     * @param length of the bar, 1 for the longest
     * @param figure the probability, or the rule that dropped it
     * @param state {@code chosen}, {@code kept} or {@code dropped}
     */
    record Bar(String token, double length, String figure, String state) {

        boolean chosen() {
            return state.equals("chosen");
        }

        boolean dropped() {
            return state.equals("dropped");
        }
    }
}
