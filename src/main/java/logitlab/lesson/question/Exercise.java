package logitlab.lesson.question;

import java.util.List;
import java.util.Map;
import logitlab.lesson.Part;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;

/**
 * A block that asks a question and judges the answer: {@code ```exercise KIND}. The right answer is computed, never written in
 * the lesson.
 *
 * <p>Pages need nothing but these methods to show an exercise, except for the fields of its answer.
 */
public interface Exercise extends Part.Block {

    Brief brief();

    @Override
    default String id() {
        return brief().id();
    }

    /**
     * Its names in message keys, such as {@code softmax} in {@code lesson.right.softmax}. Every exercise has sentences under its
     * first name; a mistake may have one under any of them.
     */
    List<String> names();

    QuestionContent content();

    default Facts facts() {
        return content().facts();
    }

    default Map<String, Figure> holes() {
        return content().holes();
    }

    default List<Working> solution() {
        return content().solution().get();
    }

    /** Whether a seed can give it fresh numbers. */
    default boolean asksAfresh() {
        return true;
    }

    /** @throws logitlab.decoding.InvalidValue if the seed is invalid or a key does not belong to the answer */
    Attempt<? extends Exercise> attempt(Map<String, String> typed);

    /** The values of a right answer. */
    Map<String, String> answer();

    /** Wrong answers: at least one for each known mistake that these numbers allow. */
    List<Slip> slips();
}
