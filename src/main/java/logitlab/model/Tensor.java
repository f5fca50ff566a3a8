package logitlab.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers with a shape, as a graph gives them, the last axis innermost. Immutable.
 *
 * <pre>
 * new Tensor(values, 2, 3, 4).row(1, 2)   are the last 4 of 24 numbers
 * </pre>
 */
public final class Tensor {

    private final float[] values;
    private final int[] shape;

    /** @param values no longer changed by the caller, as many as the lengths of {@code shape} multiplied */
    public Tensor(float[] values, int... shape) {
        this.values = values;
        this.shape = shape.clone();
        if (IntStream.of(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(values.length + " values do not have shape " + Arrays.toString(shape));
        }
    }

    /** The length of an axis; negative numbers count from the last, -1. */
    int length(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    /** The numbers along the last axis at an index of all others. */
    Vector row(int... index) {
        return Vector.part(values, place(index) * length(-1), length(-1));
    }

    float at(int... index) {
        return values[place(index)];
    }

    /** Where an index of the first axes stands, counted in blocks of what the other axes hold. */
    private int place(int... index) {
        int place = 0;
        for (int axis = 0; axis < index.length; axis++) {
            place = place * shape[axis] + index[axis];
        }
        return place;
    }

    /** {@code factor * (vector . matrix)}, where the matrix is that of the last two axes at an index of the first. */
    Vector product(double factor, Vector vector, int matrix) {
        int width = length(-1);
        int start = matrix * vector.size() * width;
        float[] product = new float[width];
        for (int to = 0; to < width; to++) {
            double sum = 0;
            for (int from = 0; from < vector.size(); from++) {
                sum += vector.at(from) * values[start + from * width + to];
            }
            product[to] = (float) (factor * sum);
        }
        return Vector.part(product, 0, width);
    }

    /** {@code matrix . direction}, one number for each row of the matrix of the last two axes at an index of the first. */
    double[] product(int matrix, FinalNorm.Direction direction) {
        double[] product = new double[length(-2)];
        int start = matrix * product.length * direction.size();
        for (int from = 0; from < product.length; from++) {
            product[from] = direction.of(Vector.part(values, start + from * direction.size(), direction.size()));
        }
        return product;
    }

    /** False if a number is NaN, which a sum of finite numbers becomes only by way of one that is too large. */
    public boolean hasOnlyNumbers() {
        for (float value : values) {
            if (Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    long bytes() {
        return (long) Float.BYTES * values.length;
    }
}
