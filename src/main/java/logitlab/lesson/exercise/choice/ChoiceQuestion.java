package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * A question with a few possible answers: {@code compute:} of {@code ```exercise choose}.
 *
 * @param name in message keys
 * @param fair whether exactly one option is right, and no rounding on the way could change which
 * @param fresh the same question with other numbers; it may not be fair
 */
public record ChoiceQuestion(
        String name,
        boolean fair,
        List<Option> options,
        QuestionContent content,
        Function<Dice, ChoiceQuestion> fresh) {

    /** Every question by the name that lessons give it. */
    public static List<ComputeKind<ChoiceQuestion>> all(Models models) {
        String settings = "tokens, logits, bias, temperature, top-k, top-p, min-p, typical-p";
        return List.of(
                new ComputeKind<>("greedy", settings, GreedyPick::of),
                new ComputeKind<>("drawn", settings + ", draw, seed, step", DrawnPick::of),
                new ComputeKind<>("effect", settings + ", of, " + Change.KEYS, EffectPick::of),
                new ComputeKind<>("stays", Cut.KEYS + ", ask, options", StaysPick::of),
                new ComputeKind<>("invariant", InvariantPick.KEYS, InvariantPick::of),
                new ComputeKind<>("bug", Cut.KEYS + ", repetition-penalty, repeated, bug, options", BugPick::of),
                new ComputeKind<>("split", "model, texts", values -> SplitPick.of(values, models)),
                new ComputeKind<>("position", "model, texts, ask, of", values -> PositionPick.of(values, models)));
    }

    /**
     * One possible answer.
     *
     * @param value that stands for it in a link
     * @param token empty if the value itself names the answer
     * @param figures in the sentence that the value stands for
     * @param mistake the name of the common mistake, if any, that leads to this wrong option; otherwise empty
     */
    public record Option(String value, Optional<Token> token, List<Figure> figures, boolean right, String mistake) {

        static Option of(String value, List<Figure> figures, boolean right, String mistake) {
            return new Option(value, Optional.empty(), figures, right, mistake);
        }
    }

    /** Some tokens of a small vocabulary as options. */
    static List<Option> options(Cut cut, Stream<Integer> ids, IntPredicate right, Function<Integer, String> mistake) {
        return ids.map(id -> new Option(
                        cut.text(id), Optional.of(cut.token(id)), List.of(), right.test(id), mistake.apply(id)))
                .toList();
    }

    public Option right() {
        return options.stream().filter(Option::right).findFirst().orElseThrow();
    }
}
