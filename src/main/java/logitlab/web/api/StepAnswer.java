package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.Sentences;

/**
 * One step, with the fields of JSON.
 *
 * @param crossEntropyNats of the target; left out without one, infinite (null) where the target is banned
 * @param everythingElse left out where every token is listed
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

    /** Without a model: a token is called by its id. */
    static StepAnswer of(DecodeRequest request, Step step) {
        Double crossEntropy = request.target().isPresent()
                ? request.logits().crossEntropy(request.target().getAsInt())
                : null;
        String reason = reason(step, id -> Messages.ENGLISH.say("api.token", Integer.toString(id)));
        if (request.top().isEmpty()) {
            return of(step, crossEntropy, reason, inIdOrder(step), null);
        }
        List<Candidate> best = step.best(request.top().getAsInt());
        return of(
                step,
                crossEntropy,
                reason,
                best.stream().map(CandidateAnswer::of).toList(),
                step.everythingElse(best));
    }

    /** Of a model: the best tokens, each with its text. */
    static StepAnswer of(Step step, int top, IntFunction<String> named, IntFunction<String> text) {
        List<Candidate> best = step.best(top);
        return of(
                step,
                null,
                reason(step, named),
                best.stream()
                        .map(candidate -> CandidateAnswer.of(candidate, text.apply(candidate.id())))
                        .toList(),
                step.everythingElse(best));
    }

    private static StepAnswer of(
            Step step,
            Double crossEntropy,
            String reason,
            Iterable<CandidateAnswer> candidates,
            EverythingElse everythingElse) {
        double entropy = step.entropy();
        return new StepAnswer(
                step.logits().logSumExp(),
                entropy,
                crossEntropy,
                step.greedy(),
                step.draw().u(),
                step.chosen(),
                reason,
                candidates,
                everythingElse);
    }

    /** Made one by one while they are written: a large vocabulary's would fill the memory. */
    private static Iterable<CandidateAnswer> inIdOrder(Step step) {
        return () -> IntStream.range(0, step.logits().size())
                .mapToObj(id -> CandidateAnswer.of(step.candidate(id)))
                .iterator();
    }

    private static String reason(Step step, IntFunction<String> named) {
        return Sentences.reason(Messages.ENGLISH, Decoder.SAMPLE, step.reason(), named);
    }
}
