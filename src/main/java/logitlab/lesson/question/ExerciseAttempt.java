package logitlab.lesson.question;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.lesson.block.BlockValues;

/**
 * An exercise with the numbers of its seed, the answer that was sent, and the verdict on it.
 *
 * @param answer the values that were sent, right or wrong, without the seed
 * @param wrong why the answer cannot be judged
 * @param verdict empty before there is an answer
 */
public record ExerciseAttempt<E extends Exercise>(
        E asked, Map<String, String> answer, Optional<InvalidValueException> wrong, Optional<Verdict> verdict) {

    private static final String SEED = "seed";

    /**
     * Judges what a visitor sent: {@code seed} for fresh numbers, and the values of an answer.
     *
     * @param keys of an answer; a list is named without its numbers
     * @throws InvalidValueException if the seed is invalid or there is any other key
     */
    public static <E extends Exercise> ExerciseAttempt<E> of(
            E lesson,
            Map<String, String> typed,
            List<String> keys,
            LongFunction<E> fresh,
            BiFunction<E, BlockValues, Verdict> judge) {
        return inSteps(lesson, typed, keys, fresh, judge.andThen(Optional::of));
    }

    /** The same for an answer in several steps. @param judge finds no verdict before the last step */
    public static <E extends Exercise> ExerciseAttempt<E> inSteps(
            E lesson,
            Map<String, String> typed,
            List<String> keys,
            LongFunction<E> fresh,
            BiFunction<E, BlockValues, Optional<Verdict>> judge) {
        BlockValues values = new BlockValues(typed);
        values.allow(Stream.concat(lesson.hasFreshNumbers() ? Stream.of(SEED) : Stream.of(), keys.stream())
                .toList());
        E asked =
                typed.containsKey(SEED) ? fresh.apply(NumberParser.whole(SEED, values.text(SEED), Draw.SEEDS)) : lesson;
        BlockValues answer = values.without(SEED);
        Optional<Verdict> verdict = Optional.empty();
        Optional<InvalidValueException> wrong = Optional.empty();
        try {
            verdict = answer.entries().isEmpty() ? verdict : judge.apply(asked, answer);
        } catch (InvalidValueException invalid) {
            wrong = Optional.of(invalid);
        }
        return new ExerciseAttempt<>(asked, answer.entries(), wrong, verdict);
    }

    /** What was typed into a field, right or wrong. */
    public String typed(String key) {
        return answer.getOrDefault(key, "");
    }

    /** Whether a field's value is the reason why the answer cannot be judged. */
    public boolean isWrong(String key) {
        return wrong.filter(invalid -> invalid.field().equals(key)).isPresent();
    }
}
