package logitlab.web.view;

import java.util.List;
import java.util.Locale;
import logitlab.decoding.explain.DrawCounts;
import logitlab.web.Messages;

/**
 * How often one token was drawn, and how often it should have been.
 *
 * @param expected how often it should be drawn, {@code band} within two standard deviations
 * @param bar the width of its count; {@code from} and {@code span} the place of the band; in percent of the longest
 * @param state {@code within} or {@code beyond} the band
 */
public record CountRow(
        String token,
        String probability,
        String count,
        String expected,
        String band,
        String bar,
        String from,
        String span,
        String state) {

    private static final double DEVIATIONS = 2;

    /** How many of the lines are outside the band. */
    public static long beyond(List<DrawCounts.Line> lines) {
        return lines.stream().filter(CountRow::beyond).count();
    }

    private static boolean beyond(DrawCounts.Line line) {
        return Math.abs(line.standardScore()) > DEVIATIONS;
    }

    /** The largest count, or the end of the highest band: what the bars are drawn in proportion to. */
    public static double longest(List<DrawCounts.Line> lines) {
        return lines.stream()
                .mapToDouble(line -> Math.max(line.count(), line.expected() + DEVIATIONS * line.deviation()))
                .max()
                .orElse(1);
    }

    /** @param token as the page shows it @param longest see {@link #longest} */
    public static CountRow of(Messages messages, DrawCounts.Line line, String token, double longest) {
        double low = Math.max(0, line.expected() - DEVIATIONS * line.deviation());
        double high = line.expected() + DEVIATIONS * line.deviation();
        return new CountRow(
                token,
                Numbers.percent(line.candidate().samplingProbability()),
                Numbers.count(line.count()),
                oneDecimal(line.expected()),
                messages.say("lesson.samples.band", oneDecimal(low), oneDecimal(high)),
                Numbers.width(line.count() / longest),
                Numbers.width(low / longest),
                Numbers.width((high - low) / longest),
                beyond(line) ? "beyond" : "within");
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
