package logitlab.web.inside.drawing;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.view.Numbers;

/**
 * A vector as coloured cells: a diverging scale around zero, with four shades each way. The strongest shade stands for everything
 * beyond 2.5 times the root mean square, because otherwise one large number would bleach all others.
 *
 * @param width the length of the vector
 * @param columns cells in a row
 * @param shades one path for each shade, for a small picture
 * @param cells each cell with its value, for a large one
 * @param rows the values in a table
 * @param norm the vector's Euclidean norm, in words
 * @param scale the value of the strongest shade, in words
 */
public record VectorHeatmap(
        Messages messages,
        int width,
        int columns,
        List<Shade> shades,
        List<Cell> cells,
        List<Row> rows,
        String norm,
        String scale)
        implements View {

    private static final int LARGE_COLUMNS = 64;
    private static final int TABLE_COLUMNS = 8;
    private static final int SHADES = 4;
    private static final double STRONGEST = 2.5;

    /** All cells of one shade, from {@code n4}, the most negative, to {@code p4}, the most positive. */
    public record Shade(String name, String path) {}

    public record Cell(int x, int y, String shade, String title) {}

    /** One row of the table. @param first the number of its first value, counted from 1 */
    public record Row(int first, List<String> values) {}

    /** One row of cells without values. */
    public static VectorHeatmap small(Messages messages, Vector vector) {
        return of(messages, vector, vector.size(), shades(vector, 0, 0, 1, 1), List.of(), List.of());
    }

    /** All values, as cells and in a table. */
    public static VectorHeatmap large(Messages messages, Vector vector) {
        double strongest = strongest(vector);
        List<Cell> cells = IntStream.range(0, vector.size())
                .mapToObj(i -> new Cell(
                        i % LARGE_COLUMNS,
                        i / LARGE_COLUMNS,
                        name(shade(vector.at(i), strongest)),
                        messages.say("inside.cell", i + 1, Numbers.component(vector.at(i)))))
                .toList();
        List<Row> rows = IntStream.iterate(0, from -> from < vector.size(), from -> from + TABLE_COLUMNS)
                .mapToObj(from -> new Row(
                        from + 1,
                        IntStream.range(from, Math.min(from + TABLE_COLUMNS, vector.size()))
                                .mapToObj(i -> Numbers.component(vector.at(i)))
                                .toList()))
                .toList();
        return of(messages, vector, Math.min(LARGE_COLUMNS, vector.size()), List.of(), cells, rows);
    }

    private static VectorHeatmap of(
            Messages messages, Vector vector, int columns, List<Shade> shades, List<Cell> cells, List<Row> rows) {
        return new VectorHeatmap(
                messages,
                vector.size(),
                columns,
                shades,
                cells,
                rows,
                messages.say("inside.norm", Numbers.norm(vector.norm())),
                messages.say("inside.scale", Numbers.component(strongest(vector))));
    }

    /** The shades of one row of cells whose first cell is at {@code x}, {@code y}; white is left out. */
    public static List<Shade> shades(Vector vector, double x, double y, double width, double height) {
        double strongest = strongest(vector);
        TreeMap<Integer, StringBuilder> paths = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            paths.computeIfAbsent(shade(vector.at(i), strongest), none -> new StringBuilder())
                    .append(SvgPath.of("M# #h#v#h#z", x + i * width, y, width, height, -width));
        }
        paths.remove(0);
        return paths.entrySet().stream()
                .map(path -> new Shade(name(path.getKey()), path.getValue().toString()))
                .toList();
    }

    private static double strongest(Vector vector) {
        return STRONGEST * vector.norm() / Math.sqrt(vector.size());
    }

    private static int shade(double value, double strongest) {
        return strongest == 0 ? 0 : (int) Math.max(-SHADES, Math.min(SHADES, Math.round(SHADES * value / strongest)));
    }

    private static String name(int shade) {
        return shade == 0 ? "zero" : (shade < 0 ? "n" : "p") + Math.abs(shade);
    }

    /** The number of rows of cells in the large picture. */
    public int lines() {
        return (width + columns - 1) / columns;
    }
}
