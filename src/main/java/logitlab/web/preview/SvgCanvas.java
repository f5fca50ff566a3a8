package logitlab.web.preview;

import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Locale;

/**
 * A picture as an SVG file that needs nothing else: letters are outlines and colours are written out, so that it looks the same in every
 * program. The words that it shows are in its title.
 */
final class SvgCanvas extends Canvas {

    private static final String[] COMMANDS = {"M", "L", "Q", "C", "Z"};
    private static final int[] POINTS = {1, 1, 2, 3, 0};

    private final int width;
    private final int height;
    private final StringBuilder body = new StringBuilder();
    private int clips;

    SvgCanvas(int width, int height) {
        this.width = width;
        this.height = height;
        fill(new Rectangle(width, height), PaletteColor.SURFACE);
    }

    @Override
    void fill(Shape shape, PaletteColor color, double share) {
        String path = path(shape);
        if (!path.isEmpty()) {
            body.append("<path fill=\"#%06x\" d=\"%s\"/>\n".formatted(color.onSurface(share), path));
        }
    }

    @Override
    void within(Shape shape, Runnable work) {
        clips++;
        body.append("<clipPath id=\"clip%d\"><path d=\"%s\"/></clipPath>\n<g clip-path=\"url(#clip%d)\">\n"
                .formatted(clips, path(shape), clips));
        work.run();
        body.append("</g>\n");
    }

    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            int command = at.currentSegment(points);
            path.append(COMMANDS[command]);
            for (int i = 0; i < 2 * POINTS[command]; i++) {
                path.append(i > 0 ? " " : "").append(number(points[i]));
            }
        }
        return path.toString();
    }

    private static String number(double value) {
        String plain = String.format(Locale.ROOT, "%.1f", value);
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }

    /** @param title what the picture shows, for those who cannot see it */
    String svg(String title) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title>
                %s</svg>
                """.formatted(width, height, width, height, escaped(title), body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
