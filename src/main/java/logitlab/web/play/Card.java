package logitlab.web.play;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import logitlab.web.Preview;

/** Draws a {@link Picture}: the site and the step above, then the text, then the lanes beside each other. */
final class Card {

    private static final double MARGIN = 64;
    private static final double TEXT_SIZE = 40;

    private final Sheet sheet = new Sheet(Preview.WIDTH, Preview.HEIGHT, Ink.CANVAS);
    private final Picture picture;

    private Card(Picture picture) {
        this.picture = picture;
    }

    /** The picture as a PNG. */
    static byte[] png(Picture picture) {
        Card card = new Card(picture);
        card.head();
        card.text();
        card.lanes();
        return card.sheet.png();
    }

    private void head() {
        mark(sheet, MARGIN, 44, 40);
        sheet.write(picture.site(), Lettering.STRONG, 28, MARGIN + 54, 74, Ink.INK);
        double right = Preview.WIDTH - MARGIN;
        if (picture.draw().isPresent()) {
            String draw = " · " + picture.draw().get();
            sheet.writeTo(draw, Lettering.TEXT, 28, right, 74, Ink.SOFT);
            right -= Lettering.TEXT.width(draw, 28);
        }
        sheet.writeTo(picture.position(), Lettering.STRONG, 28, right, 74, Ink.INK);
    }

    /** The same as {@code icon.svg}. @param size the length of its sides */
    static void mark(Sheet sheet, double x, double y, double size) {
        double unit = size / 40;
        double round = 16 * unit;
        sheet.fill(new RoundRectangle2D.Double(x, y, size, size, round, round), Ink.INK);
        bar(sheet, x + 8 * unit, y + 10 * unit, 25, unit, Ink.SKY);
        bar(sheet, x + 8 * unit, y + 18 * unit, 15, unit, Ink.SAMPLED);
        bar(sheet, x + 8 * unit, y + 26 * unit, 8, unit, Ink.MODEL);
    }

    private static void bar(Sheet sheet, double x, double y, double length, double unit, Ink ink) {
        sheet.fill(new Rectangle2D.Double(x, y, length * unit, 5 * unit), ink);
    }

    private void text() {
        List<String> lines = new Lines(Lettering.TEXT, TEXT_SIZE, Preview.WIDTH - 2 * MARGIN).last(picture.text(), 2);
        double y = lines.size() == 1 ? 180 : 154;
        for (String line : lines) {
            sheet.write(line, Lettering.TEXT, TEXT_SIZE, MARGIN, y, Ink.INK);
            y += 52;
        }
    }

    private void lanes() {
        int count = picture.lanes().size();
        double gap = count < 3 ? 56 : 28;
        double width = (Preview.WIDTH - 2 * MARGIN - (count - 1) * gap) / count;
        for (int i = 0; i < count; i++) {
            new CardLane(sheet, picture.lanes().get(i), MARGIN + i * (width + gap), width).draw();
        }
    }
}
