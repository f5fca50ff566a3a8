package logitlab.decoding;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One token at one step, with everything that the stages did to it.
 *
 * @param id the token id
 * @param rank by falling adjusted logit, 0 for the best, ties by the lower id
 * @param logit the model's raw score
 * @param modelProbability softmax of the raw logits
 * @param adjustedLogit the logit after bias, penalty and temperature
 * @param kept whether the draw could select it
 * @param droppedBy the truncation that dropped it; empty for a kept token and for a banned one (logit minus infinity)
 * @param samplingProbability after the stages, 0 for a token that is not kept
 * @param from the start of its interval of cumulative probability; empty for a token that is not kept
 * @param cumulative the sum of the sampling probabilities down to this rank, the end of its interval; empty for a token that is not kept
 */
public record Candidate(
        int id,
        int rank,
        double logit,
        double modelProbability,
        double adjustedLogit,
        boolean kept,
        Optional<String> droppedBy,
        double samplingProbability,
        OptionalDouble from,
        OptionalDouble cumulative) {}
