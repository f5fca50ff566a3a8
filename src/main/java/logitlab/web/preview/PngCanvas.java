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

/** A picture as a PNG. */
final class PngCanvas extends Canvas {

    private static final int STEPS = 28;

    /** All inks, and for tints and smooth edges their mixtures with the surface. One byte per pixel halves the file. */
    private static final IndexColorModel COLOURS = colours();

    private final BufferedImage image;
    private final Graphics2D pen;

    PngCanvas(int width, int height) {
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

    @Override
    void fill(Shape shape, PaletteColor color, double share) {
        pen.setColor(new Color(color.onSurface(share)));
        pen.fill(shape);
    }

    @Override
    void within(Shape shape, Runnable work) {
        pen.setClip(shape);
        work.run();
        pen.setClip(null);
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
