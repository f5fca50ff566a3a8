package logitlab.web.play;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.stream.Stream;

/**
 * Text as outlines, from font files that the program brings along: Java's own fonts fail on a server that has none.
 *
 * <p>One glyph for each character, left to right, without shaping. Safe for use by many threads.
 */
final class Lettering {

    static final Lettering TEXT = of("DejaVuSansCondensed");
    static final Lettering STRONG = of("DejaVuSansCondensed-Bold");

    /** All letters equally wide, but for those that only the second file has. */
    static final Lettering TOKEN = of("DejaVuSansMono", "DejaVuSansCondensed");

    private static final String ELLIPSIS = "…";

    private final List<Face> faces;

    private Lettering(List<Face> faces) {
        this.faces = faces;
    }

    private static Lettering of(String... files) {
        return new Lettering(Stream.of(files).map(Face::load).toList());
    }

    double width(String text, double size) {
        return size * text.codePoints().mapToDouble(this::advance).sum();
    }

    /** @param y the line that the letters stand on */
    Shape outline(String text, double size, double x, double y) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        AffineTransform pen = new AffineTransform(size, 0, 0, -size, x, y);
        text.codePoints().forEach(c -> {
            outline.append(face(c).outline(c).getPathIterator(pen), false);
            pen.translate(advance(c), 0);
        });
        return outline;
    }

    /** The largest size, {@code least} to {@code most}, at which there is room for the text; {@code least} where there is none. */
    double size(String text, double least, double most, double room) {
        return Math.max(least, Math.min(most, room / width(text, 1)));
    }

    /** The whole text where there is room for it, else its beginning and an ellipsis. */
    String beginning(String text, double size, double room) {
        return width(text, size) <= room
                ? text
                : text.substring(0, fitting(text, size, room - width(ELLIPSIS, size))) + ELLIPSIS;
    }

    /** The whole text where there is room for it, else an ellipsis and its end. */
    String end(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        String backward = new StringBuilder(text).reverse().toString();
        int count = fitting(backward, size, room - width(ELLIPSIS, size));
        return ELLIPSIS + text.substring(text.length() - count);
    }

    /** How many chars from the beginning there is room for; never half a character. */
    int fitting(String text, double size, double room) {
        double width = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            width += size * advance(codePoint);
            if (width > room) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private double advance(int codePoint) {
        return face(codePoint).advance(codePoint);
    }

    private Face face(int codePoint) {
        return faces.stream().filter(face -> face.has(codePoint)).findFirst().orElse(faces.get(0));
    }
}
