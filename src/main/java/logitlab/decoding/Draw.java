package logitlab.decoding;

import logitlab.decoding.input.Range;

/**
 * The random number {@code u} in [0, 1) of a step. It depends only on seed and step: every lane gets the same one, and going back
 * changes none.
 *
 * <p>{@code u = (mix(seed + (step + 1) * 0x9E3779B97F4A7C15) >>> 11) * 2^-53}, modulo 2^64, where mix is the finaliser of
 * splitmix64 (Steele, Lea and Flood 2014). The seed is from 0 to 2^53 - 1, the step counts from 0.
 *
 * <pre>
 * new Draw(42, 0).u()   is 0.7415648787718233
 * </pre>
 */
public record Draw(long seed, int step) {

    /** To 2^53 - 1, so that the seed survives a JSON number. */
    public static final Range SEEDS = Range.of(0, (1L << 53) - 1);

    public Draw {
        SEEDS.require("seed", seed);
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0 but is " + step);
        }
    }

    /** The seed to offer after this one: one more, or 0 after the last. */
    public static long nextSeed(long seed) {
        return seed == (long) SEEDS.max() ? 0 : seed + 1;
    }

    public double u() {
        return (mix(seed + (step + 1L) * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
