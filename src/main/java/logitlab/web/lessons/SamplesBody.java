package logitlab.web.lessons;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Tally;
import logitlab.lesson.SamplesWidget;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * How often each token came in many draws, against how often it should have.
 *
 * @param again the page with the next seed, and the fragment
 */
public record SamplesBody(String id, List<Count> counts, String others, Addresses again, String label)
        implements Fragment {

    /**
     * One token.
     *
     * @param expected how often it should come, {@code band} give or take two standard deviations
     * @param bar the width of its count, {@code from} and {@code span} where the band lies, in per cent of the longest
     * @param state {@code within} or {@code beyond} the band
     */
    public record Count(
            String token,
            String probability,
            String count,
            String expected,
            String band,
            String bar,
            String from,
            String span,
            String state) {}

    static WidgetView.Shown of(SamplesWidget widget, Visit visit) {
        Tally tally = widget.tally();
        List<Tally.Line> lines = tally.best(widget.top());
        double longest = lines.stream()
                .mapToDouble(line -> Math.max(line.count(), line.expected() + 2 * line.deviation()))
                .max()
                .orElse(1);
        long beyond = lines.stream()
                .filter(line -> Math.abs(line.standardScore()) > 2)
                .count();
        Map<String, String> play =
                WidgetView.lane("a", Decoder.SAMPLE, widget.frame().settings().toMap());
        play.put("seed", Long.toString(widget.seed()));
        play.put("at", "0");
        return new WidgetView.Shown(
                Messages.ENGLISH.say(
                        "lesson.samples.sentence",
                        Numbers.count(tally.count()),
                        Numbers.count(tally.distinct()),
                        beyond,
                        lines.size()),
                new SamplesBody(
                        widget.id(),
                        lines.stream().map(line -> count(widget, line, longest)).toList(),
                        Messages.ENGLISH.say("lesson.samples.others", Numbers.count(tally.others(widget.top()))),
                        visit.changed(widget.id(), Map.of("seed", Long.toString(Draw.nextSeed(widget.seed())))),
                        Messages.ENGLISH.say("lesson.samples.label")),
                play);
    }

    private static Count count(SamplesWidget widget, Tally.Line line, double longest) {
        double low = Math.max(0, line.expected() - 2 * line.deviation());
        double high = line.expected() + 2 * line.deviation();
        return new Count(
                FormField.token(widget.frame().source(), line.candidate().id()),
                Numbers.percent(line.candidate().samplingProbability()),
                Numbers.count(line.count()),
                one(line.expected()),
                Messages.ENGLISH.say("lesson.samples.band", one(low), one(high)),
                Numbers.width(line.count() / longest),
                Numbers.width(low / longest),
                Numbers.width((high - low) / longest),
                Math.abs(line.standardScore()) > 2 ? "beyond" : "within");
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    @Override
    public String template() {
        return "fragments/widgets/samples";
    }
}
