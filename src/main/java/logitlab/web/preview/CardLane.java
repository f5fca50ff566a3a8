package logitlab.web.preview;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws one lane of a {@link Card}: its name and settings, the token that it chose, and the bars of the best candidates. */
record CardLane(Sheet sheet, Picture.Lane lane, double x, double width) {

    private static final double TOP = 246;
    private static final double CHIP_TOP = TOP + 88;
    private static final double CHIP_HEIGHT = 66;
    private static final double BARS_TOP = TOP + 202;
    private static final double PITCH = 38;
    private static final double PADDING = 18;
    private static final double LEAST_TEXT = 110;
    private static final double LEAST_SENTENCE = 500;

    void draw() {
        sheet.fill(new Rectangle2D.Double(x, TOP, width, 5), strong());
        sheet.write(lane.name(), Lettering.STRONG, 28, x, TOP + 44, lane.greedy() ? Ink.GREEDY_INK : Ink.SAMPLED_INK);
        double size = Lettering.TEXT.size(lane.settings(), 16, 22, width);
        String settings = Lettering.TEXT.beginning(lane.settings(), size, width);
        sheet.write(settings, Lettering.TEXT, size, x, TOP + 72, Ink.SOFT);
        if (lane.token().isPresent()) {
            choice(lane.token().get());
            sheet.writeTo(lane.figures(), Lettering.TEXT, 20, x + width, BARS_TOP - 12, Ink.SOFT);
            bars();
        } else {
            List<String> lines = Lettering.TEXT.lastLines(lane.finished(), 24, width, 5);
            Card.write(sheet, lines, 24, x, CHIP_TOP + 40, 34, Ink.SOFT);
        }
    }

    /** The token; before it the end of the lane's own text, or after it the reason, if there is room. */
    private void choice(String token) {
        double size = Lettering.TOKEN.size(token, 24, 46, width - 2 * PADDING);
        String shown = Lettering.TOKEN.beginning(token, size, width - 2 * PADDING);
        double length = Lettering.TOKEN.width(shown, size) + 2 * PADDING;
        double room = width - length - PADDING;
        double left = x;
        if (!lane.text().isBlank() && room >= LEAST_TEXT) {
            String end = Lettering.TEXT.lastLines(lane.text(), 28, room, 1).get(0);
            sheet.write(end, Lettering.TEXT, 28, x, CHIP_TOP + 44, Ink.SOFT);
            left += Lettering.TEXT.width(end, 28) + PADDING;
        } else if (width - length > LEAST_SENTENCE) {
            List<String> lines = Lettering.TEXT.lastLines(lane.reason(), 24, room, 2);
            double top = CHIP_TOP + (lines.size() == 1 ? 42 : 26);
            Card.write(sheet, lines, 24, x + length + PADDING, top, 32, Ink.SOFT);
        }
        Ink soft = lane.greedy() ? Ink.GREEDY_SOFT : Ink.SAMPLED_SOFT;
        sheet.fill(new RoundRectangle2D.Double(left, CHIP_TOP, length, CHIP_HEIGHT, 16, 16), strong());
        sheet.fill(new RoundRectangle2D.Double(left + 3, CHIP_TOP + 3, length - 6, CHIP_HEIGHT - 6, 11, 11), soft);
        sheet.write(shown, Lettering.TOKEN, size, left + PADDING, CHIP_TOP + CHIP_HEIGHT / 2 + size * 0.35, Ink.INK);
    }

    private void bars() {
        double names = widest(bar -> Lettering.TOKEN.width(bar.token(), label()));
        double figures = widest(bar -> bar.dropped() ? 0 : Lettering.STRONG.width(bar.figure(), label()));
        double left = Math.min(names, width * 0.34) + 16;
        for (int i = 0; i < lane.bars().size(); i++) {
            bar(lane.bars().get(i), BARS_TOP + i * PITCH, left, width - left - figures - 16);
        }
    }

    private double widest(ToDoubleFunction<Picture.Bar> width) {
        return lane.bars().stream().mapToDouble(width).max().orElse(0);
    }

    private void bar(Picture.Bar bar, double y, double left, double longest) {
        double base = y + 23;
        Ink ink = bar.dropped() ? Ink.SOFT : Ink.INK;
        String name = Lettering.TOKEN.beginning(bar.token(), label(), left - 16);
        sheet.write(name, Lettering.TOKEN, label(), x, base, ink);
        if (bar.dropped()) {
            double struck = Lettering.TOKEN.width(name, label());
            sheet.fill(new Rectangle2D.Double(x, y + 15, struck, 2), Ink.SOFT);
        } else {
            double length = bar.length() == 0 ? 0 : Math.max(3, bar.length() * longest);
            Ink pale = lane.greedy() ? Ink.MODEL : Ink.SAMPLED_PALE;
            sheet.fill(new Rectangle2D.Double(x + left, y + 4, length, 22), bar.chosen() ? strong() : pale);
        }
        Lettering lettering = bar.chosen() ? Lettering.STRONG : Lettering.TEXT;
        sheet.writeTo(bar.figure(), lettering, label(), x + width, base, ink);
    }

    private double label() {
        return width < 300 ? 20 : 24;
    }

    private Ink strong() {
        return lane.greedy() ? Ink.GREEDY : Ink.SAMPLED;
    }
}
