package logitlab.lesson.exercise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.ExerciseText;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;

/**
 * {@code ```exercise order}: tokens to be sorted by probability.
 *
 * <pre>
 * id: rank
 * question: Sort the tokens by their probability, the most probable first.
 * tokens: [mat, moon, sofa]
 * logits: [0.3, -2.5, -0.5]
 * hints:
 *   - Is −0.5 above or below −2.5?
 * </pre>
 */
public record OrderExercise(ExerciseText text, TruncationCase truncation) implements Exercise {

    private static final String ANSWER = "answer";

    public static OrderExercise of(BlockValues values) {
        values.allow(ExerciseText.keysWith(List.of("tokens", "logits", "bias", "temperature")));
        values.choices("tokens", Set.copyOf(values.list("tokens"))); // no text twice
        TruncationCase truncation = TruncationCase.of(values);
        OrderExercise exercise =
                new OrderExercise(ExerciseText.of(values, truncation.holes().keySet()), truncation);
        if (truncation.tied()) {
            throw new InvalidValueException(
                    "logits", new Constraint("no-ties"), String.join(", ", values.list("logits")));
        }
        SeededNumbers.requireFresh(exercise::fresh, "logits");
        return exercise;
    }

    /** With logits whose order differs from the order of their distances from 0. */
    private OrderExercise fresh(long seed) {
        return SeededNumbers.first(
                seed,
                numbers -> new OrderExercise(text.fresh(seed), truncation.fresh(numbers)),
                fresh -> !fresh.truncation.tied() && !fresh.byDistanceFromZero().equals(fresh.right()));
    }

    /** The texts of the tokens, the most probable first. */
    private List<String> right() {
        return TruncationCase.ids(truncation.ranked()).stream()
                .map(truncation::text)
                .toList();
    }

    private List<String> byDistanceFromZero() {
        return truncation
                .ids()
                .sorted(Comparator.comparingDouble(
                        id -> -Math.abs(truncation.logits().at(id))))
                .map(truncation::text)
                .toList();
    }

    private List<String> reversed() {
        List<String> reversed = new ArrayList<>(right());
        Collections.reverse(reversed);
        return reversed;
    }

    @Override
    public ExerciseAttempt<OrderExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, values) -> asked.judge(values));
    }

    private Verdict judge(BlockValues values) {
        List<String> order = new ArrayList<>();
        for (int place = 0; place < truncation.size(); place++) {
            String text = values.oneOf(key(place), truncation.vocabulary().tokens());
            if (order.contains(text)) {
                throw new InvalidValueException(key(place), new Constraint("once"), text);
            }
            order.add(text);
        }
        return Verdict.of(order.equals(right()), Stream.of(mistake(order)));
    }

    private static String key(int place) {
        return ANSWER + "." + place;
    }

    private Mistake mistake(List<String> order) {
        List<String> right = right();
        long places = IntStream.range(0, right.size())
                .filter(place -> right.get(place).equals(order.get(place)))
                .count();
        String name = order.equals(reversed())
                ? "reversed"
                : order.equals(byDistanceFromZero()) ? "absolute-value" : "places";
        return Mistake.of(name, places, Value.count(places), Value.count(right.size()));
    }

    @Override
    public List<String> names() {
        return List.of("order");
    }

    @Override
    public QuestionContent content() {
        return new QuestionContent(
                truncation.givens(-1, truncation.lines()),
                truncation.holes(),
                () -> List.of(SolutionLine.of(
                        "step.place",
                        Value.of(truncation.token(truncation.ranked().get(0).id())))),
                this::places);
    }

    private List<SolutionLine> places() {
        return truncation.ranked().stream()
                .map(candidate -> SolutionLine.of(
                        "solution.place", Value.of(truncation.token(candidate.id())), Value.logit(candidate.logit())))
                .toList();
    }

    @Override
    public Map<String, String> answer() {
        return answer(right());
    }

    private static Map<String, String> answer(List<String> order) {
        Map<String, String> values = new LinkedHashMap<>();
        IntStream.range(0, order.size()).forEach(place -> values.put(key(place), order.get(place)));
        return values;
    }

    /** The reverse order, the order of the distances from 0, and the right order with its first two tokens swapped. */
    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        List<String> swapped = new ArrayList<>(right());
        Collections.swap(swapped, 0, 1);
        return Stream.of(reversed(), byDistanceFromZero(), swapped)
                .filter(order -> !order.equals(right()))
                .map(order -> new WrongAnswerExample(mistake(order).name(), answer(order)))
                .toList();
    }
}
