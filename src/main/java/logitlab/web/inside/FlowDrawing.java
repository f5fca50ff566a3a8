package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import logitlab.web.Numbers;

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

    private final Look look;
    private final Flow flow;
    private final boolean tall;
    private final int last;

    private final List<Drawing.Outline> ribbons = new ArrayList<>();
    private final List<Drawing.Box> boxes = new ArrayList<>();
    private final List<Cells.Shade> cells = new ArrayList<>();
    private final List<Drawing.Outline> lines = new ArrayList<>();
    private final List<Drawing.Link> links = new ArrayList<>();
    private final List<Drawing.Label> labels = new ArrayList<>();

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

    private FlowDrawing(Look look, Flow flow, boolean tall) {
        this.look = look;
        this.flow = flow;
        this.tall = tall;
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

    static Drawing of(Look look, Flow flow, boolean tall) {
        return new FlowDrawing(look, flow, tall).draw();
    }

    private Drawing draw() {
        titles();
        tokens();
        if (flow.layers().isEmpty()) {
            closed();
        } else {
            for (int i = 0; i < flow.layers().size(); i++) {
                layer(flow.layers().get(i), start + i * layerLength);
            }
        }
        logits();
        for (int i = 0; i < flow.best().size(); i++) {
            best(flow.best().get(i), tableTop + i * lineHeight + lineHeight / 2);
        }
        double height = tall ? tableTop + flow.best().size() * lineHeight + 26 : high + 84;
        return new Drawing(tall, (int) width, (int) Math.ceil(height), ribbons, boxes, cells, lines, links, labels);
    }

    private void titles() {
        double[] along = tall
                ? new double[] {14, strips - 9, start - 12, end + 34, tableTop - 8}
                : new double[] {0, strips, start + 40, histogram, table};
        for (Station station : Station.values()) {
            String text = look.say("inside.flow." + station.word(), station.number());
            double at = along[station.ordinal()];
            label("title", tall ? low : at, tall ? at : 20, "start", text);
        }
    }

    /** The middle of a token's row or column. */
    private double middle(int row) {
        return first + row * pitch + pitch / 2;
    }

    private void tokens() {
        for (int i = 0; i <= last; i++) {
            Flow.Row row = flow.rows().get(i);
            double middle = middle(i);
            boolean current =
                    row.place().isPresent() && row.place().get().chip().current();
            if (!tall && (row.place().isEmpty() || row.embedding().isPresent())) {
                stream(current, i, strips + stripLength, start);
            }
            if (row.place().isEmpty()) {
                labels.add(centred("soft", chips + chipLength / 2, middle, tall ? "…" : row.text()));
            } else {
                token(row, row.place().get(), middle);
            }
        }
    }

    private void token(Flow.Row row, AttentionView.Place place, double middle) {
        Chip chip = place.chip();
        double breadth = tall ? pitch - 4 : 26;
        String text = Drawing.cut(row.text(), tall ? (int) (pitch / 8) : 14);
        String kind = chip.start() ? "start" : "chip";
        double across = middle - breadth / 2;
        link(kind, chips, across, chipLength, breadth, text, chip.label(), place.way(), chip.current());
        labels.add(centred("id", ids, middle, row.id()));
        double x = tall ? middle - breadth / 2 : strips;
        double y = tall ? strips : middle - 8;
        double wide = tall ? breadth : stripLength;
        double high = tall ? stripLength : 16;
        boxes.add(rectangle("vector", x, y, wide, high));
        row.embedding().ifPresent(vector -> cells.addAll(Cells.shades(vector, x, y, wide / vector.size(), high)));
    }

    /** The vector of one token on its way. */
    private void stream(boolean here, int row, double from, double to) {
        double side = middle(row) - band / 2;
        ribbon(here ? "stream stream--here" : "stream", from, side, side + band, to, side, side + band, "");
    }

    /** A box in place of the layers, which the model does not show. */
    private void closed() {
        double from = start + (tall ? 30 : 60);
        for (int row = 0; row <= last; row++) {
            stream(false, row, start, from);
        }
        boxes.add(box("closed", from, low, end - from, high - low));
        labels.add(centred("soft", (from + end) / 2, (low + high) / 2, flow.missing()));
    }

    private void layer(Flow.Layer layer, double from) {
        double to = from + layerLength - blockLength;
        for (int row = 0; row <= last; row++) {
            stream(row == last, row, from, to);
        }
        attention(layer, from, to);
        if (flow.recurrent()) {
            states(to - (tall ? 8 : 12));
        }
        String name = look.say("inside.layer", layer.number());
        if (tall) {
            String token = Drawing.cut(layer.token(), 12);
            String text = layer.token().isEmpty()
                    ? name
                    : look.say("inside.flow.layer", layer.number(), token, layer.probability());
            link("block", to, low, blockLength, high - low, text, text, layer.way(), false);
            return;
        }
        link("block", to, first, blockLength, (last + 1) * pitch, "", name, layer.way(), false);
        double x = to + blockLength / 2;
        label("soft", x, 38, "middle", Integer.toString(layer.number()));
        label("lens", x, high + 18, "middle", Drawing.cut(layer.token(), layerLength > 80 ? 11 : 5));
        if (layerLength > 50) {
            label("soft", x, high + 34, "middle", layer.probability());
        }
    }

    /** What the last token takes from each token: ribbons that are together as thick as its band. */
    private void attention(Flow.Layer layer, double from, double to) {
        double filled = middle(last) - band / 2;
        for (int row = 0; row < layer.weights().size(); row++) {
            double thickness = band * layer.weights().get(row);
            double half = Math.max(0.6, thickness) / 2;
            double target = filled + thickness / 2;
            String title = look.say(
                    "inside.flow.look",
                    layer.number(),
                    flow.rows().get(row).text(),
                    Numbers.percent(layer.weights().get(row)));
            ribbon("look", from, middle(row) - half, middle(row) + half, to, target - half, target + half, title);
            filled += thickness;
        }
    }

    /** Arrows for the state that a layer passes from token to token. */
    private void states(double along) {
        for (int row = 0; row < last; row++) {
            line(
                    "state",
                    "M" + point(along, middle(row)) + "L" + point(along, middle(row + 1) - (tall ? 8 : 6)) + "m"
                            + point(-4, -5) + "l" + point(4, 6) + "l" + point(4, -6));
        }
    }

    private void logits() {
        double side = middle(last) - band / 2;
        ribbon("fan", end, side, side + band, tall ? histogram : histogram - 6, low, high, "");
        List<Integer> counts = flow.logits().counts();
        double breadth = (high - low) / Math.max(1, counts.size());
        for (int bin = 0; bin < counts.size(); bin++) {
            double length = histogramLength * counts.get(bin) / flow.most();
            double along = tall ? histogram + histogramLength - length : histogram;
            double across = tall ? low + bin * breadth : high - (bin + 1) * breadth;
            boxes.add(box("bin", along, across + 0.5, length, breadth - 1));
        }
        String from = Numbers.logit(flow.logits().from());
        String to = Numbers.logit(flow.logits().to());
        String count = look.say(
                "inside.flow.count", Numbers.count(look.scores().logits().size()));
        if (tall) {
            double y = histogram + histogramLength + 14;
            label("soft", low, y, "start", from);
            label("soft", (low + high) / 2, y, "middle", count);
            label("soft", high, y, "end", to);
        } else {
            label("soft", histogram, low - 8, "start", to);
            label("soft", histogram, high + 16, "start", from);
            label("soft", histogram, high + 32, "start", count);
        }
    }

    /** A row of the table of the best tokens. */
    private void best(Flow.Best best, double y) {
        double markHeight = tall ? 24 : 26;
        if (best.marked()) {
            double x = table - 6;
            boxes.add(rectangle(
                    "marked marked--" + best.state(),
                    x,
                    y - markHeight / 2,
                    tall ? width - x : width - table - 6,
                    markHeight));
        }
        if (!tall && !best.rest()) {
            double logit = high - (high - low) * flow.place(best.logit());
            line(
                    "thread thread--" + best.state(),
                    "M" + point(histogram + 4, logit) + "C" + point(histogram + 70, logit) + " "
                            + point(histogram + 80, y) + " " + point(table - 6, y));
        }
        if (best.chosen()) {
            loop(best.token(), y);
        }
        String token = best.rest() ? best.token() : Drawing.cut(best.token(), tall ? 14 : 12);
        label("best best--" + best.state(), table, y + 4, "start", token);
        double length = Math.max(1, (tall ? 150 : 72) * best.share());
        boxes.add(rectangle("bar bar--" + best.state(), tall ? 138 : 1050, y - 6, length, 12));
        label("share", width - (tall ? 4 : 18), y + 4, "end", best.probability());
    }

    /** The line from the chosen token back to the end of the text. */
    private void loop(String token, double y) {
        if (tall) {
            line(
                    "loop",
                    "M14 " + Path.number(y) + "q-8 0 -8 -8V" + Path.number(chips + 20) + "q0 -8 7 -8m-6 -4l7 4l-7 4");
            double below = tableTop + flow.best().size() * lineHeight + 16;
            label("loop", low, below, "start", look.say("inside.flow.loop-short", token));
        } else {
            double bottom = high + 58;
            line(
                    "loop",
                    "M" + point(width - 12, y) + "q10 0 10 10V" + Path.number(bottom - 10) + "q0 10 -10 10H"
                            + Path.number(chipLength / 2 + 10) + "q-10 0 -10 -10V"
                            + Path.number(middle(last) + band / 2 + 8) + "m-5 7l5 -7l5 7");
            label("loop", width / 2, bottom + 18, "middle", look.say("inside.flow.loop", token));
        }
    }

    private String point(double along, double across) {
        return Path.point(tall, along, across);
    }

    private void ribbon(
            String kind, double from, double low, double high, double to, double toLow, double toHigh, String title) {
        ribbons.add(new Drawing.Outline(classes(kind), Path.band(tall, from, low, high, to, toLow, toHigh), title));
    }

    private void line(String kind, String path) {
        lines.add(new Drawing.Outline(classes(kind), path, ""));
    }

    private Drawing.Box box(String kind, double along, double across, double length, double breadth) {
        return tall ? rectangle(kind, across, along, breadth, length) : rectangle(kind, along, across, length, breadth);
    }

    private static Drawing.Box rectangle(String kind, double x, double y, double width, double height) {
        return new Drawing.Box(classes(kind), Path.number(x), Path.number(y), Path.number(width), Path.number(height));
    }

    /** A box with a text in its middle. */
    private void link(
            String kind,
            double along,
            double across,
            double length,
            double breadth,
            String text,
            String title,
            Way way,
            boolean current) {
        Drawing.Label label = centred(kind + "-text", along + length / 2, across + breadth / 2, text);
        links.add(new Drawing.Link(box(kind, along, across, length, breadth), label, title, way, current));
    }

    /** A text in the middle of a place. */
    private Drawing.Label centred(String kind, double along, double across, String text) {
        return text(kind, tall ? across : along, (tall ? along : across) + 4, "middle", text);
    }

    private static Drawing.Label text(String kind, double x, double y, String anchor, String text) {
        return new Drawing.Label(classes(kind), Path.number(x), Path.number(y), anchor, text);
    }

    private void label(String kind, double x, double y, String anchor, String text) {
        labels.add(text(kind, x, y, anchor, text));
    }

    /** {@code flow__bar flow__bar--chosen} from {@code bar bar--chosen}. */
    private static String classes(String kind) {
        return "flow__" + kind.replace(" ", " flow__");
    }
}
