package logitlab.web.preview;

import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws one lane of a {@link PreviewCard}: its name and settings, the token that it chose, and the bars of the best candidates. */
record PreviewLane(Canvas canvas, PreviewContent.Lane lane, double x, double width) {

    private static final double TOP = 246;
    private static final double CHIP_TOP = TOP + 88;
    private static final double CHIP_HEIGHT = 66;
    private static final double BARS_TOP = TOP + 202;
    private static final double PITCH = 38;
    private static final double PADDING = 18;
    private static final double LEAST_TEXT = 110;
    private static final double LEAST_SENTENCE = 500;

    void draw() {
        canvas.fill(new Rectangle2D.Double(x, TOP, width, 5), strong());
        canvas.write(
                lane.name(),
                TextOutliner.STRONG,
                28,
                x,
                TOP + 44,
                lane.greedy() ? PaletteColor.GREEDY_INK : PaletteColor.SAMPLED_INK);
        double size = TextOutliner.TEXT.size(lane.settings(), 16, 22, width);
        String settings = TextOutliner.TEXT.beginning(lane.settings(), size, width);
        canvas.write(settings, TextOutliner.TEXT, size, x, TOP + 72, PaletteColor.SOFT);
        if (lane.token().isPresent()) {
            choice(lane.token().get());
            canvas.writeTo(lane.figures(), TextOutliner.TEXT, 20, x + width, BARS_TOP - 12, PaletteColor.SOFT);
            bars();
        } else {
            List<String> lines = TextOutliner.TEXT.lastLines(lane.finished(), 24, width, 5);
            PreviewCard.write(canvas, lines, 24, x, CHIP_TOP + 40, 34, PaletteColor.SOFT);
        }
    }

    /** The token; before it the end of the lane's own text, or after it the reason, if there is room. */
    private void choice(String token) {
        double size = TextOutliner.TOKEN.size(token, 24, 46, width - 2 * PADDING);
        String shown = TextOutliner.TOKEN.beginning(token, size, width - 2 * PADDING);
        double length = TextOutliner.TOKEN.width(shown, size) + 2 * PADDING;
        double room = width - length - PADDING;
        double left = x;
        if (!lane.text().isBlank() && room >= LEAST_TEXT) {
            String end = TextOutliner.TEXT.lastLines(lane.text(), 28, room, 1).get(0);
            canvas.write(end, TextOutliner.TEXT, 28, x, CHIP_TOP + 44, PaletteColor.SOFT);
            left += TextOutliner.TEXT.width(end, 28) + PADDING;
        } else if (width - length > LEAST_SENTENCE) {
            List<String> lines = TextOutliner.TEXT.lastLines(lane.reason(), 24, room, 2);
            double top = CHIP_TOP + (lines.size() == 1 ? 42 : 26);
            PreviewCard.write(canvas, lines, 24, x + length + PADDING, top, 32, PaletteColor.SOFT);
        }
        PaletteColor soft = lane.greedy() ? PaletteColor.GREEDY_SOFT : PaletteColor.SAMPLED_SOFT;
        canvas.fill(new RoundRectangle2D.Double(left, CHIP_TOP, length, CHIP_HEIGHT, 16, 16), strong());
        canvas.fill(new RoundRectangle2D.Double(left + 3, CHIP_TOP + 3, length - 6, CHIP_HEIGHT - 6, 11, 11), soft);
        canvas.write(
                shown,
                TextOutliner.TOKEN,
                size,
                left + PADDING,
                CHIP_TOP + CHIP_HEIGHT / 2 + size * 0.35,
                PaletteColor.INK);
    }

    private void bars() {
        double names = widest(bar -> TextOutliner.TOKEN.width(bar.token(), label()));
        double figures = widest(bar -> bar.dropped() ? 0 : TextOutliner.STRONG.width(bar.figure(), label()));
        double left = Math.min(names, width * 0.34) + 16;
        for (int i = 0; i < lane.bars().size(); i++) {
            bar(lane.bars().get(i), BARS_TOP + i * PITCH, left, width - left - figures - 16);
        }
    }

    private double widest(ToDoubleFunction<PreviewContent.Bar> width) {
        return lane.bars().stream().mapToDouble(width).max().orElse(0);
    }

    private void bar(PreviewContent.Bar bar, double y, double left, double longest) {
        double base = y + 23;
        PaletteColor color = bar.dropped() ? PaletteColor.SOFT : PaletteColor.INK;
        String name = TextOutliner.TOKEN.beginning(bar.token(), label(), left - 16);
        canvas.write(name, TextOutliner.TOKEN, label(), x, base, color);
        if (bar.dropped()) {
            double struck = TextOutliner.TOKEN.width(name, label());
            canvas.fill(new Rectangle2D.Double(x, y + 15, struck, 2), PaletteColor.SOFT);
        } else {
            double length = bar.length() == 0 ? 0 : Math.max(3, bar.length() * longest);
            PaletteColor pale = lane.greedy() ? PaletteColor.MODEL : PaletteColor.SAMPLED_PALE;
            canvas.fill(new Rectangle2D.Double(x + left, y + 4, length, 22), bar.chosen() ? strong() : pale);
        }
        TextOutliner outliner = bar.chosen() ? TextOutliner.STRONG : TextOutliner.TEXT;
        canvas.writeTo(bar.figure(), outliner, label(), x + width, base, color);
    }

    private double label() {
        return width < 300 ? 20 : 24;
    }

    private PaletteColor strong() {
        return lane.greedy() ? PaletteColor.GREEDY : PaletteColor.SAMPLED;
    }
}
