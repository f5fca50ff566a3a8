package logitlab.web.play;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture in the making: shapes and words in plain colours, then a PNG. */
final class Sheet {

    static {
        // else the first colour would look for a screen
        System.setProperty("java.awt.headless", "true");
    }

    private final BufferedImage image;
    private final Graphics2D pen;

    Sheet(int width, int height, Ink ground) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(new java.awt.Rectangle(width, height), ground);
    }

    void fill(Shape shape, Ink ink) {
        pen.setColor(new Color(ink.rgb()));
        pen.fill(shape);
    }

    /** Words that begin at {@code x}. */
    void write(String text, Lettering lettering, double size, double x, double y, Ink ink) {
        fill(lettering.outline(text, size, x, y), ink);
    }

    /** Words that end at {@code x}. */
    void writeTo(String text, Lettering lettering, double size, double x, double y, Ink ink) {
        write(text, lettering, size, x - lettering.width(text, size), y, ink);
    }

    byte[] png() {
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // kept in memory: Java's default is a temporary file, which not every server may write
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(Palette.reduced(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
