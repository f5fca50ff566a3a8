package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * A picture as lists of shapes, in the order in which they are drawn: ribbons, boxes, cells, lines, links, labels.
 *
 * @param kind {@code wide} or {@code tall}
 */
public record Drawing(
        String kind,
        int width,
        int height,
        List<Ribbon> ribbons,
        List<Box> boxes,
        List<Cells.Shade> cells,
        List<Ribbon> lines,
        List<Link> links,
        List<Label> labels) {

    public boolean tall() {
        return kind.equals("tall");
    }

    /** A path. @param title what there is to say of it, may be empty */
    public record Ribbon(String kind, String path, String title) {

        public String classes() {
            return Drawing.classes(kind);
        }
    }

    public record Box(String kind, String x, String y, String width, String height) {

        public String classes() {
            return Drawing.classes(kind);
        }
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public record Label(String kind, String x, String y, String anchor, String text) {

        public String classes() {
            return Drawing.classes(kind);
        }
    }

    /** A box with a text in it that leads somewhere; {@code current} where that is what is shown. */
    public record Link(
            String kind,
            String x,
            String y,
            String width,
            String height,
            Label label,
            String title,
            Way way,
            boolean current) {}

    /** Collects the shapes of one picture. */
    static final class Sketch {

        private final List<Ribbon> ribbons = new ArrayList<>();
        private final List<Box> boxes = new ArrayList<>();
        private final List<Cells.Shade> cells = new ArrayList<>();
        private final List<Ribbon> lines = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();

        void ribbon(String kind, String path, String title) {
            ribbons.add(new Ribbon(kind, path, title));
        }

        /** What the last row takes from each row in one layer: ribbons that are together as thick as its band. */
        void looks(
                boolean down,
                Flow flow,
                Flow.Layer layer,
                double from,
                double to,
                IntToDoubleFunction middle,
                double band) {
            double filled = middle.applyAsDouble(flow.rows().size() - 1) - band / 2;
            for (int row = 0; row < layer.weights().size(); row++) {
                double weight = layer.weights().get(row);
                double thickness = band * weight;
                ribbon(
                        "look",
                        Path.ribbon(
                                down,
                                from,
                                middle.applyAsDouble(row),
                                to,
                                filled + thickness / 2,
                                Math.max(0.6, thickness)),
                        Messages.ENGLISH.say(
                                "inside.flow.look",
                                layer.number(),
                                flow.rows().get(row).text(),
                                Numbers.percent(weight)));
                filled += thickness;
            }
        }

        void line(String kind, String path) {
            lines.add(new Ribbon(kind, path, ""));
        }

        void box(String kind, double x, double y, double width, double height) {
            boxes.add(new Box(kind, Path.number(x), Path.number(y), Path.number(width), Path.number(height)));
        }

        void label(String kind, double x, double y, String anchor, String text) {
            labels.add(label(kind, anchor, x, y, text));
        }

        private static Label label(String kind, String anchor, double x, double y, String text) {
            return new Label(kind, Path.number(x), Path.number(y), anchor, text);
        }

        void vector(Optional<Vector> vector, double x, double y, double width, double height) {
            box("vector", x, y, width, height);
            vector.ifPresent(values -> cells.addAll(Cells.shades(values, x, y, width / values.size(), height)));
        }

        /** A link whose text stands in the middle of its box. */
        void link(
                String kind,
                double x,
                double y,
                double width,
                double height,
                String text,
                String title,
                Way way,
                boolean current) {
            links.add(new Link(
                    kind,
                    Path.number(x),
                    Path.number(y),
                    Path.number(width),
                    Path.number(height),
                    label(kind, "middle", x + width / 2, y + height / 2 + 4, text),
                    title,
                    way,
                    current));
        }

        Drawing drawing(String kind, double width, double height) {
            return new Drawing(
                    kind,
                    (int) Math.ceil(width),
                    (int) Math.ceil(height),
                    List.copyOf(ribbons),
                    List.copyOf(boxes),
                    List.copyOf(cells),
                    List.copyOf(lines),
                    List.copyOf(links),
                    List.copyOf(labels));
        }
    }

    /** {@code flow__bar flow__bar--chosen} from {@code bar bar--chosen}. */
    private static String classes(String kind) {
        return "flow__" + kind.replace(" ", " flow__");
    }

    /** At most {@code most} characters of a token. */
    static String cut(String text, int most) {
        int points = text.codePointCount(0, text.length());
        return points <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
