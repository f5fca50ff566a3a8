package logitlab.web.tool.paths;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.web.link.LaneLink;

/**
 * A path after a prompt, and how probable the model finds each of its tokens.
 *
 * @param logProbabilities ln p of each token after all tokens before it, from minus infinity to 0; empty for the tokens for which there was
 *     no time
 */
record ScoredPath(List<Integer> ids, List<OptionalDouble> logProbabilities) {

    /**
     * Runs the model once for each path at most: over the tokens that it does not share with the path before it.
     *
     * @param latest in nanoseconds of {@link System#nanoTime}: no run begins after it
     */
    static List<ScoredPath> all(LanguageModel model, Prefix prompt, List<List<Integer>> paths, long latest) {
        List<ScoredPath> scored = new ArrayList<>();
        ScoredPath before = new ScoredPath(List.of(), List.of());
        for (List<Integer> path : paths) {
            boolean late = System.nanoTime() - latest > 0;
            before = before.next(path, late ? List.of() : unshared(model, prompt, before, path));
            scored.add(before);
        }
        return List.copyOf(scored);
    }

    /** ln p of the tokens after the shared ones. */
    private static List<OptionalDouble> unshared(
            LanguageModel model, Prefix prompt, ScoredPath before, List<Integer> path) {
        int shared = LaneLink.common(before.ids, path);
        AtomicInteger at = new AtomicInteger(shared);
        return model.logits(
                prompt.plus(path.subList(0, path.size() - 1)),
                prompt.size() + shared,
                logits -> OptionalDouble.of(logits.logProbability(path.get(at.getAndIncrement()))));
    }

    private ScoredPath next(List<Integer> path, List<OptionalDouble> unshared) {
        List<OptionalDouble> scores = new ArrayList<>(logProbabilities.subList(0, LaneLink.common(ids, path)));
        scores.addAll(unshared);
        scores.addAll(Collections.nCopies(path.size() - scores.size(), OptionalDouble.empty()));
        return new ScoredPath(path, scores);
    }

    /** ln p of the whole path: the sum over its tokens; empty if the probability of a token is missing. */
    OptionalDouble total() {
        return logProbabilities.stream().allMatch(OptionalDouble::isPresent)
                ? OptionalDouble.of(logProbabilities.stream()
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .sum())
                : OptionalDouble.empty();
    }
}
