package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * What the model would predict if a layer were its last.
 *
 * @param best the most probable tokens
 * @param answer where the token stands that the model prefers in the end, if it is not among the best
 */
public record Lens(List<Guess> best, Optional<String> answer) {

    private static final int BEST = 3;

    /** @param width of its bar; {@code answer} is whether it is the token that the model prefers in the end */
    public record Guess(String token, String probability, String width, boolean answer) {}

    static Lens of(Look look, Logits logits) {
        Step step = Look.scores(logits);
        int answer = look.scores().greedy();
        List<Guess> guesses = new ArrayList<>();
        for (Candidate candidate : step.best(BEST).subList(0, Math.min(BEST, logits.size()))) {
            guesses.add(new Guess(
                    look.token(candidate.id()),
                    Numbers.percent(candidate.modelProbability()),
                    Numbers.width(candidate.modelProbability()),
                    candidate.id() == answer));
        }
        int rank = step.candidate(answer).rank();
        return new Lens(
                List.copyOf(guesses),
                rank < BEST
                        ? Optional.empty()
                        : Optional.of(Messages.ENGLISH.say(
                                "inside.lens.answer", look.token(answer), Numbers.count(rank + 1L))));
    }
}
