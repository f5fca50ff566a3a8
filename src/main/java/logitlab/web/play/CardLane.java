package logitlab.web.play;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws one lane of a {@link Card}: its name and settings, the token that it chose, and the bars of the best candidates. */
record CardLane(Sheet sheet, PictureLane lane, double x, double width) {

    private static final double TOP = 246;
    private static final double CHIP_TOP = TOP + 88;
    private static final double CHIP_HEIGHT = 66;
    private static final double BARS_TOP = TOP + 202;
    private static final double PITCH = 38;
    private static final double PADDING = 18;
    private static final double LEAST_WORDS = 110;
    private static final double LEAST_SENTENCE = 500;

    void draw() {
        sheet.fill(new Rectangle2D.Double(x, TOP, width, 5), strong());
        sheet.write(lane.name(), Lettering.STRONG, 28, x, TOP + 44, ink());
        double size = Lettering.TEXT.size(lane.settings(), 16, 22, width);
        String settings = Lettering.TEXT.beginning(lane.settings(), size, width);
        sheet.write(settings, Lettering.TEXT, size, x, TOP + 72, Ink.SOFT);
        lane.token().ifPresentOrElse(this::choice, this::finished);
    }

    private void finished() {
        double y = CHIP_TOP + 40;
        for (String line : new Lines(Lettering.TEXT, 24, width).last(lane.finished(), 5)) {
            sheet.write(line, Lettering.TEXT, 24, x, y, Ink.SOFT);
            y += 34;
        }
    }

    private void choice(String token) {
        double size = Lettering.TOKEN.size(token, 24, 46, width - 2 * PADDING);
        String shown = Lettering.TOKEN.beginning(token, size, width - 2 * PADDING);
        double chip = Lettering.TOKEN.width(shown, size) + 2 * PADDING;
        double before = before(width - chip - PADDING);
        chip(shown, size, x + before, chip);
        if (before == 0 && width - chip > LEAST_SENTENCE) {
            reason(x + chip + PADDING, width - chip - PADDING);
        }
        sheet.writeTo(lane.figures(), Lettering.TEXT, 20, x + width, BARS_TOP - 12, Ink.SOFT);
        bars();
    }

    /** The end of what the lane chose before, where there is some and room to make it out; how much of the room it took. */
    private double before(double room) {
        if (lane.text().isBlank() || room < LEAST_WORDS) {
            return 0;
        }
        String end = new Lines(Lettering.TEXT, 28, room).last(lane.text(), 1).get(0);
        sheet.write(end, Lettering.TEXT, 28, x, CHIP_TOP + 44, Ink.SOFT);
        return Lettering.TEXT.width(end, 28) + PADDING;
    }

    private void chip(String shown, double size, double left, double wide) {
        sheet.fill(new RoundRectangle2D.Double(left, CHIP_TOP, wide, CHIP_HEIGHT, 16, 16), strong());
        sheet.fill(new RoundRectangle2D.Double(left + 3, CHIP_TOP + 3, wide - 6, CHIP_HEIGHT - 6, 11, 11), soft());
        sheet.write(shown, Lettering.TOKEN, size, left + PADDING, CHIP_TOP + CHIP_HEIGHT / 2 + size * 0.35, Ink.INK);
    }

    /** Why the token was chosen, beside it, where the lane has the card for itself. */
    private void reason(double left, double room) {
        List<String> lines = new Lines(Lettering.TEXT, 24, room).last(lane.reason(), 2);
        double y = CHIP_TOP + (lines.size() == 1 ? 42 : 26);
        for (String line : lines) {
            sheet.write(line, Lettering.TEXT, 24, left, y, Ink.SOFT);
            y += 32;
        }
    }

    private void bars() {
        double names = lane.bars().stream()
                .mapToDouble(bar -> Lettering.TOKEN.width(bar.token(), label()))
                .reduce(0, Math::max);
        double figures = lane.bars().stream()
                .filter(bar -> !bar.dropped())
                .mapToDouble(bar -> Lettering.STRONG.width(bar.figure(), label()))
                .reduce(0, Math::max);
        double left = Math.min(names, width * 0.34) + 16;
        double longest = width - left - figures - 16;
        double y = BARS_TOP;
        for (PictureLane.Bar bar : lane.bars()) {
            bar(bar, y, left, longest);
            y += PITCH;
        }
    }

    private void bar(PictureLane.Bar bar, double y, double left, double longest) {
        double base = y + 23;
        Ink ink = bar.dropped() ? Ink.SOFT : Ink.INK;
        String name = Lettering.TOKEN.beginning(bar.token(), label(), left - 16);
        sheet.write(name, Lettering.TOKEN, label(), x, base, ink);
        if (bar.dropped()) {
            double struck = Lettering.TOKEN.width(name, label());
            sheet.fill(new Rectangle2D.Double(x, y + 15, struck, 2), Ink.SOFT);
        } else {
            double length = bar.length() == 0 ? 0 : Math.max(3, bar.length() * longest);
            sheet.fill(new Rectangle2D.Double(x + left, y + 4, length, 22), bar.chosen() ? strong() : pale());
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

    private Ink pale() {
        return lane.greedy() ? Ink.MODEL : Ink.SAMPLED_PALE;
    }

    private Ink soft() {
        return lane.greedy() ? Ink.GREEDY_SOFT : Ink.SAMPLED_SOFT;
    }

    private Ink ink() {
        return lane.greedy() ? Ink.GREEDY_INK : Ink.SAMPLED_INK;
    }
}
