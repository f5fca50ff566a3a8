package logitlab.lesson.exercise.count;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * How many of something a model has or produces: {@code compute:} of {@code ```exercise count}.
 *
 * @param mistakes all common mistakes
 * @param given what is given besides the question; the first figure of each line also fills the hole of its name
 * @param step the last of the hints
 * @param fresh the same question with other numbers; empty if only these numbers exist
 */
public record CountQuestion(
        long value,
        List<Mistake> mistakes,
        List<SolutionLine> given,
        Supplier<List<SolutionLine>> step,
        Supplier<List<SolutionLine>> solution,
        Optional<Function<SeededNumbers, CountQuestion>> fresh) {

    private static final Range COUNTS = Range.of(1, 64);
    private static final Range STEPS = Range.of(2, 20);
    private static final int LATEST = 9;
    private static final int LARGEST_BATCH = 5;
    private static final int LONGEST = 9;

    /** Every question by the name that lessons give it. */
    public static List<ComputeKind<CountQuestion>> all(Models models) {
        return List.of(
                new ComputeKind<>("tokens", "model, texts", values -> tokens(TokenizedTexts.of(values, models))),
                new ComputeKind<>(
                        "input",
                        "model, texts, step",
                        values -> input(TokenizedTexts.of(values, models), values.whole("step", STEPS))),
                new ComputeKind<>("logits", "model, batch, length", values -> logits(values, model(values, models))),
                new ComputeKind<>("table", "model", values -> table(model(values, models))));
    }

    private static LanguageModel model(BlockValues values, Models models) {
        return values.model(models);
    }

    public QuestionContent content() {
        Map<String, Value> holes = given.stream()
                .collect(Collectors.toMap(
                        SolutionLine::name, line -> line.figures().get(0)));
        return new QuestionContent(new Givens(List.of(), given), holes, step, solution);
    }

    /** How many tokens a tokenizer makes of a text. Fresh numbers ask about the next text. */
    private static CountQuestion tokens(TokenizedTexts texts) {
        String text = texts.text();
        int tokens = texts.tokens().size();
        return new CountQuestion(
                tokens,
                List.of(
                        Mistake.of("words-counted", text.strip().split("\\s+").length),
                        Mistake.of("characters-counted", text.codePointCount(0, text.length()))),
                List.of(SolutionLine.of("text", texts.typed())),
                () -> List.of(SolutionLine.of("step.count.tokens", new Value.Pieces(texts.tokens()))),
                () -> List.of(
                        SolutionLine.of("solution.pieces", new Value.Pieces(texts.tokens())),
                        SolutionLine.of("solution.count.tokens", Value.count(tokens))),
                Optional.of(numbers -> tokens(texts.fresh(numbers))));
    }

    /** How many tokens go into the model at a step of the loop: those of the prompt and one for each step before. */
    private static CountQuestion input(TokenizedTexts texts, int step) {
        int prompt = texts.tokens().size();
        int tokens = prompt + step - 1;
        return new CountQuestion(
                tokens,
                List.of(
                        Mistake.of("last-token-alone", 1),
                        Mistake.of("prompt-alone", prompt),
                        Mistake.of("chosen-alone", step - 1),
                        Mistake.of("own-token-too", tokens + 1)),
                List.of(
                        SolutionLine.of("text", texts.typed()),
                        SolutionLine.of("prompt-tokens", Value.count(prompt)),
                        SolutionLine.of("loop-step", Value.count(step))),
                () -> List.of(SolutionLine.of("step.count.input", Value.count(prompt), Value.count(step - 1))),
                () -> List.of(SolutionLine.of(
                        "solution.count.input", Value.count(prompt), Value.count(step - 1), Value.count(tokens))),
                Optional.of(numbers -> input(texts.fresh(numbers), numbers.whole((int) STEPS.min(), LATEST))));
    }

    private static CountQuestion logits(BlockValues values, LanguageModel model) {
        return logits(
                values.whole("batch", COUNTS),
                values.whole("length", COUNTS),
                model.card().vocabularySize());
    }

    /** How many logits a model returns for a batch of texts: {@code batch * length * vocabulary}. */
    private static CountQuestion logits(int batch, int length, long vocabulary) {
        Value total = Value.count(batch * length * vocabulary);
        return new CountQuestion(
                batch * length * vocabulary,
                List.of(
                        Mistake.of("last-position-alone", batch * vocabulary),
                        Mistake.of("batch-forgotten", length * vocabulary),
                        Mistake.of("vocabulary-alone", vocabulary)),
                List.of(
                        SolutionLine.of("batch", Value.count(batch)),
                        SolutionLine.of("length", Value.count(length)),
                        SolutionLine.of("vocabulary", Value.count(vocabulary))),
                () -> List.of(SolutionLine.of(
                        "step.count.logits", Value.count(batch), Value.count(length), Value.count(vocabulary))),
                () -> List.of(
                        SolutionLine.of(
                                "solution.shape", Value.plain(batch), Value.plain(length), Value.plain(vocabulary)),
                        SolutionLine.of(
                                "solution.count.logits",
                                Value.count(batch),
                                Value.count(length),
                                Value.count(vocabulary),
                                total)),
                Optional.of(numbers -> logits(numbers.whole(2, LARGEST_BATCH), numbers.whole(3, LONGEST), vocabulary)));
    }

    /** How many numbers the token table of a model has: {@code vocabulary * width}. */
    private static CountQuestion table(LanguageModel model) {
        return model.tokenTable()
                .map(table -> table(table.size(), table.width()))
                .orElseThrow(() -> new InvalidValueException("model", new Constraint("with-table"), model.id()));
    }

    private static CountQuestion table(long rows, long width) {
        return new CountQuestion(
                rows * width,
                List.of(
                        Mistake.of("rows-alone", rows),
                        Mistake.of("columns-alone", width),
                        Mistake.of("added", rows + width)),
                List.of(SolutionLine.of("vocabulary", Value.count(rows)), SolutionLine.of("width", Value.count(width))),
                () -> List.of(SolutionLine.of("step.count.table", Value.count(rows), Value.count(width))),
                () -> List.of(SolutionLine.of(
                        "solution.count.table", Value.count(rows), Value.count(width), Value.count(rows * width))),
                Optional.empty());
    }
}
