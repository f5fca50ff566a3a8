package logitlab.web.inside;

import logitlab.web.Messages;
import logitlab.web.Numbers;

/** The picture of the whole way from the top to the bottom, for a phone: one column a token, one row a station. */
final class TallFlow {

    static final int MOST_COLUMNS = 5;

    private static final double WIDTH = 360;
    private static final double LEFT = 18;
    private static final double CHIPS = 26;
    private static final double STRIPS = 104;
    private static final double LAYERS = 152;
    private static final double GAP = 40;
    private static final double BLOCK = 22;
    private static final double LINE = 24;
    private static final double HISTOGRAM = 56;

    private final Flow flow;
    private final Drawing.Sketch sketch = new Drawing.Sketch();
    private final double column;
    private final double band;
    private final double gap;

    private TallFlow(Flow flow) {
        this.flow = flow;
        this.column = Math.min(110, (WIDTH - LEFT) / flow.rows().size());
        this.band = Math.min(44, column - 14);
        this.gap = flow.layers().size() > 6 ? GAP * 0.7 : GAP;
    }

    static Drawing of(Flow flow) {
        return new TallFlow(flow).draw();
    }

    private Drawing draw() {
        title(Station.TOKENS, 14);
        tokens();
        title(Station.EMBEDDING, STRIPS - 9);
        title(Station.LAYERS, LAYERS - 12);
        if (flow.layers().isEmpty()) {
            closed();
        } else {
            layers();
        }
        double logits = end() + 34;
        title(Station.LOGITS, logits);
        logits(logits + 10);
        double best = logits + HISTOGRAM + 84;
        title(Station.CHOICE, best - 8);
        best(best);
        return sketch.drawing("tall", WIDTH, best + (flow.best().size() + 1) * LINE + 26);
    }

    private void title(Station station, double y) {
        sketch.label(
                "title", LEFT, y, "start", Messages.ENGLISH.say("inside.flow." + station.word(), station.number()));
    }

    /** The middle of a token's column. */
    private double middle(int row) {
        return LEFT + row * column + column / 2;
    }

    private int last() {
        return flow.rows().size() - 1;
    }

    private void tokens() {
        for (int i = 0; i < flow.rows().size(); i++) {
            Flow.Row row = flow.rows().get(i);
            double x = middle(i) - column / 2 + 2;
            if (row.place().isEmpty()) {
                sketch.label("soft", middle(i), CHIPS + 16, "middle", "…");
                continue;
            }
            Chip chip = row.place().get().chip();
            sketch.link(
                    chip.start() ? "start" : "chip",
                    x,
                    CHIPS,
                    column - 4,
                    24,
                    Drawing.cut(row.text(), (int) (column / 8)),
                    chip.label(),
                    row.place().get().way(),
                    chip.current());
            sketch.label("id", middle(i), CHIPS + 38, "middle", row.id());
            sketch.vector(row.embedding(), x, STRIPS, column - 4, 14);
        }
    }

    private double edge(int layer) {
        return LAYERS + layer * (gap + BLOCK);
    }

    private double end() {
        return flow.layers().isEmpty() ? LAYERS + 90 : edge(flow.layers().size());
    }

    private void closed() {
        for (int row = 0; row <= last(); row++) {
            sketch.ribbon("stream", Path.ribbon(true, LAYERS, middle(row), LAYERS + 30, middle(row), band), "");
        }
        sketch.box("closed", LEFT, LAYERS + 30, WIDTH - LEFT, 60);
        sketch.label("soft", LEFT + (WIDTH - LEFT) / 2, LAYERS + 64, "middle", flow.missing());
    }

    /** The text on a layer, which is also the name of its link. */
    private static String words(Flow.Layer layer) {
        return layer.token().isEmpty()
                ? Messages.ENGLISH.say("inside.layer", layer.number())
                : Messages.ENGLISH.say(
                        "inside.flow.layer", layer.number(), Drawing.cut(layer.token(), 12), layer.probability());
    }

