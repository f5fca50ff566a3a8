package logitlab.web.preview;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import logitlab.web.step.BarPicture;
import logitlab.web.step.ChartAxis;

/**
 * Draws the probabilities of a step's candidates as {@code barpicture.jte} draws them in a page: the model's above, the sampling
 * probability below.
 *
 * @param title above the bars
 * @param model the name of the upper bars, {@code sampling} that of the lower ones
 * @param lane the letter of the lane whose colour the lower bars have
 */
record BarDrawing(BarPicture view, String title, String model, String sampling, String lane) {

    static final int WIDTH = 960;

    private static final double SCALE = 1.6; // pixels of the picture for each pixel of a page
    private static final double MARGIN = 32;
    private static final double ROOM = WIDTH - 2 * MARGIN;
    private static final double BARS = MARGIN + 0.3 * ROOM;
    private static final double LENGTH = 0.52 * ROOM;
    private static final double TOP = 104;
    private static final double SIZE = 12 * SCALE;
    private static final double BAR = 11 * SCALE;
    private static final double DROPPED = 0.55;

    int height() {
        return (int) Math.ceil(TOP + view.whole() * SCALE + MARGIN / 2);
    }

    void draw(Canvas canvas) {
        canvas.write(
                TextOutliner.TITLE.beginning(title, 30, ROOM), TextOutliner.TITLE, 30, MARGIN, 46, PaletteColor.INK);
        double next = key(canvas, MARGIN, PaletteColor.MODEL, model);
        key(canvas, next, PaletteColor.ofLane(lane), sampling);
        double bottom = TOP + view.height() * SCALE;
        for (ChartAxis.Mark mark : view.marks()) {
            double at = BARS + LENGTH * share(mark.at());
            canvas.stroke(new Line2D.Double(at, TOP, at, bottom), PaletteColor.SOFT, 0.3, 1);
            double half = TextOutliner.TEXT.width(mark.label(), SIZE) / 2;
            canvas.write(mark.label(), TextOutliner.TEXT, SIZE, at - half, bottom + 1.3 * SIZE, PaletteColor.SOFT);
        }
        view.rows().forEach(row -> row(canvas, row));
    }

    private static double key(Canvas canvas, double x, PaletteColor color, String words) {
        canvas.fill(new Rectangle2D.Double(x, 66, 16, 16), color);
        canvas.write(words, TextOutliner.TEXT, SIZE, x + 24, 81, PaletteColor.SOFT);
        return x + 24 + TextOutliner.TEXT.width(words, SIZE) + 32;
    }

    private void row(Canvas canvas, BarPicture.Row row) {
        double base = TOP + row.middle() * SCALE + 0.35 * SIZE;
        canvas.writeTo(row.token(), TextOutliner.TOKEN, SIZE, BARS - 12, base, PaletteColor.INK);
        if (row.chosen()) {
            mark(canvas, BARS - 18 - TextOutliner.TOKEN.width(row.token(), SIZE), base);
        }
        for (BarPicture.Bar bar : row.bars()) {
            double top = TOP + bar.top() * SCALE;
            Shape box = new Rectangle2D.Double(BARS + LENGTH * share(bar.x()), top, LENGTH * share(bar.width()), BAR);
            boolean upper = bar.kind().equals("model");
            canvas.fill(
                    box,
                    upper
                            ? PaletteColor.MODEL
                            : row.state().equals("dropped") ? PaletteColor.SOFT : PaletteColor.ofLane(lane),
                    !upper && row.state().equals("dropped") ? DROPPED : 1);
            if (row.chosen() && !upper) {
                canvas.stroke(box, PaletteColor.INK, 1, 2);
            }
            canvas.writeTo(
                    bar.value(), TextOutliner.TEXT, 0.9 * SIZE, MARGIN + ROOM, top + 0.82 * BAR, PaletteColor.INK);
        }
    }

    /** The chosen token is marked by more than a colour. @param x of its tip */
    private static void mark(Canvas canvas, double x, double base) {
        Path2D tip = new Path2D.Double();
        tip.moveTo(x - 10, base - 12);
        tip.lineTo(x, base - 6);
        tip.lineTo(x - 10, base);
        tip.closePath();
        canvas.fill(tip, PaletteColor.INK);
    }

    /** {@code 38.983%} as a share. */
    private static double share(String percent) {
        return Double.parseDouble(percent.replace("%", "")) / 100;
    }

    byte[] png() {
        PngCanvas canvas = new PngCanvas(WIDTH, height());
        draw(canvas);
        return canvas.png();
    }

    String svg() {
        SvgCanvas canvas = new SvgCanvas(WIDTH, height());
        draw(canvas);
        return canvas.svg(title);
    }
}
