package logitlab.lesson.block;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import logitlab.decoding.Draw;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** Fresh numbers for an exercise: the draws of one seed in turn, so that a link always asks the same question. */
public final class SeededNumbers {

    private static final int TRIES = 1000;

    /** If these seeds lead to fair numbers, any seed is assumed to. */
    private static final int TRIED_SEEDS = 10;

    private final long seed;
    private int step;

    public SeededNumbers(long seed) {
        this.seed = seed;
    }

    /** Calls {@code make} with the dice of a seed until the result is fair to ask. */
    public static <T> T first(long seed, Function<SeededNumbers, T> make, Predicate<T> fair) {
        SeededNumbers numbers = new SeededNumbers(seed);
        for (int i = 0; i < TRIES; i++) {
            T made = make.apply(numbers);
            if (fair.test(made)) {
                return made;
            }
        }
        throw new IllegalStateException("no fresh numbers from seed " + seed);
    }

    /** @throws InvalidValueException naming the field if there are no fresh numbers that are fair to ask */
    public static void requireFresh(LongFunction<?> fresh, String field) {
        try {
            LongStream.rangeClosed(1, TRIED_SEEDS).forEach(fresh::apply);
        } catch (IllegalStateException none) {
            throw new InvalidValueException(field, new Constraint("fresh-numbers"), none.getMessage());
        }
    }

    /** An index below {@code count} that increases by one with the seed and starts over at the end. */
    public int turn(int count) {
        return (int) (seed % count);
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    public int whole(int from, int to) {
        return from + (int) (new Draw(seed, step++).u() * (to - from + 1));
    }

    /** The same elements in random order. */
    public <T> List<T> shuffled(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, whole(0, i));
        }
        return List.copyOf(shuffled);
    }
}
