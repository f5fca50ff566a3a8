package logitlab.lesson.exercise.choice;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.explain.Comparison;
import logitlab.decoding.explain.Edit;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.QuestionContent;

/**
 * {@code compute: invariant}: which edit of the logits keeps all probabilities, the order or greedy's choice, or changes them.
 * Each edit is made and its result compared.
 *
 * @param ask what is asked, such as {@code keeps-order}
 * @param of the id that gets the bias or the penalty
 * @param edits the names of the edits to choose from
 */
record InvariantPick(String ask, Cut cut, int of, double constant, double bias, double penalty, List<String> edits) {

    static final String KEYS = "tokens, logits, ask, of, options, constant, by, repetition-penalty";

    /** The least distance between two logits, so that learners see which is larger. */
    private static final double CLEAR = 0.04;

    private static final List<String> EDITS = List.of("constant", "double", "turn", "bias", "penalty");
    private static final Map<String, Predicate<Comparison>> ASKS = new LinkedHashMap<>();

    static {
        ASKS.put("keeps-probabilities", Comparison::sameProbabilities);
        ASKS.put("keeps-order", Comparison::sameOrder);
        ASKS.put("changes-order", comparison -> !comparison.sameOrder());
        ASKS.put("keeps-greedy", Comparison::sameGreedy);
        ASKS.put("changes-greedy", comparison -> !comparison.sameGreedy());
    }

    static ChoiceQuestion of(BlockWords values) {
        Cut cut = Cut.of(values);
        List<String> edits = values.choices("options", EDITS);
        if (edits.size() < 2) {
            throw new InvalidValue("options", new Rule("entries", 2, EDITS.size()), "" + edits.size());
        }
        return new InvariantPick(
                        values.oneOf("ask", List.copyOf(ASKS.keySet())),
                        cut,
                        cut.id(values, "of"),
                        values.number("constant", Edit.CONSTANT, 5),
                        values.number("by", Edit.CONSTANT, 2),
                        values.number("repetition-penalty", RepetitionPenalty.RANGE, 1.5),
                        edits)
                .question();
    }

    private ChoiceQuestion question() {
        List<ChoiceQuestion.Option> options = edits.stream()
                .map(edit -> ChoiceQuestion.Option.of(
                        edit, figures(edit), ASKS.get(ask).test(comparison(edit)), "edit-" + edit))
                .toList();
        boolean fair = options.stream().filter(ChoiceQuestion.Option::right).count() == 1
                && clear(cut.logits())
                && edits.stream().allMatch(edit -> clear(edited(edit)));
        return new ChoiceQuestion(
                ask,
                fair,
                options,
                new QuestionContent(
                        cut.facts(-1, List.of()),
                        Map.of("token", Figure.of(cut.token(of))),
                        () -> edits.stream().map(this::result).toList()),
                this::fresh);
    }

    /** About a random token. */
    private ChoiceQuestion fresh(Dice dice) {
        return new InvariantPick(ask, cut.fresh(dice), dice.whole(0, cut.size() - 1), constant, bias, penalty, edits)
                .question();
    }

    private static boolean clear(Logits logits) {
        double[] sorted = Arrays.stream(logits.toArray()).sorted().toArray();
        return IntStream.range(1, sorted.length).allMatch(i -> sorted[i] - sorted[i - 1] >= CLEAR);
    }

    private Comparison comparison(String edit) {
        return new Comparison(cut.logits(), edited(edit));
    }

    private Logits edited(String name) {
        Edit edit = switch (name) {
            case "constant" -> Edit.shifted(constant);
            case "double" -> Edit.scaled(2);
            case "turn" -> Edit.scaled(-1);
            case "bias" -> Edit.biased(of, bias);
            default -> Edit.penalised(penalty);
        };
        return edit.apply(cut.logits(), Prefix.of(of));
    }

    private List<Figure> figures(String edit) {
        Figure token = Figure.of(cut.token(of));
        return switch (edit) {
            case "constant" -> List.of(Figure.plain(constant));
            case "bias" -> List.of(Figure.plain(bias), token);
            case "penalty" -> List.of(Figure.plain(penalty), token);
            default -> List.of();
        };
    }

    /** What an edit does to the ranks, the probabilities and greedy's choice. */
    private Working result(String edit) {
        Comparison comparison = comparison(edit);
        Stream<Figure> found = Stream.of(
                Figure.count(comparison.changedRanks()),
                Figure.count(comparison.changedProbabilities()),
                Figure.of(cut.token(comparison.after().argmax())));
        return new Working(
                "solution.edit-" + edit,
                Stream.concat(found, figures(edit).stream()).toList());
    }
}
