package logitlab.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Many vectors on a flat map that keeps as much of the distances between them as any flat map can: their first two principal
 * components. Immutable.
 *
 * <p>A vector {@code x} of shape {@code [width]} has the place {@code ((x - mean) . axis_1, (x - mean) . axis_2)}. Each axis has length 1 and is
 * the direction in which the vectors vary most among those at right angles to the axes before it; the number farthest from 0 in it
 * is positive, so that no map comes out mirrored. Source: Pearson, On lines and planes of closest fit, 1901.
 *
 * <pre>
 * Projection.of(List.of(Vector.of(0, 0), Vector.of(6, 0), Vector.of(3, 1), Vector.of(3, -1)))
 *     has the axes (1, 0) and (0, 1); they keep the shares 0.9 and 0.1 of the squared distances
 * </pre>
 */
public final class Projection {

    private static final int AXES = 2;
    private static final int MOST_TURNS = 10_000;
    private static final double STILL = 1e-13;

    private final double[] mean;
    private final List<double[]> axes;
    private final List<Double> shares;

    /** Where a vector lies on the map. */
    public record Place(double x, double y) {

        /** The squared distance between two places. */
        public double squaredDistance(Place other) {
            return (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y);
        }
    }

    private Projection(double[] mean, List<double[]> axes, List<Double> shares) {
        this.mean = mean;
        this.axes = axes;
        this.shares = List.copyOf(shares);
    }

    /** @param vectors at least two different ones, all of the same width, which is at least 2 */
    public static Projection of(List<Vector> vectors) {
        double[] mean = mean(vectors);
        double[][] centred =
                vectors.stream().map(vector -> centred(vector, mean)).toArray(double[][]::new);
        double all = 0;
        for (double[] row : centred) {
            all += dot(row, row);
        }
        List<double[]> axes = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < AXES; i++) {
            double[] axis = strongest(centred, axes);
            axes.add(axis);
            double along = 0;
            for (double[] row : centred) {
                along += dot(row, axis) * dot(row, axis);
            }
            shares.add(along / all);
        }
        return new Projection(mean, axes, shares);
    }

    private static double[] mean(List<Vector> vectors) {
        double[] mean = new double[vectors.get(0).size()];
        for (Vector vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector.at(i) / vectors.size();
            }
        }
        return mean;
    }

    private static double[] centred(Vector vector, double[] mean) {
        double[] centred = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            centred[i] = vector.at(i) - mean[i];
        }
        return centred;
    }

    /** Power iteration: {@code axis <- rows^T (rows axis)}, at right angles to the axes found before, until it stands still. */
    private static double[] strongest(double[][] rows, List<double[]> before) {
        double[] axis = new double[rows[0].length];
        for (int i = 0; i < axis.length; i++) {
            axis[i] = Math.sin(i + 1); // any direction that is at right angles to none of the axes
        }
        straighten(axis, before);
        double moved = 1;
        for (int turn = 0; turn < MOST_TURNS && moved > STILL; turn++) {
            double[] next = new double[axis.length];
            for (double[] row : rows) {
                double along = dot(row, axis);
                for (int i = 0; i < next.length; i++) {
                    next[i] += along * row[i];
                }
            }
            straighten(next, before);
            moved = farthest(axis, next);
            axis = next;
        }
        return pointed(axis);
    }

    private static double farthest(double[] one, double[] other) {
        double farthest = 0;
        for (int i = 0; i < one.length; i++) {
            farthest = Math.max(farthest, Math.abs(one[i] - other[i]));
        }
        return farthest;
    }

    /** Takes the earlier axes out of a direction and makes its length 1, unless nothing is left of it. */
    private static void straighten(double[] direction, List<double[]> before) {
        for (double[] axis : before) {
            double along = dot(direction, axis);
            for (int i = 0; i < direction.length; i++) {
                direction[i] -= along * axis[i];
            }
        }
        double length = Math.sqrt(dot(direction, direction));
        for (int i = 0; length > 0 && i < direction.length; i++) {
            direction[i] /= length;
        }
    }

    private static double[] pointed(double[] axis) {
        int farthest = 0;
        for (int i = 1; i < axis.length; i++) {
            farthest = Math.abs(axis[i]) > Math.abs(axis[farthest]) + 1e-9 ? i : farthest;
        }
        double sign = Math.signum(axis[farthest]);
        double[] pointed = new double[axis.length];
        for (int i = 0; i < axis.length; i++) {
            pointed[i] = sign * axis[i];
        }
        return pointed;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Where any vector lies, whether the map was made from it or not. */
    public Place place(Vector vector) {
        double[] centred = centred(vector, mean);
        return new Place(dot(centred, axes.get(0)), dot(centred, axes.get(1)));
    }

    /** @param number 0 or 1 */
    public double[] axis(int number) {
        return axes.get(number).clone();
    }

    /** The share of all squared distances between the vectors that lies along an axis, in [0, 1]. @param number 0 or 1 */
    public double share(int number) {
        return shares.get(number);
    }

    /** The share that the map keeps: the sum of both. */
    public double kept() {
        return shares.get(0) + shares.get(1);
    }
}
