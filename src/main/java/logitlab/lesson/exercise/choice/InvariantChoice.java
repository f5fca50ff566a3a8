package logitlab.lesson.exercise.choice;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.explain.LogitComparison;
import logitlab.decoding.explain.LogitEdit;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * {@code compute: invariant}: which edit of the logits keeps all probabilities, the order or greedy's choice, or changes them.
 * Each edit is made and its result compared.
 *
 * @param ask what is asked, such as {@code keeps-order}
 * @param of the id that gets the bias or the penalty
 * @param edits the names of the edits to choose from
 */
record InvariantChoice(
        String ask,
        TruncationCase truncation,
        int of,
        double constant,
        double bias,
        double penalty,
        List<String> edits) {

    static final String KEYS = "tokens, logits, ask, of, options, constant, by, repetition-penalty";

    /** The least distance between two logits, so that learners see which is larger. */
    private static final double CLEAR = 0.04;

    private static final List<String> EDITS = List.of("constant", "double", "turn", "bias", "penalty");
    private static final Map<String, Predicate<LogitComparison>> ASKS = new LinkedHashMap<>();

    static {
        ASKS.put("keeps-probabilities", LogitComparison::sameProbabilities);
        ASKS.put("keeps-order", LogitComparison::sameOrder);
        ASKS.put("changes-order", comparison -> !comparison.sameOrder());
        ASKS.put("keeps-greedy", LogitComparison::sameGreedy);
        ASKS.put("changes-greedy", comparison -> !comparison.sameGreedy());
    }

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        List<String> edits = values.choices("options", EDITS);
        if (edits.size() < 2) {
            throw new InvalidValueException("options", new Constraint("entries", 2, EDITS.size()), "" + edits.size());
        }
        return new InvariantChoice(
                        values.oneOf("ask", List.copyOf(ASKS.keySet())),
                        truncation,
                        truncation.id(values, "of"),
                        values.number("constant", LogitEdit.CONSTANT, 5),
                        values.number("by", LogitEdit.CONSTANT, 2),
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
                && clear(truncation.logits())
                && edits.stream().allMatch(edit -> clear(edited(edit)));
        return new ChoiceQuestion(
                ask,
                fair,
                options,
                new QuestionContent(
                        truncation.givens(-1, List.of()),
                        Map.of("token", Value.of(truncation.token(of))),
                        this::compared,
                        () -> edits.stream().map(this::result).toList()),
                this::fresh);
    }

    /** About a random token. */
    private ChoiceQuestion fresh(SeededNumbers numbers) {
        return new InvariantChoice(
                        ask,
                        truncation.fresh(numbers),
                        numbers.whole(0, truncation.size() - 1),
                        constant,
                        bias,
                        penalty,
                        edits)
                .question();
    }

    private static boolean clear(Logits logits) {
        double[] sorted = Arrays.stream(logits.toArray()).sorted().toArray();
        return IntStream.range(1, sorted.length).allMatch(i -> sorted[i] - sorted[i - 1] >= CLEAR);
    }

    private LogitComparison comparison(String edit) {
        return new LogitComparison(truncation.logits(), edited(edit));
    }

    private Logits edited(String name) {
        LogitEdit edit = switch (name) {
            case "constant" -> LogitEdit.shifted(constant);
            case "double" -> LogitEdit.scaled(2);
            case "turn" -> LogitEdit.scaled(-1);
            case "bias" -> LogitEdit.biased(of, bias);
            default -> LogitEdit.penalised(penalty);
        };
        return edit.apply(truncation.logits(), Prefix.of(of));
    }

    private List<Value> figures(String edit) {
        Value token = Value.of(truncation.token(of));
        return switch (edit) {
            case "constant" -> List.of(Value.plain(constant));
            case "bias" -> List.of(Value.plain(bias), token);
            case "penalty" -> List.of(Value.plain(penalty), token);
            default -> List.of();
        };
    }

    /** What each edit makes of the token's logit and of the best other one; not for the order, which is about all of them. */
    private List<SolutionLine> compared() {
        if (ask.endsWith("order")) {
            return List.of();
        }
        Logits before = truncation.logits();
        Value sought = ask.endsWith("greedy")
                ? Value.of(truncation.token(before.argmax()))
                : Value.logit(before.at(of) - before.at(best(before)));
        return SolutionLine.listed(
                edits.stream().map(edit -> compared(edit, edited(edit))), SolutionLine.of("step.ask." + ask, sought));
    }

    private SolutionLine compared(String edit, Logits after) {
        int other = best(after);
        Stream<Value> logits = Stream.of(
                Value.of(truncation.token(of)),
                Value.logit(after.at(of)),
                Value.of(truncation.token(other)),
                Value.logit(after.at(other)));
        return new SolutionLine(
                "step.edit-" + edit,
                Stream.concat(logits, figures(edit).stream()).toList());
    }

    /** The best of the other tokens. */
    private int best(Logits logits) {
        return truncation
                .ids()
                .filter(id -> id != of)
                .max(Comparator.comparingDouble(logits::at))
                .orElseThrow();
    }

    /** What an edit does to the ranks, the probabilities and greedy's choice. */
    private SolutionLine result(String edit) {
        LogitComparison comparison = comparison(edit);
        Stream<Value> found = Stream.of(
                Value.count(comparison.changedRanks()),
                Value.count(comparison.changedProbabilities()),
                Value.of(truncation.token(comparison.after().argmax())));
        return new SolutionLine(
                "solution.edit-" + edit,
                Stream.concat(found, figures(edit).stream()).toList());
    }
}
