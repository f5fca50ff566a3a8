package logitlab.web.preview;

import java.awt.BasicStroke;
import java.awt.Shape;

/** A picture that is being drawn: shapes and text in plain colours. */
abstract class Canvas {

    static {
        // otherwise the first colour would look for a screen
        System.setProperty("java.awt.headless", "true");
    }

    void fill(Shape shape, PaletteColor color) {
        fill(shape, color, 1);
    }

    /** @param share of the colour, 0 to 1; the rest is the surface's */
    abstract void fill(Shape shape, PaletteColor color, double share);

    /** Lets the work draw inside a shape only. */
    abstract void within(Shape shape, Runnable work);

    /** Draws the edge of a shape. @param dashes lengths of a dash and a gap; none for a continuous edge */
    void stroke(Shape shape, PaletteColor color, double share, double width, float... dashes) {
        fill(
                new BasicStroke(
                                (float) width,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_MITER,
                                10,
                                dashes.length == 0 ? null : dashes,
                                0)
                        .createStrokedShape(shape),
                color,
                share);
    }

    /** Writes text that begins at {@code x}. */
    void write(String text, TextOutliner outliner, double size, double x, double y, PaletteColor color) {
        fill(outliner.outline(text, size, x, y), color);
    }

    /** Writes text that ends at {@code x}. */
    void writeTo(String text, TextOutliner outliner, double size, double x, double y, PaletteColor color) {
        write(text, outliner, size, x - outliner.width(text, size), y, color);
    }
}
