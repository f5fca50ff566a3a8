package logitlab.lesson;

import java.util.List;
import java.util.Map;

/**
 * A block that asks a question and judges the answer: {@code ```exercise KIND}. What is right is computed, never written down.
 *
 * <p>What all kinds have in common is said by these methods, so that a new kind needs no page of its own but for the fields of
 * its answer.
 */
public interface Exercise extends Part.Block {

    Brief brief();

    @Override
    default String id() {
        return brief().id();
    }

    /** What is given beside the question. */
    Facts facts();

    /** What {@code {token}} and its like in the question and the hints stand for. */
    Map<String, Figure> holes();

    /** The arithmetic, line by line. */
    List<Working> solution();

    /** Whether it can be asked again with fresh numbers, made from a seed. */
    default boolean asksAfresh() {
        return true;
    }

    /** @throws logitlab.decoding.InvalidValue where the seed is none, or where there is a key that is not of the answer */
    Attempt<? extends Exercise> attempt(Map<String, String> typed);

    /** The words of an answer that is right. */
    Map<String, String> answer();

    /** Wrong answers, at least one for each usual mistake that can be made with these numbers. */
    List<Slip> slips();
}
