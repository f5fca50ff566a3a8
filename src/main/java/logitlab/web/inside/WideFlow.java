package logitlab.web.inside;

import java.util.List;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** The picture of the whole way from the left to the right: one row a token, one column a station. */
final class WideFlow {

    static final int MOST_ROWS = 8;

    private static final double WIDTH = 1200;
    private static final double TOP = 46;
    private static final double ROW = 34;
    private static final double BAND = 26;
    private static final double CHIP = 128;
    private static final double STRIP = 186;
    private static final double STRIP_WIDTH = 104;
    private static final double LAYERS = 296;
    private static final double LAYERS_WIDTH = 465;
    private static final double BLOCK = 16;
    private static final double LOGITS = 812;
    private static final double LOGITS_WIDTH = 90;
    private static final double BEST = 946;
    private static final double BAR = 1050;
    private static final double BAR_WIDTH = 72;
    private static final double LINE = 30;

    private final Flow flow;
    private final Drawing.Sketch sketch = new Drawing.Sketch();
    private final double content;
    private final double first;

    private WideFlow(Flow flow) {
        this.flow = flow;
        this.content = Math.max(flow.rows().size() * ROW, (flow.best().size() + 1) * LINE);
        this.first = TOP + (content - flow.rows().size() * ROW) / 2;
    }

    static Drawing of(Flow flow) {
        return new WideFlow(flow).draw();
    }

    private Drawing draw() {
        titles();
        tokens();
        if (flow.layers().isEmpty()) {
            closed();
        } else {
            layers();
        }
        logits();
        best();
        loop();
        return sketch.drawing("wide", WIDTH, bottom() + 84);
    }

    private double bottom() {
        return TOP + content;
    }

    /** The middle of a row. */
    private double middle(int row) {
        return first + row * ROW + ROW / 2;
    }

    private int last() {
        return flow.rows().size() - 1;
    }

    private void titles() {
        List<Double> at = List.of(0.0, STRIP, LAYERS + 40, LOGITS, BEST);
        for (Station station : Station.values()) {
            sketch.label(
                    "title",
                    at.get(station.ordinal()),
                    20,
                    "start",
                    Messages.ENGLISH.say("inside.flow." + station.word(), station.number()));
        }
    }

    private void tokens() {
        for (int i = 0; i < flow.rows().size(); i++) {
            Flow.Row row = flow.rows().get(i);
            double y = middle(i);
            if (row.place().isEmpty()) {
                sketch.label("soft", CHIP / 2, y + 4, "middle", row.text());
                band("stream", i, STRIP + STRIP_WIDTH, LAYERS);
                continue;
            }
            Chip chip = row.place().get().chip();
            sketch.link(
                    chip.start() ? "start" : "chip",
                    0,
                    y - BAND / 2,
                    CHIP,
                    BAND,
                    Drawing.cut(row.text(), 14),
                    chip.label(),
                    row.place().get().way(),
                    chip.current());
            sketch.label("id", (CHIP + STRIP) / 2, y + 4, "middle", row.id());
            row.embedding()
                    .ifPresent(vector -> sketch.ribbon(
                            chip.current() ? "stream stream--here" : "stream",
                            Path.ribbon(false, STRIP + STRIP_WIDTH, y, LAYERS, y, BAND),
                            ""));
            sketch.vector(row.embedding(), STRIP, y - 8, STRIP_WIDTH, 16);
        }
    }

    private double pitch() {
        return LAYERS_WIDTH / flow.layers().size();
    }

    /** Where the block of a layer ends; 0 is where the embeddings do. */
    private double edge(int column) {
        return LAYERS + column * pitch();
    }

    private void closed() {
        for (int row = 0; row <= last(); row++) {
            band("stream", row, LAYERS, LAYERS + 60);
        }
        sketch.box("closed", LAYERS + 60, TOP, LAYERS_WIDTH - 60, content);
        sketch.label("soft", LAYERS + 60 + (LAYERS_WIDTH - 60) / 2, TOP + content / 2, "middle", flow.missing());
    }

    private void band(String kind, int row, double from, double to) {
        sketch.ribbon(kind, Path.ribbon(false, from, middle(row), to, middle(row), BAND), "");
    }

