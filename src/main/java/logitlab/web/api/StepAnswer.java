package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.model.text.Tokenizer;
import logitlab.web.Messages;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/**
 * One step, with the fields of its JSON.
 *
 * @param crossEntropyNats of the target; left out without one, infinite (null) if the target is banned
 * @param everythingElse left out if every token is listed
 */
record StepAnswer(
        double logSumExp,
        double entropyNats,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double crossEntropyNats,
        int greedy,
        double draw,
        int sampled,
        String reason,
        Iterable<CandidateAnswer> candidates,
        @JsonInclude(JsonInclude.Include.NON_NULL) EverythingElse everythingElse) {

    /**
     * @param top the number of candidates, in rank order; empty for all in id order
     * @param tokenizer empty without a model: tokens then have ids and no text
     */
    static StepAnswer of(
            Messages messages,
            Step step,
            Optional<Integer> top,
            Optional<Integer> target,
            Optional<Tokenizer> tokenizer) {
        return of(messages, Decoder.SAMPLE, step, top, target, tokenizer);
    }

    /** The step of a lane. @param top the number of candidates */
    static StepAnswer of(Messages messages, Decoder decoder, Step step, int top, Tokenizer tokenizer) {
        return of(messages, decoder, step, Optional.of(top), Optional.empty(), Optional.of(tokenizer));
    }

    private static StepAnswer of(
            Messages messages,
            Decoder decoder,
            Step step,
            Optional<Integer> top,
            Optional<Integer> target,
            Optional<Tokenizer> tokenizer) {
        Optional<List<Candidate>> best = top.map(step::best);
        return new StepAnswer(
                step.logits().logSumExp(),
                step.entropy(),
                target.map(step.logits()::crossEntropy).orElse(null),
                step.greedy(),
                step.draw().u(),
                step.chosen(),
                Sentences.reason(messages, decoder, step.reason(), id -> name(messages, id, tokenizer)),
                best.isPresent() ? answers(best.get().stream(), tokenizer)::iterator : inIdOrder(step),
                best.map(step::everythingElse).orElse(null));
    }

    private static String name(Messages messages, int id, Optional<Tokenizer> tokenizer) {
        return tokenizer
                .map(known -> TokenText.visible(known.token(id)))
                .orElseGet(() -> messages.say("api.token", Integer.toString(id)));
    }

    /** Made one by one while they are written: a large vocabulary's would fill the memory. */
    private static Iterable<CandidateAnswer> inIdOrder(Step step) {
        return answers(IntStream.range(0, step.logits().size()).mapToObj(step::candidate), Optional.empty())::iterator;
    }

    private static Stream<CandidateAnswer> answers(Stream<Candidate> candidates, Optional<Tokenizer> tokenizer) {
        return candidates.map(candidate -> CandidateAnswer.of(
                candidate,
                tokenizer.map(known -> known.token(candidate.id()).text()).orElse(null)));
    }

    /**
     * One token at the step.
     *
     * @param token its text, left out without a model
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

        static CandidateAnswer of(Candidate candidate, String token) {
            OptionalDouble cumulative = candidate.cumulative();
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
                    cumulative.isPresent() ? cumulative.getAsDouble() : null);
        }
    }
}
