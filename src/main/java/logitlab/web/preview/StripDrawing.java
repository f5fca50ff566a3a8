package logitlab.web.preview;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import logitlab.web.step.DrawView;
import logitlab.web.step.IntervalStrip;
import logitlab.web.step.StripBand;

/**
 * Draws a {@link DrawView} as {@code draw.jte} and {@code strip.css} draw it in a page: the draw falls through the lines of all lanes.
 *
 * @param x the left edge, and {@code y} the top, in pixels of the picture
 * @param width in pixels of the picture
 * @param scale pixels of the picture for each pixel of the page
 */
record StripDrawing(Canvas canvas, DrawView view, double x, double y, double width, double scale) {

    /** Depths of a lane's colour, as in {@code tokens.css}. */
    private static final double[] DEPTHS = {0.06, 0.12, 0.19, 0.27, 0.35};

    private static final double UNITS = 10_000;
    private static final double LABEL = 14; // pixels of a page

    void draw() {
        axis();
        view.strips().forEach(this::strip);
        if (!view.draw().isEmpty()) {
            fall();
        }
        view.strips().forEach(this::name);
    }

    private void axis() {
        double line = y(DrawView.AXIS);
        canvas.stroke(new Line2D.Double(x, line, x + width, line), PaletteColor.SOFT, 1, scale);
        for (int quarter = 0; quarter <= 4; quarter++) {
            double at = x + width * quarter / 4;
            canvas.stroke(new Line2D.Double(at, line - 6 * scale, at, line), PaletteColor.SOFT, 1, scale);
        }
        double figures = line - 12 * scale;
        canvas.write("0", TextOutliner.TEXT, 13 * scale, x, figures, PaletteColor.SOFT);
        canvas.writeTo("1", TextOutliner.TEXT, 13 * scale, x + width, figures, PaletteColor.SOFT);
        for (DrawView.EarlierDraw earlier : view.earlier()) {
            double radius = 5.5 * scale;
            Shape dot = new Ellipse2D.Double(at(earlier.at()) - radius, line - radius, 2 * radius, 2 * radius);
            canvas.fill(dot, PaletteColor.SURFACE);
            canvas.stroke(dot, PaletteColor.INK, 1, 1.5 * scale);
        }
    }

    private void strip(IntervalStrip strip) {
        PaletteColor lane = PaletteColor.ofLane(strip.letter());
        strip.lens().ifPresent(lens -> {
            double top = lens.funnelTop();
            double height = lens.gap();
            canvas.fill(placed(lens.funnel(), top, height / 100), lane, DEPTHS[1]);
            canvas.stroke(placed(lens.funnelEdges(), top, height / 100), lane, 1, scale, (float) (3 * scale), (float)
                    (3 * scale));
        });
        band(strip, strip.line(), lane);
        strip.lens().ifPresent(lens -> {
            band(strip, lens.band(), lane);
            double line = y(lens.figures());
            canvas.write(lens.from(), TextOutliner.TEXT, 13 * scale, x, line, PaletteColor.SOFT);
            canvas.writeTo(lens.to(), TextOutliner.TEXT, 13 * scale, x + width, line, PaletteColor.SOFT);
            double half = TextOutliner.TEXT.width(lens.note(), 13 * scale) / 2;
            canvas.write(lens.note(), TextOutliner.TEXT, 13 * scale, x + width / 2 - half, line, PaletteColor.SOFT);
        });
    }

    private void band(IntervalStrip strip, StripBand band, PaletteColor lane) {
        Shape whole = new Rectangle2D.Double(x, y(band.top()), width, band.height() * scale);
        canvas.fill(whole, lane, DEPTHS[0]);
        for (StripBand.Interval interval : band.intervals()) {
            canvas.fill(box(band, interval), lane, DEPTHS[interval.depth() - 1]);
        }
        double unit = band.height() / 10.0;
        canvas.stroke(placed(band.fineEdges(), band.top(), unit), lane, 0.75, 0.6 * scale);
        canvas.stroke(placed(band.edges(), band.top(), unit), lane, 1, scale);
        canvas.stroke(whole, lane, 1, 1.5 * scale);
        band.hit().ifPresent(hit -> {
            Shape box = box(band, hit);
            canvas.fill(box, lane);
            canvas.within(box, () -> pattern(strip.letter(), box.getBounds2D(), lane));
            canvas.stroke(box, PaletteColor.INK, 1, 2.5 * scale);
        });
        band.names().stream().filter(name -> name.room() <= width / scale).forEach(name -> name(band, name, lane));
    }