    private void layers() {
        for (int column = 1; column <= flow.layers().size(); column++) {
            Flow.Layer layer = flow.layers().get(column - 1);
            double from = edge(column - 1);
            double to = edge(column) - BLOCK;
            for (int row = 0; row <= last(); row++) {
                band(row == last() ? "stream stream--here" : "stream", row, from, to);
            }
            sketch.looks(false, flow, layer, from, to, this::middle, BAND);
            if (flow.recurrent()) {
                states(to - 12);
            }
            sketch.link(
                    "block",
                    to,
                    first,
                    BLOCK,
                    flow.rows().size() * ROW,
                    "",
                    Messages.ENGLISH.say("inside.layer", layer.number()),
                    layer.way(),
                    false);
            sketch.label(
                    "lens",
                    edge(column) - BLOCK / 2,
                    bottom() + 18,
                    "middle",
                    Drawing.cut(layer.token(), pitch() > 80 ? 11 : 5));
            if (pitch() > 50) {
                sketch.label("soft", edge(column) - BLOCK / 2, bottom() + 34, "middle", layer.probability());
            }
            sketch.label("soft", edge(column) - BLOCK / 2, 38, "middle", Integer.toString(layer.number()));
        }
    }

    /** The state that is handed down from row to row. */
    private void states(double x) {
        for (int row = 0; row < last(); row++) {
            sketch.line(
                    "state",
                    "M" + Path.number(x) + " " + Path.number(middle(row)) + "V" + Path.number(middle(row + 1) - 6)
                            + "m-4 -5l4 6l4 -6");
        }
    }

    private void logits() {
        double from = LAYERS + LAYERS_WIDTH;
        sketch.ribbon(
                "fan",
                Path.band(false, from, middle(last()) - BAND / 2, middle(last()) + BAND / 2, LOGITS - 6, TOP, bottom()),
                "");
        int bins = flow.logits().counts().size();
        double height = content / Math.max(1, bins);
        for (int bin = 0; bin < bins; bin++) {
            double share = (double) flow.logits().counts().get(bin) / flow.most();
            sketch.box("bin", LOGITS, bottom() - (bin + 1) * height + 0.5, LOGITS_WIDTH * share, height - 1);
        }
        sketch.label(
                "soft", LOGITS, TOP - 8, "start", Numbers.logit(flow.logits().to()));
        sketch.label(
                "soft",
                LOGITS,
                bottom() + 16,
                "start",
                Numbers.logit(flow.logits().from()));
        sketch.label(
                "soft", LOGITS, bottom() + 32, "start", Messages.ENGLISH.say("inside.flow.count", flow.vocabulary()));
    }

    private double line(int i) {
        return TOP + i * LINE + LINE / 2;
    }

    private void best() {
        for (int i = 0; i < flow.best().size(); i++) {
            Flow.Best best = flow.best().get(i);
            double logit = bottom() - content * flow.place(best.logit());
            sketch.line(
                    "thread thread--" + best.state(),
                    "M" + Path.number(LOGITS + 4) + " " + Path.number(logit) + "C" + Path.number(LOGITS + 70) + " "
                            + Path.number(logit) + " " + Path.number(LOGITS + 80) + " " + Path.number(line(i)) + " "
                            + Path.number(BEST - 6) + " " + Path.number(line(i)));
            row(i, best.token(), best.probability(), best.share(), best.state());
        }
        row(flow.best().size(), Messages.ENGLISH.say("inside.flow.rest"), flow.rest(), flow.restShare(), "rest");
    }

    private void row(int i, String token, String probability, double share, String state) {
        if (state.equals("chosen") || state.equals("next")) {
            sketch.box("marked marked--" + state, BEST - 6, line(i) - 13, WIDTH - BEST - 6, 26);
        }
        sketch.label(
                "best best--" + state, BEST, line(i) + 4, "start", Drawing.cut(token, state.equals("rest") ? 20 : 12));
        sketch.box("bar bar--" + state, BAR, line(i) - 6, Math.max(1, BAR_WIDTH * share), 12);
        sketch.label("share", WIDTH - 18, line(i) + 4, "end", probability);
    }

    private void loop() {
        if (flow.next().isEmpty()) {
            return;
        }
        int chosen = 0;
        while (!flow.best().get(chosen).state().equals("chosen")) {
            chosen++;
        }
        double y = bottom() + 58;
        sketch.line(
                "loop",
                "M" + Path.number(WIDTH - 12) + " " + Path.number(line(chosen)) + "q10 0 10 10V" + Path.number(y - 10)
                        + "q0 10 -10 10H"
                        + Path.number(CHIP / 2 + 10) + "q-10 0 -10 -10V" + Path.number(middle(last()) + BAND / 2 + 8)
                        + "m-5 7l5 -7l5 7");
        sketch.label(
                "loop",
                WIDTH / 2,
                y + 18,
                "middle",
                Messages.ENGLISH.say("inside.flow.loop", flow.next().get()));
    }
}
