package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.text.Token;

/**
 * One question about a live step.
 *
 * @param text the text before the step, if the question shows it
 * @param rows the table of what is given
 * @param figures the figures in the sentence of the question
 * @param reference where the playground shows the step
 * @param form how it is answered, and what is right
 * @param solution line by line
 */
public record ChallengeQuestion(
        QuestionKind kind,
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

    /** @param figures in the order of {@link QuestionKind#columns}; a figure that is missing is asked for */
    public record Row(Token token, List<Value> figures) {}

    public sealed interface Form {

        /**
         * Whether an answer, as it was typed or chosen, is right.
         *
         * @throws InvalidValueException naming {@code answer} if it is not one of the options, or not a number
         */
        boolean judge(String answer);
    }

    /** @param right the value of the right option */
    public record Choice(List<Option> options, String right) implements Form {

        @Override
        public boolean judge(String answer) {
            List<String> values = options.stream().map(Option::value).toList();
            if (!values.contains(answer)) {
                throw new InvalidValueException(ANSWER, new Constraint("one-of", String.join(", ", values)), answer);
            }
            return answer.equals(right);
        }
    }

    /** @param token empty if a message describes the option */
    public record Option(String value, Optional<Token> token) {}

    /**
     * @param unit {@code percent}, {@code count}, {@code nats} or {@code number}
     * @param tolerance within which an answer is right; 0 for a count
     */
    public record Number(double right, double tolerance, String unit) implements Form {

        @Override
        public boolean judge(String answer) {
            double number = switch (unit) {
                case "percent" -> TypedNumber.percentage(ANSWER, answer);
                case "count" -> TypedNumber.count(ANSWER, answer, COUNTS);
                default -> TypedNumber.number(ANSWER, answer);
            };
            return Math.abs(number - right) <= tolerance;
        }
    }
}
