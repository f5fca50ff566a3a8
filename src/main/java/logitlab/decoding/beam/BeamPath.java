package logitlab.decoding.beam;

import logitlab.decoding.Prefix;

/**
 * A text of a beam search.
 *
 * @param tokens after the prompt, the end token included
 * @param logProbability the sum of the log probabilities of its tokens, in nats, at most 0
 * @param score that makes texts of different lengths comparable, see {@link BeamSettings#score}
 * @param ended whether its last token ends the text
 */
public record BeamPath(Prefix tokens, double logProbability, double score, boolean ended) {

    static final BeamPath START = new BeamPath(Prefix.EMPTY, 0, 0, false);
}
