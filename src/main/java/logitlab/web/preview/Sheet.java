package logitlab.web.preview;

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
final class Sheet {

    static {
        // otherwise the first colour would look for a screen
        System.setProperty("java.awt.headless", "true");
    }

    private static final int STEPS = 20;

    /** All inks, and for smooth edges their mixtures with the canvas. One byte per pixel halves the file. */
    private static final IndexColorModel COLOURS = colours();

    private final BufferedImage image;
    private final Graphics2D pen;

    Sheet(int width, int height) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(new Rectangle(width, height), Ink.CANVAS);
    }

    private static IndexColorModel colours() {
        int[] colours = Arrays.stream(Ink.values())
                .flatMapToInt(ink -> IntStream.rangeClosed(1, STEPS).map(step -> ink.onCanvas((double) step / STEPS)))
                .toArray();
        return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    void fill(Shape shape, Ink ink) {
        pen.setColor(new Color(ink.rgb()));
        pen.fill(shape);
    }

    /** Writes text that begins at {@code x}. */
    void write(String text, Lettering lettering, double size, double x, double y, Ink ink) {
        fill(lettering.outline(text, size, x, y), ink);
    }

    /** Writes text that ends at {@code x}. */
    void writeTo(String text, Lettering lettering, double size, double x, double y, Ink ink) {
        write(text, lettering, size, x - lettering.width(text, size), y, ink);
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
