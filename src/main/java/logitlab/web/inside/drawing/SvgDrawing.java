package logitlab.web.inside.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.model.Vector;
import logitlab.web.link.FragmentLinks;

/**
 * A picture as lists of shapes, in the order in which they are drawn: parts, ribbons, boxes, cells, lines, links, labels, ways.
 *
 * @param tall whether it runs down the page, for a phone
 * @param ways that a new token takes, one after the other
 */
public record SvgDrawing(
        boolean tall,
        int width,
        int height,
        List<Part> parts,
        List<Outline> ribbons,
        List<Box> boxes,
        List<VectorHeatmap.Shade> cells,
        List<Outline> lines,
        List<Link> links,
        List<Label> labels,
        List<String> ways) {

    public String kind() {
        return tall ? "tall" : "wide";
    }

    /** @param classes {@code flow__bar flow__bar--chosen} for a chosen bar */
    public record Outline(String classes, String path, String title) {}

    public record Box(String classes, String x, String y, String width, String height) {

        public static Box of(String kind, double x, double y, double width, double height) {
            return new Box(
                    SvgDrawing.classes(kind),
                    SvgPath.number(x),
                    SvgPath.number(y),
                    SvgPath.number(width),
                    SvgPath.number(height));
        }
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public record Label(String classes, String x, String y, String anchor, String text) {

        public static Label of(String kind, double x, double y, String anchor, String text) {
            return new Label(SvgDrawing.classes(kind), SvgPath.number(x), SvgPath.number(y), anchor, text);
        }
    }

    /** A part of the picture with its title, which leads to the station of this name. */
    public record Part(String station, Box box, Label title) {}

    /**
     * A box with a text in its middle that is a link.
     *
     * @param current whether it leads to what is shown already
     * @param station that it unfolds, if what it leads to is in one
     */
    public record Link(
            Box box, Label label, String title, FragmentLinks link, boolean current, Optional<String> station) {}

    /** A token, shortened to at most {@code most} characters. */
    public static String cut(String text, int most) {
        int points = text.codePointCount(0, text.length());
        return points <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** Collects the shapes of a picture that runs to the right or down: places are given along this direction and across it. */
    public static final class Sketch {

        private final boolean down;
        private final List<Part> parts = new ArrayList<>();
        private final List<Outline> ribbons = new ArrayList<>();
        private final List<Box> boxes = new ArrayList<>();
        private final List<VectorHeatmap.Shade> cells = new ArrayList<>();
        private final List<Outline> lines = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();
        private final List<String> ways = new ArrayList<>();

        public Sketch(boolean down) {
            this.down = down;
        }

        public SvgDrawing drawing(double width, double height) {
            return new SvgDrawing(
                    down,
                    (int) width,
                    (int) Math.ceil(height),
                    parts,
                    ribbons,
                    boxes,
                    cells,
                    lines,
                    links,
                    labels,
                    ways);
        }

        /** A part from one place to another along the picture, as broad as it, with a title at a place along and across. */
        public void part(
                String station, String text, double from, double to, double breadth, double along, double across) {
            Label title = Label.of("title", down ? across : along, down ? along : across, "start", text);
            parts.add(new Part(station, boxOf("part", from, 0, to - from, breadth), title));
        }

        public void way(String path) {
            ways.add(path);
        }

        /** A band from one place to another, where it reaches from {@code toLow} to {@code toHigh}; both ends are straight. */
        public void ribbon(
                String kind,
                double from,
                double low,
                double high,
                double to,
                double toLow,
                double toHigh,
                String title) {
            double half = (from + to) / 2;
            String side = path("M# #C# # # # # #", from, low, half, low, half, toLow, to, toLow);
            String back = path("L# #C# # # # # #Z", to, toHigh, half, toHigh, half, high, from, high);
            ribbons.add(new Outline(SvgDrawing.classes(kind), side + back, title));
        }

        public void line(String kind, String path) {
            lines.add(new Outline(SvgDrawing.classes(kind), path, ""));
        }

        /** A path through points, given as pairs of along and across. */
        public String path(String template, double... points) {
            double[] xy = points.clone();
            for (int i = 0; down && i < points.length; i++) {
                xy[i] = points[i ^ 1];
            }
            return SvgPath.of(template, xy);
        }

        public void box(String kind, double along, double across, double length, double breadth) {
            boxes.add(boxOf(kind, along, across, length, breadth));
        }

        private Box boxOf(String kind, double along, double across, double length, double breadth) {
            return down ? Box.of(kind, across, along, breadth, length) : Box.of(kind, along, across, length, breadth);
        }

        public void rectangle(String kind, double x, double y, double width, double height) {
            boxes.add(Box.of(kind, x, y, width, height));
        }

        public void vector(Vector vector, double x, double y, double width, double height) {
            cells.addAll(VectorHeatmap.shades(vector, x, y, width / vector.size(), height));
        }

        public void label(String kind, double x, double y, String anchor, String text) {
            labels.add(Label.of(kind, x, y, anchor, text));
        }

        /** A text in the middle of a place. */
        public void middle(String kind, double along, double across, String text) {
            labels.add(labelOf(kind, along, across, text));
        }

        private Label labelOf(String kind, double along, double across, String text) {
            return Label.of(kind, down ? across : along, (down ? along : across) + 4, "middle", text);
        }

        public void link(
                String kind,
                double along,
                double across,
                double length,
                double breadth,
                String text,
                String title,
                FragmentLinks href,
                boolean current,
                Optional<String> station) {
            Label label = labelOf(kind.split(" ")[0] + "-text", along + length / 2, across + breadth / 2, text);
            links.add(new Link(boxOf(kind, along, across, length, breadth), label, title, href, current, station));
        }
    }

    /** {@code flow__bar flow__bar--chosen} from {@code bar bar--chosen}. */
    private static String classes(String kind) {
        return "flow__" + kind.replace(" ", " flow__");
    }
}
