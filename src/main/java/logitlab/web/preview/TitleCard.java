package logitlab.web.preview;

import java.util.stream.DoubleStream;
import logitlab.web.Preview;

/** Draws the picture for a page that is not a step: the site, the page's title, and a short summary. */
public final class TitleCard {

    private static final double MARGIN = 80;
    private static final double ROOM = Preview.WIDTH - 2 * MARGIN;

    private TitleCard() {}

    /** The picture as a PNG of {@link Preview#WIDTH} by {@link Preview#HEIGHT} pixels; lines that do not fit are left out. */
    public static byte[] png(String site, String title, String lead) {
        Sheet sheet = new Sheet(Preview.WIDTH, Preview.HEIGHT);
        Card.logo(sheet, MARGIN, 64, 72);
        sheet.write(site, Lettering.STRONG, 36, MARGIN + 94, 113, Ink.INK);
        double y = write(sheet, title, 2, Lettering.STRONG, 76, 250, Ink.INK);
        write(sheet, lead, 3, Lettering.TEXT, 36, y + 34, Ink.SOFT);
        return sheet.png();
    }

    /** Writes the text as large as it fits into {@code most} lines; returns the baseline of the next line. */
    private static double write(
            Sheet sheet, String text, int most, Lettering lettering, double largest, double top, Ink ink) {
        double size = DoubleStream.iterate(largest, larger -> larger * 0.9)
                .limit(6)
                .filter(smaller -> lettering.lines(text, smaller, ROOM).size() <= most)
                .findFirst()
                .orElse(largest / 2);
        double y = top;
        for (String line :
                lettering.lines(text, size, ROOM).stream().limit(most).toList()) {
            sheet.write(line, lettering, size, MARGIN, y, ink);
            y += size * 1.25;
        }
        return y;
    }
}
