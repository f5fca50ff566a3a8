package logitlab.web.inside;

import java.util.List;

/**
 * A picture as lists of shapes, in the order in which they are drawn: ribbons, boxes, cells, lines, links, labels.
 *
 * @param tall whether it runs down the page, for a phone
 */
public record Drawing(
        boolean tall,
        int width,
        int height,
        List<Outline> ribbons,
        List<Box> boxes,
        List<Cells.Shade> cells,
        List<Outline> lines,
        List<Link> links,
        List<Label> labels) {

    public String kind() {
        return tall ? "tall" : "wide";
    }

    /** @param classes {@code flow__bar flow__bar--chosen} for a chosen bar */
    public record Outline(String classes, String path, String title) {}

    public record Box(String classes, String x, String y, String width, String height) {}

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public record Label(String classes, String x, String y, String anchor, String text) {}

    /** A box with a text in its middle that is a link. @param current whether it leads to what is shown already */
    public record Link(Box box, Label label, String title, Way way, boolean current) {}

    /** A token, shortened to at most {@code most} characters. */
    static String cut(String text, int most) {
        int points = text.codePointCount(0, text.length());
        return points <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
