package logitlab.web.preview;

import java.awt.geom.Rectangle2D;
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

    /** The same as {@code icon.svg}. @param size the length of its sides */
    static void logo(Canvas canvas, double x, double y, double size) {
        double unit = size / 40;
        canvas.fill(new RoundRectangle2D.Double(x, y, size, size, 16 * unit, 16 * unit), PaletteColor.INK);
        PaletteColor[] inks = {PaletteColor.SKY, PaletteColor.SAMPLED, PaletteColor.MODEL};
        double[] lengths = {25, 15, 8};
        for (int i = 0; i < inks.length; i++) {
            double top = y + (10 + 8 * i) * unit;
            canvas.fill(new Rectangle2D.Double(x + 8 * unit, top, lengths[i] * unit, 5 * unit), inks[i]);
        }
    }
}
