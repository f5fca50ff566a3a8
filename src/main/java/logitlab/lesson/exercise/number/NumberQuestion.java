package logitlab.lesson.exercise.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.model.Models;

/**
 * A number to work out: {@code compute:} of {@code ```exercise number}.
 *
 * @param units in which an answer can be given
 * @param value the right result: a share of 1, or a number in the only unit
 * @param mistakes all common mistakes, including those that these numbers do not allow
 * @param token the token in question, if the question is about one
 * @param fair whether no rounding on the way could change the result
 * @param fresh the same question with other numbers; it may not be fair
 */
public record NumberQuestion(
        List<AnswerUnit> units,
        double value,
        List<Mistake> mistakes,
        List<Value> token,
        boolean fair,
        QuestionContent content,
        Function<SeededNumbers, NumberQuestion> fresh) {

    /** Every question by the name that lessons give it. */
    public static List<ComputeKind<NumberQuestion>> all(Models models) {
        String token = "tokens, logits, of, tolerance";
        return List.of(
                new ComputeKind<>("softmax", token, SoftmaxProbability::of),
                new ComputeKind<>("real", "model, texts, tolerance", values -> RealProbability.of(values, models)),
                new ComputeKind<>("distance", token + ", to, add", LogitPair::distance),
                new ComputeKind<>("ratio", token + ", to, temperature", LogitPair::ratio),
                new ComputeKind<>("often", "tokens, probabilities, of, draws", ExpectedCount::of),
                new ComputeKind<>("temperature", token + ", temperature", TemperatureProbability::of),
                new ComputeKind<>("truncated", TruncationCase.KEYS + ", of, tolerance", TruncatedProbability::of),
                new ComputeKind<>("kept", TruncationCase.KEYS + ", order", KeptCount::of),
                new ComputeKind<>("biased", token + ", bias", BiasedProbability::of),
                new ComputeKind<>("penalised", token + ", repetition-penalty", PenalisedLogit::of),
                new ComputeKind<>("attention", "tokens, scores, numbers, tolerance", AttentionSum::of),
                new ComputeKind<>("cross-entropy", token, CrossEntropy::of),
                new ComputeKind<>("perplexity", "tokens, probabilities, tolerance", Perplexity::of),
                new ComputeKind<>("random-guess", "vocabulary, tolerance", RandomGuess::of),
                new ComputeKind<>("gradient", token + ", came", LogitGradient::of));
    }

    static final List<AnswerUnit> PROBABILITY = List.of(AnswerUnit.SHARE, AnswerUnit.PERCENT);

    /**
     * A question about one token of a small vocabulary.
     *
     * @param value the result for each token, by its id; the result for another token is a mistake
     * @param own the other mistakes
     * @param step the last of the hints
     */
    static NumberQuestion ofToken(
            TruncationCase truncation,
            int of,
            List<AnswerUnit> units,
            IntToDoubleFunction value,
            List<Mistake> own,
            Supplier<List<SolutionLine>> step,
            Supplier<List<SolutionLine>> solution,
            Function<SeededNumbers, NumberQuestion> fresh) {
        Value token = Value.of(truncation.token(of));
        Stream<Mistake> others = truncation
                .ids()
                .filter(id -> id != of)
                .map(id -> Mistake.of("other-token", value.applyAsDouble(id), Value.of(truncation.token(id)), token));
        Map<String, Value> holes = new LinkedHashMap<>();
        holes.put("token", token);
        holes.put("logit", Value.logit(truncation.logits().at(of)));
        holes.put("largest", Value.logit(truncation.logits().max()));
        holes.putAll(truncation.holes());
        return new NumberQuestion(
                units,
                value.applyAsDouble(of),
                Stream.concat(own.stream().map(mistake -> Mistake.of(mistake.name(), mistake.value(), token)), others)
                        .toList(),
                List.of(token),
                !truncation.truncates() || truncation.clear(),
                new QuestionContent(truncation.givens(of, truncation.lines()), holes, step, solution),
                fresh);
    }

    /** The same kind of question with fresh logits, about any token. */
    static Function<SeededNumbers, NumberQuestion> ofAnyToken(
            TruncationCase truncation, BiFunction<TruncationCase, Integer, NumberQuestion> kind) {
        return numbers -> kind.apply(truncation.fresh(numbers), numbers.whole(0, truncation.size() - 1));
    }

    public boolean counts() {
        return units.equals(List.of(AnswerUnit.COUNT));
    }

    /** The mistakes of one name that these numbers allow, with their values in a unit of which 1 is {@code whole}. */
    public Stream<Mistake> mistakes(String name, double whole) {
        return mistakes.stream()
                .filter(mistake -> mistake.name().equals(name) && mistake.isPossible())
                .map(mistake -> new Mistake(name, mistake.value() * whole, mistake.figures()));
    }
}
