package logitlab.lesson.exercise.count;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.LiveTexts;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * How many of something a model has or produces: {@code compute:} of {@code ```exercise count}.
 *
 * @param mistakes all common mistakes
 * @param given what is given besides the question; the first figure of each line also fills the hole of its name
 * @param fresh the same question with other numbers; empty if only these numbers exist
 */
public record CountQuestion(
        long value,
        List<Mistake> mistakes,
        List<Working> given,
        Supplier<List<Working>> solution,
        Optional<Function<Dice, CountQuestion>> fresh) {

    private static final Range COUNTS = Range.of(1, 64);
    private static final int LARGEST_BATCH = 5;
    private static final int LONGEST = 9;

    /** Every question by the name that lessons give it. */
    public static List<ComputeKind<CountQuestion>> all(Models models) {
        return List.of(
                new ComputeKind<>("tokens", "model, texts", values -> tokens(LiveTexts.of(values, models))),
                new ComputeKind<>("logits", "model, batch, length", values -> logits(values, model(values, models))),
                new ComputeKind<>("table", "model", values -> table(model(values, models))));
    }

    private static LanguageModel model(BlockWords values, Models models) {
        return values.find("model").map(models::get).orElseGet(models::first);
    }

    public QuestionContent content() {
        Map<String, Figure> holes = given.stream()
                .collect(Collectors.toMap(Working::name, line -> line.figures().get(0)));
        return new QuestionContent(new Facts(List.of(), given), holes, solution);
    }

    /** How many tokens a tokenizer makes of a text. Fresh numbers ask about the next text. */
    private static CountQuestion tokens(LiveTexts texts) {
        String text = texts.text();
        int tokens = texts.tokens().size();
        return new CountQuestion(
                tokens,
                List.of(
                        Mistake.of("words-counted", text.strip().split("\\s+").length),
                        Mistake.of("characters-counted", text.codePointCount(0, text.length()))),
                List.of(Working.of("text", texts.typed())),
                () -> List.of(
                        Working.of("solution.pieces", new Figure.Pieces(texts.tokens())),
                        Working.of("solution.count.tokens", Figure.count(tokens))),
                Optional.of(dice -> tokens(texts.fresh(dice))));
    }

    private static CountQuestion logits(BlockWords values, LanguageModel model) {
        return logits(
                values.whole("batch", COUNTS),
                values.whole("length", COUNTS),
                model.card().vocabularySize());
    }

    /** How many logits a model returns for a batch of texts: {@code batch * length * vocabulary}. */
    private static CountQuestion logits(int batch, int length, long vocabulary) {
        Figure total = Figure.count(batch * length * vocabulary);
        return new CountQuestion(
                batch * length * vocabulary,
                List.of(
                        Mistake.of("last-position-alone", batch * vocabulary),
                        Mistake.of("batch-forgotten", length * vocabulary),
                        Mistake.of("vocabulary-alone", vocabulary)),
                List.of(
                        Working.of("batch", Figure.count(batch)),
                        Working.of("length", Figure.count(length)),
                        Working.of("vocabulary", Figure.count(vocabulary))),
                () -> List.of(
                        Working.of(
                                "solution.shape", Figure.plain(batch), Figure.plain(length), Figure.plain(vocabulary)),
                        Working.of(
                                "solution.count.logits",
                                Figure.count(batch),
                                Figure.count(length),
                                Figure.count(vocabulary),
                                total)),
                Optional.of(dice -> logits(dice.whole(2, LARGEST_BATCH), dice.whole(3, LONGEST), vocabulary)));
    }

    /** How many numbers the token table of a model has: {@code vocabulary * width}. */
    private static CountQuestion table(LanguageModel model) {
        return model.tokenTable()
                .map(table -> table(table.size(), table.width()))
                .orElseThrow(() -> new InvalidValue("model", new Rule("with-table"), model.id()));
    }

    private static CountQuestion table(long rows, long width) {
        return new CountQuestion(
                rows * width,
                List.of(
                        Mistake.of("rows-alone", rows),
                        Mistake.of("columns-alone", width),
                        Mistake.of("added", rows + width)),
                List.of(Working.of("vocabulary", Figure.count(rows)), Working.of("width", Figure.count(width))),
                () -> List.of(Working.of(
                        "solution.count.table", Figure.count(rows), Figure.count(width), Figure.count(rows * width))),
                Optional.empty());
    }
}
