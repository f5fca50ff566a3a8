package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.web.inside.drawing.SvgDrawing;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.link.Station;
import logitlab.web.view.Numbers;

/**
 * Draws the whole way: to the right on a wide screen, with one row for each token, or down on a phone, with one column for each.
 *
 * <p>Both drawings have the same parts. Their places are given <i>along</i> the way, from the tokens to the choice, and
 * <i>across</i> it, from the first token of the text to the last.
 */
final class FlowDrawing {

    static final int MOST_ROWS = 8;
    static final int MOST_COLUMNS = 5;

    /** The layers of the wide drawing share this length. */
    private static final double LAYERS_LENGTH = 465;

    /** The moments in which a new token passes all layers, whatever their number; the style sheet has the time of each. */
    private static final int MOMENTS = 12;

    private final OpenedInsideLink opened;
    private final FlowContent flow;
    private final boolean tall;
    private final int last;

    private final SvgDrawing.Sketch sketch;

    // across: the drawing reaches from low to high, the tokens begin at first, one each pitch, and flow in a band
    private final double low;
    private final double high;
    private final double first;
    private final double pitch;
    private final double band;

    // along: the tokens, their ids, their embeddings, the layers from start to end, the histogram of the logits
    private final double chips;
    private final double chipLength;
    private final double ids;
    private final double strips;
    private final double stripLength;
    private final double start;
    private final double end;
    private final double layerLength;
    private final double blockLength;
    private final double histogram;
    private final double histogramLength;

    // the table of the best tokens, which has the same direction in both drawings
    private final double width;
    private final double table;
    private final double tableTop;
    private final double lineHeight;

    private FlowDrawing(OpenedInsideLink opened, FlowContent flow, boolean tall) {
        this.opened = opened;
        this.flow = flow;
        this.tall = tall;
        sketch = new SvgDrawing.Sketch(tall);
        int rows = flow.rows().size();
        int layers = flow.layers().size();
        last = rows - 1;
        width = tall ? 360 : 1200;
        lineHeight = tall ? 24 : 30;

        low = tall ? 18 : 46;
        pitch = tall ? Math.min(110, (width - low) / rows) : 34;
        high = tall ? width : low + Math.max(rows * pitch, flow.best().size() * lineHeight);
        first = tall ? low : (low + high - rows * pitch) / 2;
        band = tall ? Math.min(44, pitch - 14) : 26;

        chips = tall ? 26 : 0;
        chipLength = tall ? 24 : 128;
        ids = tall ? 60 : 157;
        strips = tall ? 104 : 186;
        stripLength = tall ? 14 : 104;
        start = tall ? 152 : 296;
        blockLength = tall ? 22 : 16;
        layerLength = tall ? blockLength + (layers > 6 ? 28 : 40) : LAYERS_LENGTH / Math.max(1, layers);
        end = start + (layers > 0 ? layers * layerLength : tall ? 90 : LAYERS_LENGTH);
        histogram = tall ? end + 68 : 812;
        histogramLength = tall ? 56 : 90;

        table = tall ? low + 2 : 946;
        tableTop = tall ? end + 174 : low;
    }

    static SvgDrawing of(OpenedInsideLink opened, FlowContent flow, boolean tall) {
        return new FlowDrawing(opened, flow, tall).draw();
    }

    private SvgDrawing draw() {
        double height = tall ? tableTop + flow.best().size() * lineHeight + 26 : high + 84;
        parts(height);
        tokens();
        if (flow.layers().isEmpty()) {
            closed();
        } else {
            for (int i = 0; i < flow.layers().size(); i++) {
                layer(
                        flow.layers().get(i),
                        start + i * layerLength,
                        i * MOMENTS / flow.layers().size());
            }
        }
        sketch.way(sketch.path("M# #L# #", strips + stripLength, middle(last), end, middle(last)));
        logits();
        for (int i = 0; i < flow.best().size(); i++) {
            best(flow.best().get(i), tableTop + i * lineHeight + lineHeight / 2);
        }
        return sketch.drawing(width, height);
    }

    /** The parts of the picture, each with its title, which lead to their stations. */
    private void parts(double height) {
        double[] from = tall
                ? new double[] {0, strips - 24, start - 27, end + 18, tableTop - 24, height - 26}
                : new double[] {0, strips - 10, start - 4, histogram - 12, table - 14, width};
        double[] title = tall
                ? new double[] {14, strips - 9, start - 12, end + 34, tableTop - 8}
                : new double[] {0, strips, start + 40, histogram, table};
        for (Station station : Station.values()) {
            int i = station.ordinal();
            String text = opened.say("inside.flow." + station.key(), station.number());
            sketch.part(station.key(), text, from[i], from[i + 1], tall ? width : high + 40, title[i], tall ? low : 20);
        }
    }

