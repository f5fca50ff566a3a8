package logitlab.web.play;

import java.util.List;
import java.util.stream.DoubleStream;
import logitlab.web.Messages;
import logitlab.web.Preview;

/** Draws the picture for a page that is not a step: the site, the page's title, and a short summary. */
public final class TitleCard {

    private static final double MARGIN = 80;
    private static final double ROOM = Preview.WIDTH - 2 * MARGIN;

    private TitleCard() {}

    /** The picture as a PNG of {@link Preview#WIDTH} by {@link Preview#HEIGHT} pixels; lines that do not fit are left out. */
    public static byte[] png(String title, String lead) {
        Sheet sheet = new Sheet(Preview.WIDTH, Preview.HEIGHT, Ink.CANVAS);
        Card.mark(sheet, MARGIN, 64, 72);
        sheet.write(Messages.ENGLISH.say("site.name"), Lettering.STRONG, 36, MARGIN + 94, 113, Ink.INK);
        double y = write(sheet, title, 2, Lettering.STRONG, 76, 250, Ink.INK);
        write(sheet, lead, 3, Lettering.TEXT, 36, y + 34, Ink.SOFT);
        return sheet.png();
    }

    /** Writes the text as large as it fits into {@code most} lines; returns the position of the next line. */
    private static double write(
            Sheet sheet, String text, int most, Lettering lettering, double largest, double y, Ink ink) {
        double size = DoubleStream.iterate(largest, larger -> larger * 0.9)
                .limit(6)
                .filter(smaller -> lines(text, lettering, smaller).size() <= most)
                .findFirst()
                .orElse(largest / 2);
        double line = y;
        for (String words : lines(text, lettering, size).stream().limit(most).toList()) {
            sheet.write(words, lettering, size, MARGIN, line, ink);
            line += size * 1.25;
        }
        return line;
    }

    private static List<String> lines(String text, Lettering lettering, double size) {
        return new Lines(lettering, size, ROOM).all(text);
    }
}
