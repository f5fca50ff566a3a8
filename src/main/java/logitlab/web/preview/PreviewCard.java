package logitlab.web.preview;

import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import logitlab.lesson.challenge.WrittenToken;
import logitlab.web.PagePreview;
import logitlab.web.step.DrawView;

/** Draws a {@link PreviewContent}. */
public final class PreviewCard {

    private static final double MARGIN = 64;
    private static final double ROOM = PagePreview.WIDTH - 2 * MARGIN;

    private static final int BAND = 14;
    private static final double FOOT = 588; // the baseline
    private static final double BEGIN = 62; // of the headline
    private static final double END = 524; // of the draw
    private static final double LARGEST = 1.6; // pixels of the picture for each pixel of a page
    private static final double PLATE = 14; // on either side of a token on its plate

    private PreviewCard() {}

    /** The picture as a PNG of {@link PagePreview#WIDTH} by {@link PagePreview#HEIGHT} pixels; what does not fit is left out. */
    public static byte[] png(PreviewContent content) {
        PngCanvas canvas = new PngCanvas(PagePreview.WIDTH, PagePreview.HEIGHT);
        draw(canvas, content);
        return canvas.png();
    }

    /** The same picture as an SVG file. @param title what it shows */
    static String svg(PreviewContent content, String title) {
        SvgCanvas canvas = new SvgCanvas(PagePreview.WIDTH, PagePreview.HEIGHT);
        draw(canvas, content);
        return canvas.svg(title);
    }

    private static void draw(Canvas canvas, PreviewContent content) {
        PaletteColor lane = PaletteColor.ofLane(content.lane());
        canvas.fill(new Rectangle(PagePreview.WIDTH, BAND), lane);
        double bottom = content.headline() instanceof PreviewContent.Title title
                ? title(
                        canvas,
                        title,
                        content.draw().isPresent() || !content.written().isEmpty())
                : story(canvas, (PreviewContent.Story) content.headline(), lane);
        content.draw().ifPresent(draw -> draw(canvas, draw, bottom));
        columns(canvas, content.written(), bottom + 4);
        foot(canvas, content.site(), content.sentence());
    }

    private static double title(Canvas canvas, PreviewContent.Title title, boolean compact) {
        double y = lines(canvas, title.title(), 2, TextOutliner.TITLE, compact ? 64 : 76, BEGIN + 52, PaletteColor.INK);
        return lines(
                canvas, title.lead(), compact ? 2 : 4, TextOutliner.READ, compact ? 28 : 36, y - 8, PaletteColor.SOFT);
    }

    /** Writes a text as large as it fits into {@code most} lines; returns the baseline of the next line. */
    private static double lines(
            Canvas canvas,
            String text,
            int most,
            TextOutliner outliner,
            double largest,
            double top,
            PaletteColor color) {
        double size = DoubleStream.iterate(largest, larger -> larger * 0.93)
                .limit(8)
                .filter(smaller -> outliner.lines(text, smaller, ROOM).size() <= most)
                .findFirst()
                .orElse(largest * 0.6);
        double y = top;
        for (String line : outliner.lines(text, size, ROOM).stream().limit(most).toList()) {
            canvas.write(line, outliner, size, MARGIN, y, color);
            y += size * 1.28;
        }
        return y;
    }

    /** The end of the text and its token, in one large line or in two smaller ones; returns where they end. */
    private static double story(Canvas canvas, PreviewContent.Story story, PaletteColor lane) {
        String token = story.token()
                .map(word -> TextOutliner.TITLE.beginning(word, 44, ROOM * 0.6))
                .orElse("");
        String whole = story.text() + (story.spaced() ? " " : "") + token;
        String start = String.join("", story.start());
        double room = ROOM - 2 * PLATE;
        double size = TextOutliner.TITLE.size(whole, 1, 64, room);
        List<String> lines = List.of(whole);
        if (size < 42) {
            size = 46;
            lines = TextOutliner.TITLE.lastLines(whole, size, room, 2);
        }
        double y = BEGIN + size * 0.9;
        if (!start.isEmpty() && !lines.get(0).startsWith("…")) {
            canvas.write(start, TextOutliner.TOKEN, 18, MARGIN, BEGIN - 14, PaletteColor.SOFT);
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            String line = lines.get(i);
            boolean ends = last && !token.isEmpty() && line.endsWith(token);
            String before = ends ? line.substring(0, line.length() - token.length()) : line;
            canvas.write(before, TextOutliner.READ, size, MARGIN, y, PaletteColor.INK);
            if (ends) {
                plate(canvas, token, size, MARGIN + TextOutliner.READ.width(before, size), y, lane);
            }
            y += last ? 0 : size * 1.35;
        }
        return y + size * 0.32;
    }

