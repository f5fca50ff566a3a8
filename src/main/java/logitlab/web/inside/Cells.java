package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * A vector as coloured cells: a diverging scale around zero, four shades each way, the strongest for what is beyond two and a half
 * times the root of the mean square, so that one large number does not bleach all others.
 *
 * @param width how many numbers there are
 * @param columns cells in a row
 * @param shades the cells of one shade each as one path, for a small picture
 * @param cells each cell with its value, for a large one
 * @param rows the same in a table
 * @param norm the vector's length, in words
 * @param scale what the strongest shade means, in words
 */
public record Cells(
        int width, int columns, List<Shade> shades, List<Cell> cells, List<Row> rows, String norm, String scale)
        implements View {

    private static final int LARGE_COLUMNS = 64;
    private static final int TABLE_COLUMNS = 8;
    private static final int SHADES = 4;
    private static final double STRONGEST = 2.5;

    /** All cells of one shade: {@code n4} the most negative to {@code p4} the most positive. */
    public record Shade(String name, String path) {}

    public record Cell(int x, int y, String shade, String title) {}

    /** One row of the table: the numbers from {@code first} on, which count from 1. */
    public record Row(int first, List<String> values) {}

    /** One row of cells without values. */
    static Cells small(Vector vector) {
        return new Cells(
                vector.size(),
                vector.size(),
                shades(vector, 0, 0, 1, 1),
                List.of(),
                List.of(),
                norm(vector),
                scale(vector));
    }

    /** All values, as cells and in a table. */
    static Cells large(Vector vector) {
        double strongest = strongest(vector);
        List<Cell> cells = IntStream.range(0, vector.size())
                .mapToObj(i -> new Cell(
                        i % LARGE_COLUMNS,
                        i / LARGE_COLUMNS,
                        name(shade(vector.at(i), strongest)),
                        Messages.ENGLISH.say("inside.cell", i + 1, Numbers.component(vector.at(i)))))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < vector.size(); from += TABLE_COLUMNS) {
            rows.add(new Row(
                    from + 1,
                    IntStream.range(from, Math.min(from + TABLE_COLUMNS, vector.size()))
                            .mapToObj(i -> Numbers.component(vector.at(i)))
                            .toList()));
        }
        return new Cells(
                vector.size(),
                Math.min(LARGE_COLUMNS, vector.size()),
                List.of(),
                cells,
                List.copyOf(rows),
                norm(vector),
                scale(vector));
    }

    /** The shades of one row of cells whose first begins at {@code x}, {@code y}; white is left out. */
    static List<Shade> shades(Vector vector, double x, double y, double width, double height) {
        double strongest = strongest(vector);
        TreeMap<Integer, StringBuilder> paths = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            int shade = shade(vector.at(i), strongest);
            if (shade != 0) {
                paths.computeIfAbsent(shade, none -> new StringBuilder())
                        .append('M')
                        .append(Path.number(x + i * width))
                        .append(' ')
                        .append(Path.number(y))
                        .append('h')
                        .append(Path.number(width))
                        .append('v')
                        .append(Path.number(height))
                        .append('h')
                        .append(Path.number(-width))
                        .append('z');
            }
        }
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

    private static String norm(Vector vector) {
        return Messages.ENGLISH.say("inside.norm", Numbers.norm(vector.norm()));
    }

    private static String scale(Vector vector) {
        return Messages.ENGLISH.say("inside.scale", Numbers.component(strongest(vector)));
    }

    /** How many rows of cells the large picture has. */
    public int lines() {
        return (width + columns - 1) / columns;
    }
}
