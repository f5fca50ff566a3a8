package logitlab.lesson.exercise.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import logitlab.decoding.Logits;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.QuestionContent;

/** {@code compute: greedy}: the token that greedy decoding takes; settings that it ignores may be given too. */
final class GreedyPick {

    private GreedyPick() {}

    static ChoiceQuestion of(BlockWords values) {
        return of(Cut.of(values));
    }

    private static ChoiceQuestion of(Cut cut) {
        int greedy = cut.step().greedy();
        return new ChoiceQuestion(
                "greedy",
                !cut.tied(),
                ChoiceQuestion.options(cut, cut.ids(), id -> id == greedy, id -> mistake(cut, id)),
                new QuestionContent(cut.facts(-1, cut.lines()), cut.holes(), () -> solution(cut, greedy)),
                dice -> of(cut.fresh(dice)));
    }

    private static String mistake(Cut cut, int id) {
        Logits logits = cut.logits();
        if (id == logits.argmax()) {
            return "bias-ignored";
        }
        return id == best(cut, other -> Math.abs(logits.at(other)))
                ? "absolute-value"
                : id == best(cut, other -> -logits.at(other)) ? "smallest-logit" : "";
    }

    private static int best(Cut cut, IntToDoubleFunction score) {
        return cut.ids().max(Comparator.comparingDouble(score::applyAsDouble)).orElseThrow();
    }

    private static List<Working> solution(Cut cut, int greedy) {
        Map<Integer, Double> bias = cut.settings().bias();
        return List.of(Working.of(
                bias.isEmpty() ? "solution.greedy" : "solution.greedy-biased",
                Figure.logit(cut.logits().at(greedy) + bias.getOrDefault(greedy, 0.0)),
                Figure.of(cut.token(greedy))));
    }
}
