package logitlab.lesson.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.text.Token;

/**
 * One question about a live step.
 *
 * @param variant which of its kind's sentences asks it; blank if there is only one
 * @param text the text before the step, if the question shows it
 * @param rows the table of what is given, perhaps empty
 * @param figures the figures in the sentence of the question
 * @param reference where the playground shows the step
 * @param form how it is answered, and what is right
 * @param solution line by line
 */
public record ChallengeQuestion(
        QuestionKind kind,
        String variant,
        Optional<String> text,
        List<Row> rows,
        List<Value> figures,
        StepReference reference,
        Form form,
        List<SolutionLine> solution) {

    private static final String ANSWER = "answer";
    private static final Range COUNTS = Range.of(-1e12, 1e12);

    public ChallengeQuestion {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
        solution = List.copyOf(solution);
    }

    /** See {@link Form#judge}. */
    public boolean judge(String answer) {
        return form.judge(answer);
    }

    /** See {@link Form#mistake}. */
    public Optional<String> mistake(String answer) {
        return form.mistake(answer);
    }

    /** @param figures in the order of {@link QuestionKind#columns}; a figure that is missing is asked for */
    public record Row(Token token, List<Value> figures) {}

    public sealed interface Form {

        /**
         * Whether an answer, as it was typed or chosen, is right.
         *
         * @throws InvalidValueException naming {@code answer} if it is not one of the options, or not a number
         */
        boolean judge(String answer);

        /**
         * The name of the common mistake that leads to this answer, if it is known.
         *
         * @throws InvalidValueException as {@link #judge} does
         */
        Optional<String> mistake(String answer);
    }

    /**
     * @param right the value of the right option
     * @param mistakes the names of the mistakes by the values of the options that they lead to
     */
    public record Choice(List<Option> options, String right, Map<String, String> mistakes) implements Form {

        public Choice {
            options = List.copyOf(options);
            mistakes = Map.copyOf(mistakes);
        }

        @Override
        public boolean judge(String answer) {
            List<String> values = options.stream().map(Option::value).toList();
            if (!values.contains(answer)) {
                throw new InvalidValueException(ANSWER, new Constraint("one-of", String.join(", ", values)), answer);
            }
            return answer.equals(right);
        }

        @Override
        public Optional<String> mistake(String answer) {
            return judge(answer) ? Optional.empty() : Optional.ofNullable(mistakes.get(answer));
        }
    }

    /** @param label empty if a message describes the option */
    public record Option(String value, Optional<Value> label) {}

    /**
     * @param unit {@code percent}, {@code count}, {@code nats} or {@code number}
     * @param tolerance within which an answer is right; 0 for a count that needs no rounded figure
     * @param mistakes those whose value could be taken for the right one are left out
     */
    public record Number(double right, double tolerance, String unit, List<Mistake> mistakes) implements Form {

        public Number {
            mistakes = mistakes.stream()
                    .filter(Mistake::isPossible)
                    .filter(mistake -> Math.abs(mistake.value() - right) > 2 * tolerance)
                    .toList();
        }

        public Number(double right, double tolerance, String unit, Mistake... mistakes) {
            this(right, tolerance, unit, List.of(mistakes));
        }

        @Override
        public boolean judge(String answer) {
            return Math.abs(read(answer) - right) <= tolerance;
        }

        @Override
        public Optional<String> mistake(String answer) {
            double number = read(answer);
            if (judge(answer)) {
                return Optional.empty();
            }
            return unit.equals("percent") && Math.abs(100 * number - right) <= tolerance
                    ? Optional.of("other-unit")
                    : mistakes.stream()
                            .filter(mistake -> Math.abs(number - mistake.value()) <= tolerance)
                            .map(Mistake::name)
                            .findFirst();
        }

        /** @throws InvalidValueException naming {@code answer} if it is not a number */
        public double read(String answer) {
            return switch (unit) {
                case "percent" -> TypedNumber.percentage(ANSWER, answer);
                case "count" -> TypedNumber.count(ANSWER, answer, COUNTS);
                default -> TypedNumber.number(ANSWER, answer);
            };
        }
    }
}
