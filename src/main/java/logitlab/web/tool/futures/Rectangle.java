package logitlab.web.tool.futures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A part of a picture, in its units. */
record Rectangle(double x, double y, double width, double height) {

    double area() {
        return width * height;
    }

    /**
     * Divides it into parts whose areas are proportional to weights, each as close to a square as the order allows.
     *
     * <p>The parts fill rows along the shorter side. A row takes the next weight as long as that makes its worst part less oblong. Source:
     * Bruls, Huizing and van Wijk, Squarified Treemaps, 2000.
     *
     * <pre>
     * new Rectangle(0, 0, 6, 4).divide(List.of(6.0, 6.0, 12.0))   is 3 x 2, 3 x 2 below it, and 3 x 4 next to them
     * </pre>
     *
     * @param weights above 0, in any order; in falling order the parts are closest to squares
     */
    List<Rectangle> divide(List<Double> weights) {
        List<Rectangle> parts = new ArrayList<>();
        Rectangle rest = this;
        for (int from = 0; from < weights.size(); ) {
            if (rest.area() == 0) { // what is left is too small for the numbers
                parts.addAll(Collections.nCopies(weights.size() - from, new Rectangle(rest.x, rest.y, 0, 0)));
                break;
            }
            double scale = rest.area() / sum(weights.subList(from, weights.size()));
            double side = Math.min(rest.width, rest.height);
            int to = from + 1;
            while (to < weights.size()
                    && worst(weights.subList(from, to + 1), scale, side)
                            <= worst(weights.subList(from, to), scale, side)) {
                to++;
            }
            List<Double> row = weights.subList(from, to);
            rest.fill(row, scale, parts);
            rest = rest.without(sum(row) * scale);
            from = to;
        }
        return parts;
    }

    private static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(weight -> weight).sum();
    }

    /** How oblong the worst part of a row is: the longer side by the shorter one, at least 1. */
    private static double worst(List<Double> row, double scale, double side) {
        double depth = sum(row) * scale / side;
        return row.stream()
                .mapToDouble(weight -> {
                    double length = weight * scale / depth;
                    return Math.max(length / depth, depth / length);
                })
                .max()
                .orElse(1);
    }

    /** Adds a row along the shorter side. */
    private void fill(List<Double> row, double scale, List<Rectangle> parts) {
        boolean column = width >= height;
        double depth = sum(row) * scale / Math.min(width, height);
        double at = column ? y : x;
        for (double weight : row) {
            double length = weight * scale / depth;
            parts.add(column ? new Rectangle(x, at, depth, length) : new Rectangle(at, y, length, depth));
            at += length;
        }
    }

    /** What is left after a row of an area. */
    private Rectangle without(double row) {
        boolean column = width >= height;
        double depth = row / Math.min(width, height);
        return column
                ? new Rectangle(x + depth, y, Math.max(0, width - depth), height)
                : new Rectangle(x, y + depth, width, Math.max(0, height - depth));
    }
}
