package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.decoding.explain.Histogram;
import logitlab.web.view.Numbers;

/**
 * A bar chart of candidates as the server draws it, for paper and for browsers without scripts. It has the numbers of the table that
 * the script draws the same chart from.
 *
 * @param others the outline of the histogram behind the bars, as an SVG path over 1,000 by 100 units; empty for probabilities
 * @param zero the place of 0, in percent of the axis
 * @param height of the part above the axis, in CSS pixels
 */
public record BarPicture(List<Row> rows, String others, String zero, List<ChartAxis.Mark> marks, int height) {

    private static final int BAR = 11;
    private static final int GAP = 8;
    private static final int LONGEST = 13;

    /**
     * A token with its bars.
     *
     * @param middle of its bars, in CSS pixels from the top
     * @param state {@code chosen}, {@code kept} or {@code dropped}
     */
    public record Row(String token, int middle, String state, List<Bar> bars) {

        public boolean chosen() {
            return state.equals("chosen");
        }
    }

    /**
     * One bar.
     *
     * @param kind {@code model}, {@code sampling} or {@code logit}
     * @param x its left end in percent of the axis, as is {@code width}
     * @param top in CSS pixels
     * @param value the number that the table shows
     */
    public record Bar(String kind, String x, String width, int top, String value) {}

    /** The logits of the rows, with the histogram of the others behind. A banned token has no bar. */
    static BarPicture ofLogits(List<CandidateRow> rows, Histogram others) {
        List<CandidateRow> finite =
                rows.stream().filter(row -> !row.logitFigure().isEmpty()).toList();
        DoubleStream ends =
                others.counts().isEmpty() ? DoubleStream.of(0) : DoubleStream.of(0, others.from(), others.to());
        double[] values = DoubleStream.concat(
                        ends, finite.stream().mapToDouble(row -> Double.parseDouble(row.logitFigure())))
                .sorted()
                .toArray();
        ChartAxis axis = ChartAxis.around(values[0], values[values.length - 1]);
        return of(
                finite,
                axis,
                outline(others, axis),
                row -> List.of(new Value("logit", Double.parseDouble(row.logitFigure()), row.logit())));
    }

    /** The two probabilities of each row. */
    static BarPicture ofProbabilities(List<CandidateRow> rows, BarAxis axis) {
        return of(
                rows,
                ChartAxis.of(axis),
                "",
                row -> List.of(
                        new Value("model", row.modelFigure(), row.modelProbability()),
                        new Value("sampling", row.samplingFigure(), row.samplingProbability())));
    }

    private record Value(String kind, double figure, String text) {}

    private static BarPicture of(
            List<CandidateRow> candidates,
            ChartAxis axis,
            String others,
            Function<CandidateRow, List<Value>> valuesOf) {
        List<Row> rows = new ArrayList<>();
        int top = GAP / 2;
        for (CandidateRow candidate : candidates) {
            List<Value> values = valuesOf.apply(candidate);
            int first = top;
            List<Bar> bars = IntStream.range(0, values.size())
                    .mapToObj(i -> bar(values.get(i), axis, first + i * (BAR + 1)))
                    .toList();
            int end = top + values.size() * (BAR + 1);
            rows.add(new Row(shortened(candidate.token()), (top + end) / 2, candidate.state(), bars));
            top = end + GAP;
        }
        return new BarPicture(List.copyOf(rows), others, axis.at(0), axis.marks(), top - GAP / 2);
    }

    private static Bar bar(Value value, ChartAxis axis, int top) {
        double from = axis.share(Math.min(0, value.figure()));
        double to = axis.share(Math.max(0, value.figure()));
        return new Bar(value.kind(), StripBand.percent(from), StripBand.percent(to - from), top, value.text());
    }

    private static String shortened(String token) {
        int length = token.codePointCount(0, token.length());
        return length <= LONGEST ? token : token.substring(0, token.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String outline(Histogram others, ChartAxis axis) {
        int most = others.counts().stream().mapToInt(count -> count).max().orElse(0);
        if (most == 0) {
            return "";
        }
        StringBuilder path = new StringBuilder("M" + Numbers.decimals(1000 * axis.share(others.from()), 1) + " 100");
        for (int bin = 0; bin < others.counts().size(); bin++) {
            double end = others.from() + (bin + 1) * others.width();
            path.append('V')
                    .append(Numbers.decimals(100 - 100.0 * others.counts().get(bin) / most, 1));
            path.append('H').append(Numbers.decimals(1000 * axis.share(end), 1));
        }
        return path.append("V100Z").toString();
    }

    /** The line below the axis on which its numbers stand. */
    public int markLine() {
        return height + 16;
    }

    /** The height of the whole picture. */
    public int whole() {
        return height + 22;
    }
}
