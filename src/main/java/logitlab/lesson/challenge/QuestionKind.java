package logitlab.lesson.challenge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.lesson.block.SeededNumbers;

/**
 * The kinds of question, in the order of the course. What a seed asks depends on their names and places, so a change here takes a new
 * {@link Edition}.
 */
public enum QuestionKind {
    SHIFT("softmax", "shift", LogitQuestions::shift, Table.of("column.logit", "challenge.column.model")),
    SOFTMAX("softmax", "ratio", LogitQuestions::softmax, Table.of("column.logit", "challenge.column.model")),
    SUM("softmax", "softmax", LogitQuestions::sum, Table.of("column.logit")),
    GREEDY("greedy", "greedy", LogitQuestions::greedy, Table.of("column.logit")),
    TWO("greedy", "product", LoopQuestions::two, Table.of("challenge.column.model")),
    DRAW("sampling", "draw", DrawQuestions::draw, Table.of("challenge.column.sampling")),
    AGAIN("sampling", "seed", DrawQuestions::again, Table.counted("challenge.column.turn", "challenge.column.draw")),
    OFTEN("sampling", "often", DrawQuestions::often, Table.of("challenge.column.sampling")),
    TEMPERATURE("temperature", "temperature", LogitQuestions::temperature, Table.of("column.logit")),
    NUCLEUS("truncation", "top-p", CutQuestions::nucleus, Table.of("challenge.column.model")),
    RENORMALISED("truncation", "renormalise", CutQuestions::renormalised, Table.of("challenge.column.model")),
    MINP("truncation", "min-p", CutQuestions::minP, Table.of("challenge.column.model")),
    ORDER("truncation", "top-p", CutQuestions::order, Table.of("challenge.column.model", "challenge.column.tempered")),
    PARTING(
            "loop",
            "parting",
            LoopQuestions::parting,
            Table.counted("challenge.column.turn", "challenge.column.sampling", "challenge.column.draw")),
    LONGER("loop", "length", LoopQuestions::longer, Table.counted("challenge.column.position")),
    PENALTY("shaping", "penalty", LogitQuestions::penalty, Table.of("column.logit")),
    BIAS("shaping", "bias", LogitQuestions::bias, Table.of("column.logit")),
    BAN("shaping", "renormalise", CutQuestions::ban, Table.of("challenge.column.model")),
    SPACE("numbers", "tokenizer", PositionQuestions::space, Table.of()),
    ROWS("numbers", "embedding", PositionQuestions::rows, Table.of("column.id")),
    NEIGHBOURS("numbers", "neighbours", InsideQuestions::neighbours, Table.of("challenge.column.cosine")),
    VECTORS("inside", "shape", PositionQuestions::vectors, Table.of("column.id")),
    ROW("inside", "row", PositionQuestions::row, Table.of("challenge.column.position")),
    BLOCK("inside", "shape", PositionQuestions::block, Table.of("challenge.column.position")),
    WEIGHTS(
            "inside",
            "weights",
            InsideQuestions::weights,
            Table.counted("challenge.column.position", "challenge.column.weight")),
    AHEAD("inside", "ahead", PositionQuestions::ahead, Table.of("challenge.column.position")),
    LENS("inside", "lens", InsideQuestions::lens, Table.counted("challenge.column.layer", "challenge.column.lens")),
    SURPRISE("training", "surprise", TrainingQuestions::surprise, Table.of("column.logit")),
    LOSS("training", "loss", TrainingQuestions::loss, Table.of("challenge.column.surprise")),
    PERPLEXITY("training", "perplexity", TrainingQuestions::perplexity, Table.of()),
    GRADIENT("training", "gradient", TrainingQuestions::gradient, Table.of("challenge.column.model")),
    CROSSING("bugs", "top-p", CutQuestions::crossing, Table.of("challenge.column.model")),
    SIGN("bugs", "penalty", LogitQuestions::sign, Table.of("column.logit", "challenge.column.penalised")),
    CHANGE("picture", "change", LoopQuestions::change, Table.of());

    /** Asks about one step; the result is empty if the step is not fair to ask about. */
    @FunctionalInterface
    private interface Asker {

        Optional<ChallengeQuestion> ask(GeneratedText generated, SeededNumbers numbers);
    }

    /** The message keys of the columns: perhaps one that counts the rows, and those of the figures after the token. */
    private record Table(Optional<String> counted, List<String> columns) {

        static Table of(String... columns) {
            return new Table(Optional.empty(), List.of(columns));
        }

        static Table counted(String counted, String... columns) {
            return new Table(Optional.of(counted), List.of(columns));
        }
    }

    private final String lesson;
    private final String skill;
    private final Asker asker;
    private final Table table;

    QuestionKind(String lesson, String skill, Asker asker, Table table) {
        this.lesson = lesson;
        this.skill = skill;
        this.asker = asker;
        this.table = table;
    }

    /** The slug of the lesson that teaches it. */
    public String lesson() {
        return lesson;
    }

    /** What it takes to answer it; two kinds may share a skill, and then a challenge of the second edition asks only one. */
    public String skill() {
        return skill;
    }

    /** The message key for a column that counts the rows from 1, if there is one. */
    public Optional<String> counted() {
        return table.counted;
    }

    /** The message keys for the columns of {@link ChallengeQuestion#rows}, in the order of a row's figures. */
    public List<String> columns() {
        return table.columns;
    }

    /** {@code nucleus}: its name in links and message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Asks about the first fair step in an order that the numbers decide. */
    Optional<ChallengeQuestion> ask(GeneratedText generated, SeededNumbers numbers) {
        return order(generated, numbers).stream()
                .flatMap(step -> asker.ask(generated.at(step), numbers).stream())
                .findFirst();
    }

    /**
     * The first edition begins with one step and continues with those after it, which asks about the first steps of a text most often if
     * only these are fair.
     */
    private static List<Integer> order(GeneratedText generated, SeededNumbers numbers) {
        int steps = generated.steps();
        if (generated.edition() != Edition.FIRST) {
            return numbers.shuffled(IntStream.range(0, steps).boxed().toList());
        }
        int first = numbers.whole(0, GeneratedText.STEPS - 1);
        return IntStream.range(0, steps).mapToObj(i -> (first + i) % steps).toList();
    }
}