    /** The middle of a token's row or column. */
    private double middle(int row) {
        return first + row * pitch + pitch / 2;
    }

    private void tokens() {
        for (int i = 0; i <= last; i++) {
            FlowContent.Row row = flow.rows().get(i);
            double middle = middle(i);
            boolean current =
                    row.place().isPresent() && row.place().get().chip().current();
            if (!tall && (row.place().isEmpty() || row.embedding().isPresent())) {
                stream(current ? "stream stream--here" : "stream", i, strips + stripLength, start);
            }
            if (row.place().isEmpty()) {
                sketch.middle("soft", chips + chipLength / 2, middle, tall ? "…" : row.text());
            } else {
                token(row, row.place().get(), middle);
            }
        }
    }

    private void token(FlowContent.Row row, AttentionView.Place place, double middle) {
        PositionToken chip = place.chip();
        double breadth = tall ? pitch - 4 : 26;
        String name = chip.start() ? opened.say("token.start.short") : row.text();
        String text = SvgDrawing.cut(name, tall ? (int) (pitch / 8) : 14);
        String kind = chip.start() ? "start" : "chip";
        double across = middle - breadth / 2;
        sketch.link(
                kind,
                chips,
                across,
                chipLength,
                breadth,
                text,
                chip.label(),
                place.link(),
                chip.current(),
                Optional.empty());
        sketch.middle("id", ids, middle, row.id());
        double x = tall ? middle - breadth / 2 : strips;
        double y = tall ? strips : middle - 8;
        double wide = tall ? breadth : stripLength;
        double high = tall ? stripLength : 16;
        sketch.rectangle("vector", x, y, wide, high);
        row.embedding().ifPresent(vector -> sketch.vector(vector, x, y, wide, high));
    }

    /** The vector of one token on its way. */
    private void stream(String kind, int row, double from, double to) {
        double side = middle(row) - band / 2;
        sketch.ribbon(kind, from, side, side + band, to, side, side + band, "");
    }

    /** A box in place of the layers, which the model does not show. */
    private void closed() {
        double from = start + (tall ? 30 : 60);
        for (int row = 0; row <= last; row++) {
            stream("stream", row, start, from);
        }
        sketch.box("closed", from, low, end - from, high - low);
        sketch.middle("soft", (from + end) / 2, (low + high) / 2, flow.missing());
    }

    /** @param moment when a new token passes it */
    private void layer(FlowContent.Layer layer, double from, int moment) {
        double to = from + layerLength - blockLength;
        String at = " at--" + moment;
        for (int row = 0; row < last; row++) {
            stream("stream", row, from, to);
        }
        stream("stream stream--here" + at, last, from, to);
        attention(layer, from, to, at);
        if (flow.recurrent()) {
            states(to - (tall ? 8 : 12));
        }
        String name = opened.say("inside.layer", layer.number());
        Optional<String> station = Optional.of(Station.LAYERS.key());
        if (tall) {
            String token = SvgDrawing.cut(layer.token(), 12);
            String text = layer.token().isEmpty()
                    ? name
                    : opened.say("inside.flow.layer", layer.number(), token, layer.probability());
            sketch.link("block" + at, to, low, blockLength, high - low, text, text, layer.link(), false, station);
            return;
        }
        sketch.link("block" + at, to, first, blockLength, (last + 1) * pitch, "", name, layer.link(), false, station);
        double x = to + blockLength / 2;
        sketch.label("soft", x, 38, "middle", Integer.toString(layer.number()));
        sketch.label("lens" + at, x, high + 18, "middle", SvgDrawing.cut(layer.token(), Math.max(5, (int)
                (layerLength / 8))));
        if (layerLength > 50) {
            sketch.label("soft" + at, x, high + 34, "middle", layer.probability());
        }
    }

    /** What the last token takes from each token: ribbons that are together as thick as its band. */
    private void attention(FlowContent.Layer layer, double from, double to, String at) {
        double filled = middle(last) - band / 2;
        for (int row = 0; row < layer.weights().size(); row++) {
            double thickness = band * layer.weights().get(row);
            double half = Math.max(0.6, thickness) / 2;
            double target = filled + thickness / 2;
            String title = opened.say(
                    "inside.flow.look",
                    layer.number(),
                    flow.rows().get(row).text(),
                    Numbers.percent(layer.weights().get(row)));
            sketch.ribbon(
                    "look" + at, from, middle(row) - half, middle(row) + half, to, target - half, target + half, title);
            filled += thickness;
        }
    }

