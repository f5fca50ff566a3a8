package logitlab.model;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A row of numbers inside a network, which represents a token or a position. Immutable.
 *
 * <p>Shape {@code [width]}; each number is a float, as the network computes it, and may have either sign.
 *
 * <pre>
 * Vector.of(3, 4).norm()   is 5
 * </pre>
 */
public final class Vector {

    private final float[] values;

    private Vector(float[] values) {
        this.values = values;
    }

    public static Vector of(float... values) {
        return new Vector(values.clone());
    }

    /** {@code width} numbers of a longer row, starting at {@code from}. */
    public static Vector part(float[] row, int from, int width) {
        return new Vector(Arrays.copyOfRange(row, from, from + width));
    }

    public int size() {
        return values.length;
    }

    public double at(int i) {
        return values[i];
    }

    /** The Euclidean length: {@code sqrt(sum_i x_i^2)}. */
    public double norm() {
        return Math.sqrt(dot(this));
    }

    /**
     * How much two vectors point the same way, from -1 to 1: {@code x . y / (|x| |y|)}; 0 if one of them is all zeros.
     *
     * @throws IllegalArgumentException if the widths differ
     */
    public double cosine(Vector other) {
        return cosine(norm(), other, other.norm());
    }

    /** The same for vectors whose lengths are known. */
    double cosine(double norm, Vector other, double otherNorm) {
        double lengths = norm * otherNorm;
        return lengths == 0 ? 0 : Math.max(-1, Math.min(1, dot(other) / lengths));
    }

    /** The sum, number by number. */
    public Vector plus(Vector other) {
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new Vector(sum);
    }

    /** {@code sum_i x_i / width}. */
    public double mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** How far its numbers lie from their mean: the standard deviation, {@code sqrt(sum_i (x_i - mean)^2 / width)}. */
    public double spread() {
        double mean = mean();
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    /** Each of its numbers changed by a function. */
    public Vector map(DoubleUnaryOperator change) {
        float[] changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (float) change.applyAsDouble(values[i]);
        }
        return new Vector(changed);
    }

    /** Its numbers multiplied by those of another: {@code x_i y_i}, which add up to the dot product. */
    public Vector times(Vector other) {
        float[] products = values.clone();
        for (int i = 0; i < products.length; i++) {
            products[i] *= other.values[i];
        }
        return new Vector(products);
    }

    /**
     * The dot product: {@code sum_i x_i y_i}.
     *
     * <pre>
     * Vector.of(1, 2).dot(Vector.of(3, 4))   is 11
     * </pre>
     *
     * @throws IllegalArgumentException if the widths differ
     */
    public double dot(Vector other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("widths must agree but are " + size() + " and " + other.size());
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * other.values[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector same && Arrays.equals(values, same.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
