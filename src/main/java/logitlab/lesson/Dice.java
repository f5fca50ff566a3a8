package logitlab.lesson;

import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** Fresh numbers for an exercise: the draws of one seed, one after the other, so that a link always asks the same. */
public final class Dice {

    private static final int TRIES = 1000;

    /** Who finds numbers for these seeds finds some for any. */
    private static final int TRIED_SEEDS = 10;

    private final long seed;
    private int step;

    public Dice(long seed) {
        this.seed = seed;
    }

    /** The first of what is made again and again from the dice of a seed that is fair to ask. */
    static <T> T first(long seed, Function<Dice, T> make, Predicate<T> fair) {
        Dice dice = new Dice(seed);
        for (int i = 0; i < TRIES; i++) {
            T made = make.apply(dice);
            if (fair.test(made)) {
                return made;
            }
        }
        throw new IllegalStateException("no fresh numbers from seed " + seed);
    }

    /** @throws InvalidValue naming {@code logits}, where no fresh numbers can be found that are fair to ask */
    static void requireFresh(LongFunction<?> fresh) {
        requireFresh(fresh, "logits");
    }

    /** @throws InvalidValue naming the field, where nothing fresh can be found that is fair to ask */
    static void requireFresh(LongFunction<?> fresh, String field) {
        try {
            LongStream.rangeClosed(1, TRIED_SEEDS).forEach(fresh::apply);
        } catch (IllegalStateException none) {
            throw new InvalidValue(field, new Rule("fresh-numbers"), none.getMessage());
        }
    }

    /** Which of so many things is next: one after the other, as the seeds count up. */
    int turn(int count) {
        return (int) (seed % count);
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    public int whole(int from, int to) {
        return from + (int) (new Draw(seed, step++).u() * (to - from + 1));
    }
}
