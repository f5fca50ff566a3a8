package logitlab.lesson;

import logitlab.decoding.Draw;

/** Fresh numbers for an exercise: the draws of one seed, one after the other, so that a link always asks the same. */
final class Dice {

    private final long seed;
    private int step;

    Dice(long seed) {
        this.seed = seed;
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    int whole(int from, int to) {
        return from + (int) (new Draw(seed, step++).u() * (to - from + 1));
    }
}
