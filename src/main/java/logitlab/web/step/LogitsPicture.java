package logitlab.web.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.Histogram;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * All logits of the step: a histogram for each lane, with a pin at the token that the lane took. Lanes with the same logits share one
 * histogram, so the picture grows when their texts differ.
 *
 * @param heading says how many logits there are
 * @param note says how to read it
 * @param label says what the picture shows, with the pins in words
 * @param start the start of the first bin, in logits
 * @param width of each bin, in logits
 * @param zero the place of 0 in percent of the width
 * @param height of the part above the axis, in CSS pixels
 */
public record LogitsPicture(
        Messages messages,
        String heading,
        String note,
        String label,
        double start,
        double width,
        List<Row> rows,
        String zero,
        List<ChartAxis.Mark> marks,
        int height)
        implements View {

    private static final int BINS = 144;

    /** The height of each row if there are 1, 2, 3 or 4; a row of several lanes has room for their pins. The style sheet knows the sums. */
    private static final int[] HEIGHTS = {128, 100, 78, 56};

    private static final int LEVEL = 22;
    private static final int ABOVE = 14;
    private static final double NEAR = 0.04; // of the width

    /**
     * The histogram of one or more lanes.
     *
     * @param top in CSS pixels, as is {@code height}
     * @param counts the tokens in each bin
     * @param below the bins below 0, as an SVG path over 1,000 by 100 units; {@code above} those from 0 on
     */
    public record Row(int top, int height, List<Integer> counts, String below, String above, List<Pin> pins) {

        public int bottom() {
            return top + height;
        }

        /** Where the fullest bin begins; above it there is room for the heads of pins. */
        public int bins() {
            return top + ABOVE;
        }

        public int binsHeight() {
            return height - ABOVE;
        }

        /** The counts, for the script that draws them. */
        public String figures() {
            StringBuilder figures = new StringBuilder(4 * counts.size());
            for (int count : counts) {
                figures.append(figures.isEmpty() ? "" : " ").append(count);
            }
            return figures.toString();
        }
    }

    /**
     * The token that a lane took.
     *
     * @param x its place in percent of the width
     * @param level 0 if its head is at the top; pins that are close have their heads at different levels
     * @param row the id of its row in the table
     */
    public record Pin(String lane, double logit, String x, int level, String row, String title) {

        public String letter() {
            return lane.toUpperCase(Locale.ROOT);
        }

        /** The middle of its head, in CSS pixels from the top of the row. */
        public int head() {
            return 12 + level * LEVEL;
        }
    }

    static LogitsPicture of(Messages messages, List<LaneStep> lanes) {
        Map<Logits, List<LaneStep>> groups = lanes.stream()
                .collect(Collectors.groupingBy(lane -> lane.step().logits(), LinkedHashMap::new, Collectors.toList()));
        double[] together = new double[0];
        for (Logits logits : groups.keySet()) {
            double[] own = logits.toArray();
            int size = together.length;
            together = Arrays.copyOf(together, size + own.length);
            System.arraycopy(own, 0, together, size, own.length);
        }
        Histogram all = Histogram.of(together, BINS);
        ChartAxis axis = ChartAxis.between(all.from(), Math.max(all.to(), all.from() + all.width()));
        List<Row> rows = new ArrayList<>();
        int top = 0;
        for (Map.Entry<Logits, List<LaneStep>> group : groups.entrySet()) {
            rows.add(row(messages, all.recount(group.getKey().toArray()), group.getValue(), axis, top, groups.size()));
            top = rows.get(rows.size() - 1).bottom();
        }
        String pins = rows.stream()
                .flatMap(row -> row.pins().stream())
                .map(Pin::title)
                .collect(Collectors.joining(" "));
        String count = Numbers.count(lanes.get(0).step().logits().size());
        boolean shared = lanes.size() > 1 && groups.size() == 1;
        return new LogitsPicture(
                messages,
                messages.say("chart.all", count),
                messages.say(shared ? "chart.all.shared" : "chart.all.note"),
                messages.say("chart.all.label", count) + " " + pins,
                all.from(),
                all.width(),
                List.copyOf(rows),
                axis.at(0),
                axis.marks(),
                top);
    }

    private static Row row(Messages messages, Histogram bins, List<LaneStep> lanes, ChartAxis axis, int top, int rows) {
        List<Pin> pins = new ArrayList<>();
        for (LaneStep lane : lanes) {
            pins.add(pin(messages, lane, axis, pins));
        }
        int zero = (int) Math.max(0, Math.round(-bins.from() / bins.width()));
        return new Row(
                top,
                HEIGHTS[rows - 1],
                bins.counts(),
                path(bins, axis, 0, Math.min(zero, bins.counts().size())),
                path(
                        bins,
                        axis,
                        Math.min(zero, bins.counts().size()),
                        bins.counts().size()),
                List.copyOf(pins));
    }

    private static Pin pin(Messages messages, LaneStep lane, ChartAxis axis, List<Pin> before) {
        Candidate taken = lane.step().candidate(lane.taken());
        double share = axis.share(taken.logit());
        int level = 0;
        for (Pin pin : before) {
            if (Math.abs(axis.share(pin.logit()) - share) < NEAR) {
                level = Math.max(level, pin.level() + 1);
            }
        }
        return new Pin(
                lane.lane(),
                taken.logit(),
                axis.at(taken.logit()),
                level,
                lane.lane() + "-token-" + taken.id(),
                messages.say(
                        "chart.pin",
                        lane.title(),
                        lane.token(taken.id()),
                        Numbers.logit(taken.logit()),
                        Sentences.rank(messages, taken.rank())));
    }

    /** The bins as boxes; the fullest bin is 100 units high, and one with a single token is still seen. */
    private static String path(Histogram bins, ChartAxis axis, int first, int end) {
        int most = Collections.max(bins.counts());
        StringBuilder path = new StringBuilder();
        for (int bin = first; bin < end; bin++) {
            if (bins.counts().get(bin) > 0) {
                double left = 1000 * axis.share(bins.from() + bin * bins.width());
                double right = 1000 * axis.share(bins.from() + (bin + 1) * bins.width());
                double high = Math.max(1.5, 100.0 * bins.counts().get(bin) / most);
                double gap = 0.14 * (right - left);
                path.append('M').append(Numbers.decimals(left + gap / 2, 1));
                path.append(" 100v-").append(Numbers.decimals(high, 1));
                path.append('h').append(Numbers.decimals(right - left - gap, 1)).append("V100z");
            }
        }
        return path.toString();
    }

    /** The line below the axis on which its numbers stand. */
    public int markLine() {
        return height + 18;
    }

    /** The height of the whole picture. */
    public int whole() {
        return height + 24;
    }
}
