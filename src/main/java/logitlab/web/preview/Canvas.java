package logitlab.web.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture that is being drawn: shapes and text in plain colours, then a PNG. */
final class Canvas {

    static {
        // otherwise the first colour would look for a screen
        System.setProperty("java.awt.headless", "true");
    }

    private static final int STEPS = 28;

    /** All inks, and for tints and smooth edges their mixtures with the surface. One byte per pixel halves the file. */
    private static final IndexColorModel COLOURS = colours();

    private final BufferedImage image;
    private final Graphics2D pen;

    Canvas(int width, int height) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(new Rectangle(width, height), PaletteColor.SURFACE);
    }

    private static IndexColorModel colours() {
        int[] colours = Arrays.stream(PaletteColor.values())
                .flatMapToInt(
                        color -> IntStream.rangeClosed(1, STEPS).map(step -> color.onSurface((double) step / STEPS)))
                .toArray();
        return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    void fill(Shape shape, PaletteColor color) {
        fill(shape, color, 1);
    }

    /** @param share of the colour, 0 to 1; the rest is the surface's */
    void fill(Shape shape, PaletteColor color, double share) {
        pen.setColor(new Color(color.onSurface(share)));
        pen.fill(shape);
    }

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

    /** Lets the work draw inside a shape only. */
    void within(Shape shape, Runnable work) {
        pen.setClip(shape);
        work.run();
        pen.setClip(null);
    }

    /** Writes text that begins at {@code x}. */
    void write(String text, TextOutliner outliner, double size, double x, double y, PaletteColor color) {
        fill(outliner.outline(text, size, x, y), color);
    }

    /** Writes text that ends at {@code x}. */
    void writeTo(String text, TextOutliner outliner, double size, double x, double y, PaletteColor color) {
        write(text, outliner, size, x - outliner.width(text, size), y, color);
    }

    byte[] png() {
        pen.dispose();
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, COLOURS);
        indexed.setRGB(0, 0, width, height, image.getRGB(0, 0, width, height, null, 0, width), 0, width);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // kept in memory: Java's default is a temporary file, which some servers cannot write
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(indexed, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
