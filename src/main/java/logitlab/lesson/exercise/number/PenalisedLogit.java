package logitlab.lesson.exercise.number;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import logitlab.decoding.Prefix;
import logitlab.decoding.explain.Edit;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Mistake;

/** {@code compute: penalised}: the logit of a token that is already in the text, after a repetition penalty. */
final class PenalisedLogit {

    private PenalisedLogit() {}

    static NumberQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        values.text("repetition-penalty");
        return of(cut, cut.id(values, "of"));
    }

    private static NumberQuestion of(Cut cut, int of) {
        double logit = cut.logits().at(of);
        double penalty = cut.settings().repetitionPenalty();
        IntToDoubleFunction penalised =
                id -> Edit.penalised(penalty).apply(cut.logits(), Prefix.of(id)).at(id);
        Working solution = Working.of(
                logit > 0 ? "solution.penalty-divides" : "solution.penalty-multiplies",
                Figure.of(cut.token(of)),
                Figure.logit(logit),
                Figure.plain(penalty),
                Figure.scaled(penalised.applyAsDouble(of)));
        return NumberQuestion.ofToken(
                cut,
                of,
                List.of(AnswerUnit.NUMBER),
                penalised,
                List.of(
                        Mistake.of("penalty-turned-round", logit > 0 ? logit * penalty : logit / penalty),
                        Mistake.of("penalty-subtracted", logit - penalty),
                        Mistake.of("no-penalty", logit)),
                () -> List.of(solution),
                dice -> of(cut.fresh(dice), dice.whole(0, cut.size() - 1)));
    }
}
