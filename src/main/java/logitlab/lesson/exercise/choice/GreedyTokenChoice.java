package logitlab.lesson.exercise.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: greedy}: the token that greedy decoding takes; settings that it ignores may be given too. */
final class GreedyTokenChoice {

    private GreedyTokenChoice() {}

    static ChoiceQuestion of(BlockValues values) {
        return of(TruncationCase.of(values));
    }

    private static ChoiceQuestion of(TruncationCase truncation) {
        int greedy = truncation.step().greedy();
        return new ChoiceQuestion(
                "greedy",
                !truncation.tied(),
                ChoiceQuestion.options(truncation, truncation.ids(), id -> id == greedy, id -> mistake(truncation, id)),
                new QuestionContent(
                        truncation.givens(-1, truncation.lines()),
                        truncation.holes(),
                        () -> step(truncation),
                        () -> solution(truncation, greedy)),
                numbers -> of(truncation.fresh(numbers)));
    }

    private static String mistake(TruncationCase truncation, int id) {
        Logits logits = truncation.logits();
        if (id == logits.argmax()) {
            return "bias-ignored";
        }
        return id == best(truncation, other -> Math.abs(logits.at(other)))
                ? "absolute-value"
                : id == best(truncation, other -> -logits.at(other)) ? "smallest-logit" : "";
    }

    private static int best(TruncationCase truncation, IntToDoubleFunction score) {
        return truncation
                .ids()
                .max(Comparator.comparingDouble(score::applyAsDouble))
                .orElseThrow();
    }

    /** The two largest logits after the bias, in the order in which the tokens are listed. */
    private static List<SolutionLine> step(TruncationCase truncation) {
        Stream<SolutionLine> logits = truncation.step().best(2).stream()
                .sorted(Comparator.comparingInt(Candidate::id))
                .map(candidate -> SolutionLine.of(
                        truncation.settings().bias().containsKey(candidate.id()) ? "step.biased-logit" : "step.logit",
                        Value.of(truncation.token(candidate.id())),
                        Value.logit(truncation.logits().at(candidate.id())
                                + truncation.settings().bias().getOrDefault(candidate.id(), 0.0))));
        return SolutionLine.listed(logits, SolutionLine.of("step.larger"));
    }

    private static List<SolutionLine> solution(TruncationCase truncation, int greedy) {
        Map<Integer, Double> bias = truncation.settings().bias();
        return List.of(SolutionLine.of(
                bias.isEmpty() ? "solution.greedy" : "solution.greedy-biased",
                Value.logit(truncation.logits().at(greedy) + bias.getOrDefault(greedy, 0.0)),
                Value.of(truncation.token(greedy))));
    }
}
