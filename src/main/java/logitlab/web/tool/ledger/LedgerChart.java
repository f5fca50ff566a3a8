package logitlab.web.tool.ledger;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.web.step.ChartAxis;

/**
 * Surprisals as bars, one for each token, with the entropy before each and the mean surprisal so far as lines; all in nats on one axis.
 *
 * @param bars of the surprisals, as an SVG path over 1,000 by 100 units; an infinite one reaches the top
 * @param entropies as a path of steps, as wide as the bars
 * @param means of the surprisals so far, as a path through the middles of the bars
 * @param marks of the vertical axis; {@code at} is counted from the top
 * @param label says what the picture shows
 */
public record LedgerChart(
        String bars, String entropies, String means, List<ChartAxis.Mark> marks, String last, String label) {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;
    private static final double GAP = 0.15; // of a bar
    private static final double WIDEST = 100;

    /** @param means as many as surprisals, as are the entropies; each list has at least one number */
    static LedgerChart of(List<Double> surprisals, List<Double> entropies, List<Double> means, String label) {
        double most = Stream.of(surprisals, entropies, means)
                .flatMap(List::stream)
                .mapToDouble(nats -> nats)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        ChartAxis axis = ChartAxis.around(0, most);
        double step = Math.min(WIDEST, WIDTH / surprisals.size());
        String bars = IntStream.range(0, surprisals.size())
                .mapToObj(i -> path(
                        "M%.2f 100V%.2fh%.2fV100z", step * (i + GAP), y(axis, surprisals.get(i)), step * (1 - 2 * GAP)))
                .collect(Collectors.joining());
        String steps = IntStream.range(0, entropies.size())
                .mapToObj(i ->
                        path(i == 0 ? "M%.2f %.2fh%.2f" : "L%.2f %.2fh%.2f", step * i, y(axis, entropies.get(i)), step))
                .collect(Collectors.joining());
        String line = IntStream.range(0, means.size())
                .mapToObj(i -> path(i == 0 ? "M%.2f %.2f" : "L%.2f %.2f", step * (i + 0.5), y(axis, means.get(i))))
                .collect(Collectors.joining());
        List<ChartAxis.Mark> marks = axis.marks().stream()
                .map(mark -> new ChartAxis.Mark(fromTop(mark.at()), mark.label()))
                .toList();
        return new LedgerChart(bars, steps, line, marks, path("%.2f%%", 100 * step * surprisals.size() / WIDTH), label);
    }

    private static double y(ChartAxis axis, double nats) {
        return HEIGHT * (1 - axis.share(nats));
    }

    private static String fromTop(String percent) {
        return path("%.2f%%", 100 - Double.parseDouble(percent.replace("%", "")));
    }

    private static String path(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
