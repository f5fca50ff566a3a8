package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;
import logitlab.decoding.Candidate;

/**
 * One token at one step, with the fields of JSON.
 *
 * @param token its text, left out where there is no model
 * @param droppedBy null for a kept token and for a banned one
 * @param cumulative null for a token that is not kept
 */
record CandidateAnswer(
        int id,
        @JsonInclude(JsonInclude.Include.NON_NULL) String token,
        int rank,
        double logit,
        double modelProbability,
        double adjustedLogit,
        boolean kept,
        String droppedBy,
        double samplingProbability,
        Double cumulative) {

    static CandidateAnswer of(Candidate candidate) {
        return of(candidate, null);
    }

    static CandidateAnswer of(Candidate candidate, String token) {
        return new CandidateAnswer(
                candidate.id(),
                token,
                candidate.rank(),
                candidate.logit(),
                candidate.modelProbability(),
                candidate.adjustedLogit(),
                candidate.kept(),
                candidate.droppedBy().map(name -> name.replace('-', '_')).orElse(null),
                candidate.samplingProbability(),
                orNull(candidate.cumulative()));
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