    /** Arrows for the state that a layer passes from token to token. */
    private void states(double along) {
        for (int row = 0; row < last; row++) {
            double tip = middle(row + 1) - (tall ? 8 : 6);
            String arrow = sketch.path("M# #L# #m# #l# #l# #", along, middle(row), along, tip, -4, -5, 4, 6, 4, -6);
            sketch.line("state", arrow);
        }
    }

    private void logits() {
        double side = middle(last) - band / 2;
        sketch.ribbon("fan", end, side, side + band, tall ? histogram : histogram - 6, low, high, "");
        List<Integer> counts = flow.logits().counts();
        double breadth = (high - low) / Math.max(1, counts.size());
        for (int bin = 0; bin < counts.size(); bin++) {
            double length = histogramLength * counts.get(bin) / flow.most();
            double along = tall ? histogram + histogramLength - length : histogram;
            double across = tall ? low + bin * breadth : high - (bin + 1) * breadth;
            sketch.box("bin", along, across + 0.5, length, breadth - 1);
        }
        String from = Numbers.logit(flow.logits().from());
        String to = Numbers.logit(flow.logits().to());
        String count = opened.say(
                "inside.flow.count", Numbers.count(opened.scores().logits().size()));
        if (tall) {
            double y = histogram + histogramLength + 14;
            sketch.label("soft", low, y, "start", from);
            sketch.label("soft", (low + high) / 2, y, "middle", count);
            sketch.label("soft", high, y, "end", to);
        } else {
            sketch.label("soft", histogram, low - 8, "start", to);
            sketch.label("soft", histogram, high + 16, "start", from);
            sketch.label("soft", histogram, high + 32, "start", count);
        }
    }

    /** A row of the table of the best tokens. */
    private void best(FlowContent.Best best, double y) {
        if (best.marked()) {
            arrival(best, y);
            double height = tall ? 24 : 26;
            double length = width - table + (tall ? 6 : -6);
            sketch.rectangle("marked marked--" + best.state(), table - 6, y - height / 2, length, height);
        }
        if (!tall && !best.rest()) {
            double logit = high - (high - low) * flow.place(best.logit());
            double from = histogram;
            String path = SvgPath.of("M# #C# # # # # #", from + 4, logit, from + 70, logit, from + 80, y, table - 6, y);
            sketch.line("thread thread--" + best.state(), path);
        }
        if (best.chosen()) {
            loop(best.token(), y);
        }
        String token = best.rest() ? best.token() : SvgDrawing.cut(best.token(), tall ? 14 : 12);
        sketch.label("best best--" + best.state(), table, y + 4, "start", token);
        double length = Math.max(1, (tall ? 150 : 72) * best.share());
        sketch.rectangle("bar bar--" + best.state(), tall ? 138 : 1050, y - 6, length, 12);
        sketch.label("share", width - (tall ? 4 : 18), y + 4, "end", best.probability());
    }

    /** How the last vector becomes the marked token: through its logit to its row in the table. */
    private void arrival(FlowContent.Best best, double y) {
        double place = flow.place(best.logit());
        double logit = tall ? low + (high - low) * place : high - (high - low) * place;
        double half = (end + histogram) / 2;
        String fan =
                sketch.path("M# #C# # # # # #", end, middle(last), half, middle(last), half, logit, histogram, logit);
        String row = tall
                ? SvgPath.of("L# #L# #", logit, histogram + histogramLength, low + 4, y)
                : SvgPath.of("C# # # # # #", histogram + 66, logit, histogram + 76, y, table - 6, y);
        sketch.way(fan + row);
    }

    /** The line from the chosen token back to the end of the text. */
    private void loop(String token, double y) {
        if (tall) {
            sketch.line("loop", SvgPath.of("M14 #q-8 0 -8 -8V#q0 -8 7 -8m-6 -4l7 4l-7 4", y, chips + 20));
            double below = tableTop + flow.best().size() * lineHeight + 16;
            sketch.label("loop", low, below, "start", opened.say("inside.flow.loop-short", token));
        } else {
            double bottom = high + 58;
            String path = "M1188 #q10 0 10 10V#q0 10 -10 10H74q-10 0 -10 -10V#m-5 7l5 -7l5 7";
            sketch.line("loop", SvgPath.of(path, y, bottom - 10, middle(last) + band / 2 + 8));
            sketch.label("loop", width / 2, bottom + 18, "middle", opened.say("inside.flow.loop", token));
        }
    }
}
