package logitlab.web.play;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws a {@link Picture}: the site and the step above, then the text, then the lanes beside each other. */
final class Card {

    static final int WIDTH = 1200;
    static final int HEIGHT = 630;

    private static final double MARGIN = 64;
    private static final double TEXT_SIZE = 40;

    private final Sheet sheet = new Sheet(WIDTH, HEIGHT, Ink.CANVAS);
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
        mark(MARGIN, 44);
        sheet.write(picture.site(), Lettering.STRONG, 28, MARGIN + 54, 74, Ink.INK);
        double right = WIDTH - MARGIN;
        if (picture.draw().isPresent()) {
            String draw = " · " + picture.draw().get();
            sheet.writeTo(draw, Lettering.TEXT, 28, right, 74, Ink.SOFT);
            right -= Lettering.TEXT.width(draw, 28);
        }
        sheet.writeTo(picture.position(), Lettering.STRONG, 28, right, 74, Ink.INK);
    }

    /** The same as {@code icon.svg}. */
    private void mark(double x, double y) {
        sheet.fill(new RoundRectangle2D.Double(x, y, 40, 40, 16, 16), Ink.INK);
        sheet.fill(new Rectangle2D.Double(x + 8, y + 10, 25, 5), Ink.SKY);
        sheet.fill(new Rectangle2D.Double(x + 8, y + 18, 15, 5), Ink.SAMPLED);
        sheet.fill(new Rectangle2D.Double(x + 8, y + 26, 8, 5), Ink.MODEL);
    }

    private void text() {
        List<String> lines = new Lines(Lettering.TEXT, TEXT_SIZE, WIDTH - 2 * MARGIN).last(picture.text(), 2);
        double y = lines.size() == 1 ? 180 : 154;
        for (String line : lines) {
            sheet.write(line, Lettering.TEXT, TEXT_SIZE, MARGIN, y, Ink.INK);
            y += 52;
        }
    }

    private void lanes() {
        int count = picture.lanes().size();
        double gap = count < 3 ? 56 : 28;
        double width = (WIDTH - 2 * MARGIN - (count - 1) * gap) / count;
        for (int i = 0; i < count; i++) {
            new CardLane(sheet, picture.lanes().get(i), MARGIN + i * (width + gap), width).draw();
        }
    }
}
