package logitlab.web.preview;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import logitlab.web.Preview;

/** Draws a {@link Picture}: the site and the step above, then the text, then the lanes next to each other. */
final class Card {

    private static final double MARGIN = 64;
    private static final double ROOM = Preview.WIDTH - 2 * MARGIN;

    private Card() {}

    /** The picture as a PNG. */
    static byte[] png(Picture picture) {
        Sheet sheet = new Sheet(Preview.WIDTH, Preview.HEIGHT);
        head(sheet, picture);
        List<String> lines = Lettering.TEXT.lastLines(picture.text(), 40, ROOM, 2);
        write(sheet, lines, 40, MARGIN, lines.size() == 1 ? 180 : 154, 52, Ink.INK);
        int count = picture.lanes().size();
        double gap = count < 3 ? 56 : 28;
        double width = (ROOM - (count - 1) * gap) / count;
        for (int i = 0; i < count; i++) {
            new CardLane(sheet, picture.lanes().get(i), MARGIN + i * (width + gap), width).draw();
        }
        return sheet.png();
    }

    private static void head(Sheet sheet, Picture picture) {
        logo(sheet, MARGIN, 44, 40);
        sheet.write(picture.site(), Lettering.STRONG, 28, MARGIN + 54, 74, Ink.INK);
        double right = Preview.WIDTH - MARGIN;
        if (picture.draw().isPresent()) {
            String draw = " · " + picture.draw().get();
            sheet.writeTo(draw, Lettering.TEXT, 28, right, 74, Ink.SOFT);
            right -= Lettering.TEXT.width(draw, 28);
        }
        sheet.writeTo(picture.position(), Lettering.STRONG, 28, right, 74, Ink.INK);
    }

    /** Writes lines below each other, {@code pitch} from one baseline to the next. */
    static void write(Sheet sheet, List<String> lines, double size, double x, double top, double pitch, Ink ink) {
        for (int i = 0; i < lines.size(); i++) {
            sheet.write(lines.get(i), Lettering.TEXT, size, x, top + i * pitch, ink);
        }
    }

    /** The same as {@code icon.svg}. @param size the length of its sides */
    static void logo(Sheet sheet, double x, double y, double size) {
        double unit = size / 40;
        sheet.fill(new RoundRectangle2D.Double(x, y, size, size, 16 * unit, 16 * unit), Ink.INK);
        Ink[] inks = {Ink.SKY, Ink.SAMPLED, Ink.MODEL};
        double[] lengths = {25, 15, 8};
        for (int i = 0; i < inks.length; i++) {
            double top = y + (10 + 8 * i) * unit;
            sheet.fill(new Rectangle2D.Double(x + 8 * unit, top, lengths[i] * unit, 5 * unit), inks[i]);
        }
    }
}
