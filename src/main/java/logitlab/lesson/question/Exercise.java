package logitlab.lesson.question;

import java.util.List;
import java.util.Map;
import logitlab.lesson.LessonPart;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;

/**
 * A block that asks a question and judges the answer: {@code ```exercise KIND}. The right answer is computed, never written in
 * the lesson.
 *
 * <p>Pages need nothing but these methods to show an exercise, except for the fields of its answer.
 */
public interface Exercise extends LessonPart.Block {

    ExerciseText text();

    @Override
    default String id() {
        return text().id();
    }

    /**
     * Its names in message keys, such as {@code softmax} in {@code lesson.right.softmax}. Every exercise has sentences under its
     * first name; a mistake may have one under any of them.
     */
    List<String> names();

    QuestionContent content();

    default Givens givens() {
        return content().givens();
    }

    default Map<String, Value> holes() {
        return content().holes();
    }

    /** The step that gives the answer, with a question mark in its place; empty if there is no such hint. */
    default List<SolutionLine> lastHint() {
        return content().step().get();
    }

    default List<SolutionLine> solution() {
        return content().solution().get();
    }

    /** Whether a right answer counts as progress; a bet does not. */
    default boolean counts() {
        return true;
    }

    /** Whether a seed can give it fresh numbers. */
    default boolean hasFreshNumbers() {
        return true;
    }

    /** @throws logitlab.decoding.input.InvalidValueException if the seed is invalid or a key does not belong to the answer */
    ExerciseAttempt<? extends Exercise> attempt(Map<String, String> typed);

    /** The values of a right answer. */
    Map<String, String> answer();

    /** Wrong answers: at least one for each known mistake that these numbers allow. */
    List<WrongAnswerExample> wrongAnswers();
}
