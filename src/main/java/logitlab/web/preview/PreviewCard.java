package logitlab.web.preview;

import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import logitlab.web.PagePreview;

/** Draws a {@link PreviewContent}: the site and the step above, then the text, then the lanes next to each other. */
final class PreviewCard {

    private static final double MARGIN = 64;
    private static final double ROOM = PagePreview.WIDTH - 2 * MARGIN;

    private PreviewCard() {}

    /** The picture as a PNG. */
    static byte[] png(PreviewContent content) {
        Canvas canvas = new Canvas(PagePreview.WIDTH, PagePreview.HEIGHT);
        head(canvas, content);
        List<String> lines = TextOutliner.TEXT.lastLines(content.text(), 40, ROOM, 2);
        write(canvas, lines, 40, MARGIN, lines.size() == 1 ? 180 : 154, 52, PaletteColor.INK);
        int count = content.lanes().size();
        double gap = count < 3 ? 56 : 28;
        double width = (ROOM - (count - 1) * gap) / count;
        for (int i = 0; i < count; i++) {
            new PreviewLane(canvas, content.lanes().get(i), MARGIN + i * (width + gap), width).draw();
        }
        return canvas.png();
    }

    private static void head(Canvas canvas, PreviewContent content) {
        logo(canvas, MARGIN, 44, 40);
        canvas.write(content.site(), TextOutliner.STRONG, 28, MARGIN + 54, 74, PaletteColor.INK);
        double right = PagePreview.WIDTH - MARGIN;
        if (content.draw().isPresent()) {
            String draw = " · " + content.draw().get();
            canvas.writeTo(draw, TextOutliner.TEXT, 28, right, 74, PaletteColor.SOFT);
            right -= TextOutliner.TEXT.width(draw, 28);
        }
        canvas.writeTo(content.position(), TextOutliner.STRONG, 28, right, 74, PaletteColor.INK);
    }

    /** Writes lines below each other, {@code pitch} from one baseline to the next. */
    static void write(
            Canvas canvas, List<String> lines, double size, double x, double top, double pitch, PaletteColor color) {
        for (int i = 0; i < lines.size(); i++) {
            canvas.write(lines.get(i), TextOutliner.TEXT, size, x, top + i * pitch, color);
        }
    }

    /** The mark of the site, as in {@code layout.jte}: a draw that falls on one of three shares. @param size the length of its sides */
    static void logo(Canvas canvas, double x, double y, double size) {
        double unit = size / 26;
        PaletteColor[] inks = {PaletteColor.GREEDY, PaletteColor.OCHRE, PaletteColor.MODEL};
        double[] edges = {1, 13, 21, 26};
        for (int i = 0; i < inks.length; i++) {
            double width = (edges[i + 1] - edges[i] - 1) * unit;
            double left = x + edges[i] * unit;
            canvas.fill(
                    new RoundRectangle2D.Double(left, y + 15 * unit, width, 10 * unit, 3 * unit, 3 * unit), inks[i]);
        }
        Path2D draw = new Path2D.Double();
        draw.moveTo(x + 15.5 * unit, y + unit);
        for (double[] corner : new double[][] {{17.5, 1}, {17.5, 10}, {20, 10}, {16.5, 15}, {13, 10}, {15.5, 10}}) {
            draw.lineTo(x + corner[0] * unit, y + corner[1] * unit);
        }
        draw.closePath();
        canvas.fill(draw, PaletteColor.INK);
    }
}
