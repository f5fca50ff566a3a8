package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import logitlab.decoding.Prefix;
import logitlab.decoding.explain.LogitEdit;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: penalised}: the logit of a token that is already in the text, after a repetition penalty. */
final class PenalisedLogit {

    private PenalisedLogit() {}

    static NumberQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        values.text("repetition-penalty");
        return of(truncation, truncation.id(values, "of"));
    }

    private static NumberQuestion of(TruncationCase truncation, int of) {
        double logit = truncation.logits().at(of);
        double penalty = truncation.settings().repetitionPenalty();
        IntToDoubleFunction penalised = id -> LogitEdit.penalised(penalty)
                .apply(truncation.logits(), Prefix.of(id))
                .at(id);
        SolutionLine solution = SolutionLine.of(
                logit > 0 ? "solution.penalty-divides" : "solution.penalty-multiplies",
                Value.of(truncation.token(of)),
                Value.logit(logit),
                Value.plain(penalty),
                Value.scaled(penalised.applyAsDouble(of)));
        return NumberQuestion.ofToken(
                truncation,
                of,
                List.of(AnswerUnit.NUMBER),
                penalised,
                List.of(
                        Mistake.of("penalty-turned-round", logit > 0 ? logit * penalty : logit / penalty),
                        Mistake.of("penalty-subtracted", logit - penalty),
                        Mistake.of("no-penalty", logit)),
                () -> List.of(SolutionLine.of(
                        logit > 0 ? "step.penalty-divides" : "step.penalty-multiplies",
                        Value.logit(logit),
                        Value.plain(penalty))),
                () -> List.of(solution),
                NumberQuestion.ofAnyToken(truncation, PenalisedLogit::of));
    }
}
