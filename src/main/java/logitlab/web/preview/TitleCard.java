package logitlab.web.preview;

import java.awt.Rectangle;
import java.util.stream.DoubleStream;
import logitlab.web.PagePreview;

/** Draws the picture for a page that is not a step: the site, the page's title, and a short summary. */
public final class TitleCard {

    private static final double MARGIN = 80;
    private static final int BAND = 14;
    private static final double ROOM = PagePreview.WIDTH - 2 * MARGIN;

    private TitleCard() {}

    /** The picture as a PNG of {@link PagePreview#WIDTH} by {@link PagePreview#HEIGHT} pixels; lines that do not fit are left out. */
    public static byte[] png(String site, String title, String lead) {
        Canvas canvas = new Canvas(PagePreview.WIDTH, PagePreview.HEIGHT);
        canvas.fill(new Rectangle(PagePreview.WIDTH, BAND), PaletteColor.OCHRE);
        PreviewCard.logo(canvas, MARGIN, 64, 72);
        canvas.write(site, TextOutliner.STRONG, 36, MARGIN + 94, 113, PaletteColor.INK);
        double y = write(canvas, title, 2, TextOutliner.STRONG, 76, 250, PaletteColor.INK);
        write(canvas, lead, 3, TextOutliner.TEXT, 36, y + 8, PaletteColor.SOFT);
        return canvas.png();
    }

    /** Writes the text as large as it fits into {@code most} lines; returns the baseline of the next line. */
    private static double write(
            Canvas canvas,
            String text,
            int most,
            TextOutliner outliner,
            double largest,
            double top,
            PaletteColor color) {
        double size = DoubleStream.iterate(largest, larger -> larger * 0.9)
                .limit(6)
                .filter(smaller -> outliner.lines(text, smaller, ROOM).size() <= most)
                .findFirst()
                .orElse(largest / 2);
        double y = top;
        for (String line : outliner.lines(text, size, ROOM).stream().limit(most).toList()) {
            canvas.write(line, outliner, size, MARGIN, y, color);
            y += size * 1.25;
        }
        return y;
    }
}
