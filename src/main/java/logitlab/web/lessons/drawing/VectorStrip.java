package logitlab.web.lessons.drawing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import logitlab.model.Vector;

/**
 * A vector as one row of coloured cells, each one unit wide and high, in the shades of the look inside: {@code n4}, the most negative,
 * to {@code p4}. A white cell is left out.
 *
 * @param width how many numbers the vector has
 */
public record VectorStrip(int width, List<Shade> shades) {

    private static final int SHADES = 4;
    private static final double STRONGEST = 2.5;

    /** All cells of one shade, as the path of an SVG. */
    public record Shade(String name, String path) {}

    public VectorStrip {
        shades = List.copyOf(shades);
    }

    /**
     * @param strongest the size of the numbers that get the strongest shade, as do all larger ones
     */
    public static VectorStrip of(Vector vector, double strongest) {
        Map<Integer, StringBuilder> paths = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            int shade = strongest == 0 ? 0 : (int) Math.round(SHADES * vector.at(i) / strongest);
            paths.computeIfAbsent(Math.max(-SHADES, Math.min(SHADES, shade)), none -> new StringBuilder())
                    .append("M" + i + " 0h1v1h-1z");
        }
        paths.remove(0);
        return new VectorStrip(
                vector.size(),
                paths.entrySet().stream()
                        .map(path ->
                                new Shade(name(path.getKey()), path.getValue().toString()))
                        .toList());
    }

    private static String name(int shade) {
        return (shade < 0 ? "n" : "p") + Math.abs(shade);
    }

    /** One scale for several vectors: 2.5 times the root mean square of the largest, so that one large number bleaches no others. */
    public static double strongest(Stream<Vector> vectors) {
        return STRONGEST
                * vectors.flatMapToDouble(vector -> DoubleStream.of(vector.norm() / Math.sqrt(vector.size())))
                        .max()
                        .orElse(0);
    }
}
