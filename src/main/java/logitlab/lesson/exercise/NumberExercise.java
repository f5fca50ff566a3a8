package logitlab.lesson.exercise;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.exercise.number.AnswerUnit;
import logitlab.lesson.exercise.number.NumberQuestion;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.ExerciseText;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TypedNumber;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.model.Models;

/**
 * {@code ```exercise number}: a number to work out, right within a tolerance.
 *
 * <pre>
 * id: practice
 * question: What is the probability of {token}?
 * compute: softmax
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * of: sofa
 * unit: share
 * tolerance: 0.005
 * mistakes: [exponential-alone, other-unit]
 * hints:
 *   - Which logit is the largest?
 * </pre>
 *
 * @param compute the name of the question
 * @param asked the question with its numbers
 * @param tolerance in the unit asked for; 0 for a count
 * @param mistakes the names of the mistakes that it recognises, in the lesson's order
 */
public record NumberExercise(
        ExerciseText text,
        String compute,
        NumberQuestion asked,
        AnswerUnit unit,
        double tolerance,
        List<String> mistakes)
        implements Exercise {

    private static final String ANSWER = "answer";
    private static final String OTHER_UNIT = "other-unit";
    private static final Range TOLERANCE = Range.above(0, 0.1);
    private static final Range COUNTS = Range.of(-1e6, 1e6);

    /** By how many tolerances a mistake must miss the right result, so that the feedback is never misleading. */
    private static final double APART = 2.5;

    /** An answer within this many tolerances was rounded too early. */
    private static final double CLOSE = 2;

    /** An answer that is rounded correctly, but to too few decimals, is within this many tolerances. */
    private static final double MOST_COARSE = 6;

    /** How far rounding on the way may lead from a mistake's value, in tolerances. */
    private static final double ON_THE_WAY = 0.2;

    /** The right result must be at least this many tolerances; otherwise a guess of 0 would nearly do. */
    private static final double LARGE_ENOUGH = 8;

    public NumberExercise {
        mistakes = List.copyOf(mistakes);
    }

    public static NumberExercise of(BlockValues values, Models models) {
        NumberQuestion asked = ComputeKind.read(values, NumberQuestion.all(models), "unit", "mistakes");
        AnswerUnit unit = values.oneOf("unit", asked.units(), AnswerUnit::key);
        Stream<String> known = asked.mistakes().stream().map(Mistake::name);
        NumberExercise exercise = new NumberExercise(
                ExerciseText.of(values, asked.content().holes().keySet()),
                values.text("compute"),
                asked,
                unit,
                asked.counts() ? 0 : values.number("tolerance", TOLERANCE) * unit.whole(),
                values.choices(
                        "mistakes",
                        Stream.concat(known, unit.ofProbability() ? Stream.of(OTHER_UNIT) : Stream.of())
                                .toList()));
        exercise.requireFair(values);
        return exercise;
    }

    private void requireFair(BlockValues values) {
        if (!asked.fair()) {
            throw new InvalidValueException(
                    "logits", new Constraint("clear-cut"), String.join(", ", values.list("logits")));
        }
        for (int i = 0; i < mistakes.size(); i++) {
            if (possible(mistakes.get(i)).findAny().isEmpty()) {
                throw new InvalidValueException("mistakes." + i, new Constraint("can-be-made"), mistakes.get(i));
            }
        }
        if (!tellsApart()) {
            String field = asked.counts() ? "mistakes" : "tolerance";
            throw new InvalidValueException(
                    field,
                    new Constraint("tells-mistakes-apart"),
                    values.find(field).orElse(""));
        }
        SeededNumbers.requireFresh(this::fresh, "logits");
    }

    /** Whether every mistake that this exercise recognises leads to a value clearly apart from the right one. */
    private boolean tellsApart() {
        return Math.abs(right()) >= LARGE_ENOUGH * tolerance
                && possible().noneMatch(mistake -> near(right(), mistake.value(), APART));
    }

    private boolean near(double answer, double value, double tolerances) {
        return Math.abs(answer - value) <= tolerances * tolerance;
    }

    /** The right result in the unit asked for. */
    public double right() {
        return asked.value() * unit.whole();
    }

    /** The mistakes that this exercise recognises, in the lesson's order, with their values in the unit asked for. */
    private Stream<Mistake> possible() {
        return mistakes.stream().flatMap(this::possible);
    }

    private Stream<Mistake> possible(String name) {
        return name.equals(OTHER_UNIT)
                ? Stream.of(mistake(name, asked.value() * unit.other().whole()))
                : asked.mistakes(name, unit.whole());
    }

    /** The same mistakes with the other unit as well, where the exercise recognises that one. */
    private Stream<Mistake> inOtherUnit() {
        return mistakes.contains(OTHER_UNIT)
                ? mistakes.stream()
                        .filter(name -> !name.equals(OTHER_UNIT))
                        .flatMap(name -> asked.mistakes(name, unit.other().whole()))
                : Stream.empty();
    }

    private Mistake mistake(String name, double value) {
        return new Mistake(name, value, asked.token());
    }

    @Override
    public ExerciseAttempt<NumberExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(
                this,
                typed,
                List.of(ANSWER),
                this::fresh,
                (asked, answer) -> asked.judge(asked.read(answer), asked.rounding(answer)));
    }

    private NumberExercise fresh(long seed) {
        return SeededNumbers.first(
                seed,
                numbers -> new NumberExercise(
                        text.fresh(seed), compute, asked.fresh().apply(numbers), unit, tolerance, mistakes),
                fresh -> fresh.asked.fair() && fresh.tellsApart());
    }

    /** The answer in the unit asked for; a percent sign overrides that unit. */
    private double read(BlockValues values) {
        String answer = values.text(ANSWER);
        if (unit == AnswerUnit.COUNT) {
            return TypedNumber.count(ANSWER, answer, COUNTS);
        }
        if (unit.ofProbability() && TypedNumber.isPercentage(answer)) {
            return TypedNumber.percentage(ANSWER, answer) / AnswerUnit.PERCENT.whole() * unit.whole();
        }
        return TypedNumber.number(ANSWER, answer);
    }

    /** Half of the last decimal of an answer, in the unit asked for: 0.005 for 0.24. */
    private double rounding(BlockValues values) {
        String answer = values.text(ANSWER);
        boolean percentage = unit.ofProbability() && TypedNumber.isPercentage(answer);
        return TypedNumber.halfOfLastDecimal(answer) * (percentage ? unit.whole() / AnswerUnit.PERCENT.whole() : 1);
    }

    /** @param rounding half of the last decimal of the answer */
    private Verdict judge(double answer, double rounding) {
        if (near(answer, right(), 1)) {
            return Verdict.RIGHT;
        }
        return Verdict.of(false, Stream.concat(diagnosed(answer, rounding), general(answer, rounding)));
    }

    /**
     * The one mistake that leads to this answer. None is named if rounding alone could have led there from two different mistakes, or
     * if the answer has decimals that the mistake's value does not have.
     */
    private Stream<Mistake> diagnosed(double answer, double rounding) {
        List<Mistake> found = possible()
                .filter(mistake ->
                        meant(answer, rounding, mistake.value(), mistake.name().equals(OTHER_UNIT) ? scale() : 1))
                .toList();
        List<Mistake> all = found.isEmpty() && !near(answer, right(), CLOSE)
                ? inOtherUnit()
                        .filter(mistake -> meant(answer, rounding, mistake.value(), scale()))
                        .toList()
                : found;
        return all.stream().map(Mistake::name).distinct().count() == 1
                ? all.stream().limit(1)
                : Stream.empty();
    }

    /** Whether an answer is a mistake's value, rounded. @param scale how many tolerances of this unit make one of the value's */
    private boolean meant(double answer, double rounding, double value, double scale) {
        double most = tolerance * scale;
        return Math.abs(answer - value) <= Math.min(most, Math.max(ON_THE_WAY * most, rounding));
    }

    /** How many tolerances of this unit make one of the other unit. */
    private double scale() {
        return unit.other().whole() / unit.whole();
    }

    /** Mistakes that can be made with any numbers: an answer that was rounded too much, or is no probability or count at all. */
    private Stream<Mistake> general(double answer, double rounding) {
        if (unit == AnswerUnit.COUNT) {
            return answer < 0 ? Stream.of(mistake("below-zero", answer)) : Stream.empty();
        }
        if (Math.abs(answer - right()) <= rounding && near(answer, right(), MOST_COARSE)) {
            return Stream.of(mistake("more-decimals", answer));
        }
        if (near(answer, right(), CLOSE)) {
            return Stream.of(mistake("rounded-early", answer));
        }
        return unit.ofProbability() && (answer < 0 || answer > unit.whole())
                ? Stream.of(mistake("no-probability", answer))
                : Stream.empty();
    }

    @Override
    public List<String> names() {
        return List.of(compute, unit.key());
    }

    @Override
    public QuestionContent content() {
        return asked.content();
    }

    @Override
    public Map<String, String> answer() {
        return answer(right());
    }

    private Map<String, String> answer(double value) {
        return Map.of(ANSWER, typed(value));
    }

    private String typed(double value) {
        return unit == AnswerUnit.COUNT ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    /** If two mistakes lead to the same value, only the one that the lesson names first. */
    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        return possible()
                .filter(mistake -> judge(mistake.value(), TypedNumber.halfOfLastDecimal(typed(mistake.value())))
                        .mistake()
                        .filter(found -> found.name().equals(mistake.name()))
                        .isPresent())
                .map(mistake -> new WrongAnswerExample(mistake.name(), answer(mistake.value())))
                .toList();
    }
}
