package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import logitlab.decoding.beam.BeamPath;
import logitlab.model.text.Tokenizer;

/**
 * The best continuations that a beam search found, best first by score.
 *
 * @param rendered as in {@link NextAnswer}
 */
record BeamAnswer(@JsonInclude(JsonInclude.Include.NON_NULL) String rendered, List<Hypothesis> hypotheses) {

    /**
     * One continuation.
     *
     * @param tokens after the text of the request, the end token included
     * @param text of these tokens
     * @param logProbability of all its tokens together, in nats
     * @param score the log probability divided by the number of tokens to the power of the length penalty
     */
    record Hypothesis(int[] tokens, String text, double logProbability, double score) {}

    static BeamAnswer of(Tokenizer tokenizer, String rendered, List<BeamPath> found) {
        return new BeamAnswer(
                rendered,
                found.stream()
                        .map(path -> new Hypothesis(
                                path.tokens().ids().toArray(),
                                tokenizer.text(path.tokens()),
                                path.logProbability(),
                                path.score()))
                        .toList());
    }
}
