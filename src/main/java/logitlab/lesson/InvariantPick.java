package logitlab.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import logitlab.decoding.Comparison;
import logitlab.decoding.Edit;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Rule;

/**
 * {@code compute: invariant}: which of some edits of the logits leaves all probabilities, the order, or greedy's choice as it was,
 * or changes it. Each edit is made, and the result compared.
 *
 * <pre>
 * ask: keeps-probabilities
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: moon
 * options: [constant, double, bias]
 * constant: 5
 * by: 2
 * repetition-penalty: 1.5
 * </pre>
 *
 * @param of the id that the bias or the penalty is for
 * @param edits to choose from, exactly one of them right
 */
public record InvariantPick(Ask ask, GivenSoftmax.Vocabulary vocabulary, int of, List<EditKind> edits, Amounts amounts)
        implements Pick {

    static final List<String> KEYS =
            List.of("tokens", "logits", "ask", "of", "options", "constant", "by", "repetition-penalty");

    /** So far apart must two logits be that learners see which is larger. */
    private static final double CLEAR = 0.04;

    /** What is asked of an edit. */
    enum Ask {
        KEEPS_PROBABILITIES(Comparison::sameProbabilities),
        KEEPS_ORDER(Comparison::sameOrder),
        CHANGES_ORDER(comparison -> !comparison.sameOrder()),
        KEEPS_GREEDY(Comparison::sameGreedy),
        CHANGES_GREEDY(comparison -> !comparison.sameGreedy());

        private final Predicate<Comparison> holds;

        Ask(Predicate<Comparison> holds) {
            this.holds = holds;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** An edit by its name. */
    enum EditKind {
        CONSTANT,
        DOUBLE,
        TURN,
        BIAS,
        PENALTY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By how much. */
    record Amounts(double constant, double bias, double penalty) {}

    public InvariantPick {
        edits = List.copyOf(edits);
    }

    static InvariantPick of(BlockWords words) {
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        List<String> names =
                Arrays.stream(EditKind.values()).map(EditKind::word).toList();
        List<String> options = words.choices("options", names);
        if (options.size() < 2) {
            throw new InvalidValue("options", new Rule("entries", 2, names.size()), "" + options.size());
        }
        List<EditKind> edits = options.stream()
                .map(name -> EditKind.values()[names.indexOf(name)])
                .toList();
        return new InvariantPick(
                ask(words),
                vocabulary,
                vocabulary.id(words, "of"),
                edits,
                new Amounts(
                        words.number("constant", Edit.CONSTANT, 5),
                        words.number("by", Edit.CONSTANT, 2),
                        words.number("repetition-penalty", RepetitionPenalty.RANGE, 1.5)));
    }

    private static Ask ask(BlockWords words) {
        return words.oneOf("ask", List.of(Ask.values()), Ask::word);
    }

    @Override
    public String name() {
        return ask.word();
    }

    /** About another token each time. */
    @Override
    public InvariantPick fresh(Dice dice) {
        GivenSoftmax.Vocabulary fresh = vocabulary.fresh(dice);
        return new InvariantPick(ask, fresh, dice.whole(0, fresh.tokens().size() - 1), edits, amounts);
    }

    private Logits edited(EditKind kind) {
        Edit edit = switch (kind) {
            case CONSTANT -> Edit.shifted(amounts.constant());
            case DOUBLE -> Edit.scaled(2);
            case TURN -> Edit.scaled(-1);
            case BIAS -> Edit.biased(of, amounts.bias());
            case PENALTY -> Edit.penalised(amounts.penalty());
        };
        return edit.apply(vocabulary.logits(), Prefix.of(of));
    }

    private Comparison comparison(EditKind kind) {
        return new Comparison(vocabulary.logits(), edited(kind));
    }

    @Override
    public List<Option> options() {
        return edits.stream().map(this::option).toList();
    }

    private Option option(EditKind kind) {
        return Option.of(kind.word(), figures(kind).toArray(Figure[]::new));
    }

    private Stream<Figure> figures(EditKind kind) {
        Figure token = Figure.of(vocabulary.token(of));
        return switch (kind) {
            case CONSTANT -> Stream.of(Figure.of(Figure.Sort.PLAIN, amounts.constant()));
            case DOUBLE, TURN -> Stream.of();
            case BIAS -> Stream.of(Figure.of(Figure.Sort.PLAIN, amounts.bias()), token);
            case PENALTY -> Stream.of(Figure.of(Figure.Sort.PLAIN, amounts.penalty()), token);
        };
    }

    private Stream<EditKind> rightOnes() {
        return edits.stream().filter(kind -> ask.holds.test(comparison(kind)));
    }

    @Override
    public boolean fair() {
        return rightOnes().count() == 1
                && clear(vocabulary.logits())
                && edits.stream().allMatch(kind -> clear(edited(kind)));
    }

    private static boolean clear(Logits logits) {
        double[] sorted = Arrays.stream(logits.toArray()).sorted().toArray();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] < CLEAR) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String right() {
        return rightOnes().findFirst().orElseThrow().word();
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        return Optional.of(new Mistake("edit-" + word, 0, vocabulary.tokens().get(of)));
    }

    @Override
    public Facts facts() {
        return Facts.of(vocabulary, -1, List.of());
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of("token", Figure.of(vocabulary.token(of)));
    }

    @Override
    public List<Working> solution() {
        return edits.stream().map(this::result).toList();
    }

    /** What the edit does to the places, the probabilities and greedy's choice. */
    private Working result(EditKind kind) {
        Comparison comparison = comparison(kind);
        return new Working(
                "solution.edit-" + kind.word(),
                Stream.concat(
                                Stream.of(
                                        Figure.of(Figure.Sort.COUNT, comparison.changedRanks()),
                                        Figure.of(Figure.Sort.COUNT, comparison.changedProbabilities()),
                                        Figure.of(vocabulary.token(
                                                comparison.after().argmax()))),
                                figures(kind))
                        .toList());
    }
}
