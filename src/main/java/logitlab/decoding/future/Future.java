package logitlab.decoding.future;

import java.util.List;
import java.util.Optional;

/**
 * A token that could come next, and what could follow it.
 *
 * @param id the token; -1 for the root, which is the text before all of them
 * @param probability of the token after the path before it, in (0, 1]; 1 for the root
 * @param pathProbability the product of the probabilities from the first token after the text to this one
 * @param opened what could follow; empty where nobody looked, or nothing can follow
 */
public record Future(int id, double probability, double pathProbability, Optional<Opened> opened) {

    public static final int ROOT = -1;

    /**
     * The tokens that could come next. The probabilities of the children and of everything else add up to 1.
     *
     * @param children the most probable path first
     */
    public record Opened(List<Future> children, Rest everythingElse) {

        public Opened {
            children = List.copyOf(children);
        }
    }

    /** The tokens that are not among the children: how many, and the sums of their probabilities. */
    public record Rest(int count, double probability, double pathProbability) {}

    public List<Future> children() {
        return opened.map(Opened::children).orElse(List.of());
    }

    /** How many nodes are below this one. */
    public int descendants() {
        return children().stream().mapToInt(child -> 1 + child.descendants()).sum();
    }

    /** How many paths have been opened, from this one on. */
    public int openedPaths() {
        return opened.isEmpty()
                ? 0
                : 1 + children().stream().mapToInt(Future::openedPaths).sum();
    }
}