    private void layers() {
        for (int i = 1; i <= flow.layers().size(); i++) {
            Flow.Layer layer = flow.layers().get(i - 1);
            double from = edge(i - 1);
            double to = edge(i) - BLOCK;
            for (int row = 0; row <= last(); row++) {
                sketch.ribbon(
                        row == last() ? "stream stream--here" : "stream",
                        Path.ribbon(true, from, middle(row), to, middle(row), band),
                        "");
            }
            sketch.looks(true, flow, layer, from, to, this::middle, band);
            String words = words(layer);
            sketch.link("block", LEFT, to, WIDTH - LEFT, BLOCK, words, words, layer.way(), false);
            if (flow.recurrent()) {
                states(to - 8);
            }
        }
    }

    private void states(double y) {
        for (int row = 0; row < last(); row++) {
            sketch.line(
                    "state",
                    "M" + Path.number(middle(row)) + " " + Path.number(y) + "H" + Path.number(middle(row + 1) - 8)
                            + "m-5 -4l6 4l-6 4");
        }
    }

    private void logits(double top) {
        double bottom = top + 24 + HISTOGRAM;
        sketch.ribbon(
                "fan",
                Path.band(true, end(), middle(last()) - band / 2, middle(last()) + band / 2, top + 24, LEFT, WIDTH),
                "");
        int bins = flow.logits().counts().size();
        double width = (WIDTH - LEFT) / Math.max(1, bins);
        for (int bin = 0; bin < bins; bin++) {
            double height = HISTOGRAM * flow.logits().counts().get(bin) / flow.most();
            sketch.box("bin", LEFT + bin * width + 0.5, bottom - height, width - 1, height);
        }
        sketch.label(
                "soft", LEFT, bottom + 14, "start", Numbers.logit(flow.logits().from()));
        sketch.label(
                "soft",
                LEFT + (WIDTH - LEFT) / 2,
                bottom + 14,
                "middle",
                Messages.ENGLISH.say("inside.flow.count", flow.vocabulary()));
        sketch.label(
                "soft", WIDTH, bottom + 14, "end", Numbers.logit(flow.logits().to()));
    }

    private void best(double top) {
        for (int i = 0; i < flow.best().size(); i++) {
            Flow.Best best = flow.best().get(i);
            row(top + i * LINE, best.token(), best.probability(), best.share(), best.state());
            if (best.state().equals("chosen")) {
                loop(top + i * LINE + LINE / 2);
            }
        }
        row(
                top + flow.best().size() * LINE,
                Messages.ENGLISH.say("inside.flow.rest"),
                flow.rest(),
                flow.restShare(),
                "rest");
        flow.next()
                .ifPresent(next -> sketch.label(
                        "loop",
                        LEFT,
                        top + (flow.best().size() + 1) * LINE + 16,
                        "start",
                        Messages.ENGLISH.say("inside.flow.loop-short", next)));
    }

    private void row(double y, String token, String probability, double share, String state) {
        if (state.equals("chosen") || state.equals("next")) {
            sketch.box("marked marked--" + state, LEFT - 4, y, WIDTH - LEFT + 4, LINE);
        }
        sketch.label("best best--" + state, LEFT + 2, y + LINE / 2 + 4, "start", Drawing.cut(token, 14));
        sketch.box("bar bar--" + state, LEFT + 120, y + 6, Math.max(1, 150 * share), 12);
        sketch.label("share", WIDTH - 4, y + LINE / 2 + 4, "end", probability);
    }

    private void loop(double from) {
        sketch.line(
                "loop",
                "M" + Path.number(LEFT - 4) + " " + Path.number(from) + "H14q-8 0 -8 -8V" + Path.number(CHIPS + 20)
                        + "q0 -8 7 -8m-6 -4l7 4l-7 4");
    }
}
