package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.TypedNumber;
import logitlab.lesson.Working;
import logitlab.model.Token;

/**
 * One question about a live step.
 *
 * @param sort which sentences it is made of, and which lesson to look at again
 * @param text that the step follows, where it follows one
 * @param rows what is given
 * @param figures in the sentence of the question
 * @param moment where the step is found
 * @param form of the answer, with what is right
 * @param solution line by line
 */
public record Question(
        Sort sort,
        Optional<String> text,
        List<Facts.Row> rows,
        List<Figure> figures,
        Moment moment,
        Form form,
        List<Working> solution) {

    private static final String ANSWER = "answer";
    private static final Range COUNTS = Range.of(-1e12, 1e12);

    public Question {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
        solution = List.copyOf(solution);
    }

    /** How it is answered. */
    public sealed interface Form permits Choice, Number {}

    /** @param right the word of the right option */
    public record Choice(List<Option> options, String right) implements Form {

        public Choice {
            options = List.copyOf(options);
        }
    }

    /** @param token empty where the word stands for a sentence */
    public record Option(String word, Optional<Token> token) {}

    /**
     * @param unit {@code percent}, {@code count}, {@code nats} or {@code number}
     * @param tolerance within which an answer is right; 0 for a count
     */
    public record Number(double right, double tolerance, String unit) implements Form {}

    /**
     * Whether an answer is right.
     *
     * @param answer as it was typed or chosen
     * @throws InvalidValue naming {@code answer}, where it is none of the options, or no number
     */
    public boolean judge(String answer) {
        if (form instanceof Choice choice) {
            List<String> words = choice.options().stream().map(Option::word).toList();
            if (!words.contains(answer)) {
                throw new InvalidValue(ANSWER, new Rule("one-of", String.join(", ", words)), answer);
            }
            return answer.equals(choice.right());
        }
        Number number = (Number) form;
        return Math.abs(read(answer, number.unit()) - number.right()) <= number.tolerance();
    }

    private static double read(String answer, String unit) {
        return switch (unit) {
            case "percent" -> TypedNumber.percentage(ANSWER, answer);
            case "count" -> TypedNumber.count(ANSWER, answer, COUNTS);
            default -> TypedNumber.number(ANSWER, answer);
        };
    }
}
