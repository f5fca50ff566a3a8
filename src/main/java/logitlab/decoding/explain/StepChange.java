package logitlab.decoding.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Step;

/**
 * The same step with the same draw before and after something inside the model was changed: who gained and who lost.
 *
 * <pre>
 * logits [0, 0] before and [ln 3, 0] after: token 0 gains 0.25, token 1 loses 0.25
 * </pre>
 *
 * @param before as the model was trained
 * @param after over the same vocabulary, with the same settings and the same draw
 */
public record StepChange(Step before, Step after) {

    /** @throws IllegalArgumentException if the vocabularies or the draws differ */
    public StepChange {
        if (before.logits().size() != after.logits().size() || !before.draw().equals(after.draw())) {
            throw new IllegalArgumentException("both steps must have the same vocabulary and the same draw");
        }
    }

    /** One token. @param change of its probability, {@code after - before} */
    public record Token(int id, double before, double after) {

        public double change() {
            return after - before;
        }
    }

    /** A token's probability for the model, before all settings. */
    public Token token(int id) {
        return new Token(id, before.model().at(id), after.model().at(id));
    }

    /** The tokens whose probability grew most, the first the most; ties by the lower id. */
    public List<Token> gained(int most) {
        return changed(most, 1);
    }

    /** The tokens whose probability fell most, the first the most; ties by the lower id. */
    public List<Token> lost(int most) {
        return changed(most, -1);
    }

    private List<Token> changed(int most, int sign) {
        return IntStream.range(0, before.logits().size())
                .mapToObj(this::token)
                .filter(token -> sign * token.change() > 0)
                .sorted(Comparator.comparingDouble((Token token) -> -sign * token.change())
                        .thenComparingInt(Token::id))
                .limit(most)
                .toList();
    }

    /** {@code ln p_after - ln p_before} of the token that was chosen before, in nats. */
    public double logProbabilityChange() {
        int chosen = before.chosen();
        return after.logits().logProbability(chosen) - before.logits().logProbability(chosen);
    }

    public boolean anotherChosen() {
        return before.chosen() != after.chosen();
    }
}
