package logitlab.web.preview;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text as outlines: one glyph for each character, left to right, without shaping. Safe for use by many threads. */
final class TextOutliner {

    /** What is read: the text and the titles. Here as below, DejaVu has the letters that the site's own faces lack. */
    static final TextOutliner READ = of("LabSerif", "DejaVuSansCondensed");

    static final TextOutliner TITLE = of("LabSerif-Strong", "DejaVuSansCondensed-Bold");

    /** The captions. */
    static final TextOutliner TEXT = of("LabSans", "DejaVuSansCondensed");

    static final TextOutliner STRONG = of("LabSans-Strong", "DejaVuSansCondensed-Bold");

    /** What the model sees. All letters have the same width, except those that only the last file has. */
    static final TextOutliner TOKEN = of("LabMono", "DejaVuSansMono", "DejaVuSansCondensed");

    private static final String ELLIPSIS = "…";

    private final List<FontFace> faces;

    private TextOutliner(List<FontFace> faces) {
        this.faces = faces;
    }

    private static TextOutliner of(String... files) {
        return new TextOutliner(Stream.of(files).map(FontFace::load).toList());
    }

    double width(String text, double size) {
        return size * text.codePoints().mapToDouble(this::advance).sum();
    }

    /** @param y the baseline */
    Shape outline(String text, double size, double x, double y) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        AffineTransform pen = new AffineTransform(size, 0, 0, -size, x, y);
        text.codePoints().forEach(c -> {
            outline.append(face(c).outline(c).getPathIterator(pen), false);
            pen.translate(advance(c), 0);
        });
        return outline;
    }

    /** The largest size, from {@code least} to {@code most}, at which the text fits; {@code least} if there is none. */
    double size(String text, double least, double most, double room) {
        return Math.max(least, Math.min(most, room / width(text, 1)));
    }

    /** The whole text if it fits; otherwise its beginning and an ellipsis. */
    String beginning(String text, double size, double room) {
        return width(text, size) <= room
                ? text
                : text.substring(0, fitting(text, size, room - width(ELLIPSIS, size))) + ELLIPSIS;
    }

    /** The whole text if it fits; otherwise an ellipsis and its end. */
    String end(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        String backward = new StringBuilder(text).reverse().toString();
        int count = fitting(backward, size, room - width(ELLIPSIS, size));
        return ELLIPSIS + text.substring(text.length() - count);
    }

    /** The number of chars at the beginning that fit; never half a character. */
    private int fitting(String text, double size, double room) {
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

    /** The text in lines that fit, broken at spaces where possible. */
    List<String> lines(String text, double size, double room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && width(line + " " + word, size) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (!line.isEmpty() && width(line.toString(), size) > room) {
                int end = Math.max(line.offsetByCodePoints(0, 1), fitting(line.toString(), size, room));
                lines.add(line.substring(0, end));
                line.delete(0, end);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** The end of a text in at most {@code most} lines; an ellipsis and, unless it is a very long word, a whole word begin it. */
    List<String> lastLines(String text, double size, double room, int most) {
        List<String> lines = lines(text, size, room);
        for (double share = 1; lines.size() > most; share -= 0.05) {
            String end = end(text, size, share * most * room).replaceFirst("^…\\S{1,15} ", "… ");
            lines = lines(end, size, room);
        }
        return lines;
    }

    private double advance(int codePoint) {
        return face(codePoint).advance(codePoint);
    }

    private FontFace face(int codePoint) {
        return faces.stream().filter(face -> face.has(codePoint)).findFirst().orElse(faces.get(0));
    }
}