    /** The second sign of a lane besides its colour. */
    private void pattern(String letter, Rectangle2D box, PaletteColor lane) {
        double step = (letter.equals("d") ? 6 : 7) * scale;
        double height = box.getHeight();
        switch (letter) {
            case "b" -> {
                for (double at = box.getX() - height; at < box.getMaxX(); at += step * Math.sqrt(2)) {
                    Line2D line = new Line2D.Double(at, box.getMaxY(), at + height, box.getY());
                    canvas.stroke(line, lane, 0.5, 2 * scale);
                }
            }
            case "c" -> {
                double dot = 3 * scale;
                for (double left = box.getX() + dot; left < box.getMaxX(); left += step) {
                    for (double top = box.getY() + dot; top < box.getMaxY(); top += step) {
                        canvas.fill(new Ellipse2D.Double(left, top, dot, dot), lane, 0.5);
                    }
                }
            }
            case "d" -> {
                for (double line = box.getY() + 1.5 * scale; line < box.getMaxY(); line += step) {
                    Line2D across = new Line2D.Double(box.getX(), line, box.getMaxX(), line);
                    canvas.stroke(across, lane, 0.5, 2 * scale);
                }
            }
            default -> {} // the first lane is plain
        }
    }

    private void name(StripBand band, StripBand.Name name, PaletteColor lane) {
        double middle = at(name.x()) + name.nudge() * scale;
        double base = y(band.nameLine());
        PaletteColor ink = PaletteColor.INK;
        if (name.chosen()) {
            double half = (name.half() + 5) * scale;
            canvas.fill(
                    new RoundRectangle2D.Double(
                            middle - half, base - 15 * scale, 2 * half, 21 * scale, 6 * scale, 6 * scale),
                    lane);
            ink = PaletteColor.SURFACE;
        }
        if (name.spaced()) {
            double sign = middle + name.sign() * scale;
            Path2D space = new Path2D.Double();
            space.moveTo(sign, base - scale);
            space.lineTo(sign, base + 3 * scale);
            space.lineTo(sign + 7 * scale, base + 3 * scale);
            space.lineTo(sign + 7 * scale, base - scale);
            canvas.stroke(space, ink, 0.75, 1.3 * scale);
        }
        double start = middle + name.start() * scale;
        canvas.write(name.text(), TextOutliner.TOKEN, LABEL * scale, start, base, ink);
    }

    /** The lane's name above its line and what the line shows, to the right of the draw if they would be in its way. */
    private void name(IntervalStrip strip) {
        double base = y(strip.nameLine());
        String name = strip.mark().isEmpty() ? strip.title() : strip.mark() + " " + strip.title();
        if (!strip.settings().isEmpty()) {
            name += "  " + strip.settings();
        }
        double title = TextOutliner.STRONG.width(name, LABEL * scale) + 10 * scale;
        String note = title + TextOutliner.TEXT.width(strip.note(), 13 * scale) > width ? "" : strip.note();
        double whole = title + TextOutliner.TEXT.width(note, 13 * scale);
        double draw = view.draw().isEmpty() ? width : at(view.at()) - x;
        boolean free = whole + 8 * scale < draw || draw + 12 * scale + whole > width;
        double left = x + (free ? 0 : draw + 12 * scale);
        canvas.write(name, TextOutliner.STRONG, LABEL * scale, left, base, PaletteColor.INK);
        canvas.write(note, TextOutliner.TEXT, 13 * scale, left + title, base, PaletteColor.SOFT);
    }

    private void fall() {
        double middle = at(view.at());
        for (DrawView.Fall fall : view.falls()) {
            Line2D line = new Line2D.Double(middle, y(fall.from()), middle, y(fall.to()));
            if (fall.past()) {
                canvas.stroke(line, PaletteColor.INK, 1, 2.5 * scale, (float) (2 * scale), (float) (5 * scale));
            } else {
                canvas.stroke(line, PaletteColor.SURFACE, 1, 6 * scale);
                canvas.stroke(line, PaletteColor.INK, 1, 2.5 * scale);
            }
        }
        Path2D tip = new Path2D.Double();
        double top = y(view.tip() - 6);
        tip.moveTo(middle - 6 * scale, top);
        tip.lineTo(middle + 6 * scale, top);
        tip.lineTo(middle, top + 11 * scale);
        tip.closePath();
        canvas.fill(tip, PaletteColor.INK);
        double half = TextOutliner.STRONG.width(view.draw(), LABEL * scale) / 2;
        double chip = half + 12 * scale;
        double left = Math.max(x, Math.min(x + width - 2 * chip, middle - chip));
        canvas.fill(
                new RoundRectangle2D.Double(left, y(2), 2 * chip, 26 * scale, 26 * scale, 26 * scale),
                PaletteColor.INK);
        canvas.write(view.draw(), TextOutliner.STRONG, LABEL * scale, left + chip - half, y(20), PaletteColor.SURFACE);
    }

    private Shape box(StripBand band, StripBand.Interval interval) {
        return new Rectangle2D.Double(at(interval.x()), y(band.top()), at(interval.width()) - x, band.height() * scale);
    }

    /** A path over the whole width. @param top in pixels of the page @param unit how many of them are one of its units */
    private Shape placed(String path, double top, double unit) {
        AffineTransform place = new AffineTransform(width / UNITS, 0, 0, unit * scale, x, y(top));
        return SvgPathReader.read(path).createTransformedShape(place);
    }

    /** A place on the line, such as {@code 38.983%}. */
    private double at(String percent) {
        return x + width * Double.parseDouble(percent.substring(0, percent.length() - 1)) / 100;
    }

    private double y(double page) {
        return y + page * scale;
    }
}