    private static void plate(Canvas canvas, String token, double size, double x, double y, PaletteColor lane) {
        double width = TextOutliner.TITLE.width(token, size) + 2 * PLATE;
        canvas.fill(
                new RoundRectangle2D.Double(x, y - size * 0.96, width, size * 1.32, size * 0.36, size * 0.36), lane);
        canvas.write(token, TextOutliner.TITLE, size, x + PLATE, y, PaletteColor.SURFACE);
    }

    /** As large as it fits between the headline and the foot. */
    private static void draw(Canvas canvas, DrawView draw, double top) {
        double room = END - top - 12;
        double scale = Math.min(LARGEST, room / draw.height());
        double free = room - draw.height() * scale;
        new StripDrawing(canvas, draw, MARGIN, top + 12 + free / 2, ROOM, scale).draw();
    }

    /** A column for each token: the line from 0 above to 1 below, its interval, and the draw. */
    private static void columns(Canvas canvas, List<WrittenToken> written, double top) {
        double pitch = ROOM / Math.max(1, written.size());
        double width = pitch * 0.85;
        double height = END - top;
        for (int i = 0; i < written.size(); i++) {
            WrittenToken token = written.get(i);
            double x = MARGIN + i * pitch;
            double from = top + height * token.from();
            double length = Math.max(3, height * token.width());
            canvas.fill(new Rectangle2D.Double(x, top, width, height), PaletteColor.INK, 0.06);
            canvas.fill(
                    new Rectangle2D.Double(x, Math.min(from, END - length), width, length),
                    token.rare() ? PaletteColor.LANE_B : PaletteColor.LANE_A,
                    token.rare() || token.probable() ? 1 : 0.8);
            Ellipse2D draw = new Ellipse2D.Double(x + width / 2 - 4, top + height * token.draw() - 4, 8, 8);
            canvas.fill(draw, PaletteColor.INK);
            canvas.stroke(draw, PaletteColor.SURFACE, 1, 1.5);
        }
    }

    private static void foot(Canvas canvas, String site, String sentence) {
        logo(canvas, MARGIN, FOOT - 36, 46);
        canvas.write(site, TextOutliner.TITLE, 34, MARGIN + 60, FOOT, PaletteColor.INK);
        double room = ROOM - 60 - TextOutliner.TITLE.width(site, 34) - 40;
        double size = TextOutliner.TEXT.size(sentence, 20, 26, room);
        List<String> lines = TextOutliner.TEXT.lines(sentence, size, room);
        double y = FOOT - (Math.min(2, lines.size()) - 1) * size * 0.65;
        for (String line : lines.stream().limit(2).toList()) {
            canvas.writeTo(line, TextOutliner.TEXT, size, PagePreview.WIDTH - MARGIN, y, PaletteColor.SOFT);
            y += size * 1.3;
        }
    }

    /** The mark of the site, as in {@code layout.jte}: a draw that falls on one of three shares. @param size the length of its sides */
    private static void logo(Canvas canvas, double x, double y, double size) {
        double unit = size / 26;
        PaletteColor[] inks = {PaletteColor.LANE_A, PaletteColor.LANE_B, PaletteColor.MODEL};
        double[] edges = {1, 13, 21, 26};
        for (int i = 0; i < inks.length; i++) {
            double width = (edges[i + 1] - edges[i] - 1) * unit;
            double left = x + edges[i] * unit;
            canvas.fill(
                    new RoundRectangle2D.Double(left, y + 15 * unit, width, 10 * unit, 3 * unit, 3 * unit), inks[i]);
        }
        Path2D draw = new Path2D.Double();
        draw.moveTo(x + 15.5 * unit, y + unit);
        for (double[] corner : new double[][] {{17.5, 1}, {17.5, 10}, {20, 10}, {16.5, 15}, {13, 10}, {15.5, 10}}) {
            draw.lineTo(x + corner[0] * unit, y + corner[1] * unit);
        }
        draw.closePath();
        canvas.fill(draw, PaletteColor.INK);
    }
}
