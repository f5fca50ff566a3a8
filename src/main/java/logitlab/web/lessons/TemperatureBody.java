package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.lesson.TemperatureWidget;
import logitlab.lesson.TemperatureWidget.Point;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The sweep of temperatures as curves, and the probabilities at one of them.
 *
 * @param here where that one lies, from 0 to 1000 of the width
 */
public record TemperatureBody(
        List<Curve> curves,
        String entropy,
        String here,
        String temperature,
        String entropyHere,
        Optional<String> rest,
        String label)
        implements Fragment {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 300;

    /**
     * One token over all temperatures.
     *
     * @param path from the left to the right, the height from 0 to 300
     * @param number of its colour
     * @param share its probability at the temperature here
     */
    public record Curve(String token, String path, int number, String share, String width) {}

    static WidgetView.Shown of(TemperatureWidget widget) {
        Step here = widget.step();
        List<Point> sweep = widget.sweep();
        List<Candidate> best = here.best(widget.top())
                .subList(0, Math.min(widget.top(), here.logits().size()));
        double most = Math.log(here.logits().size());
        String temperature = plain(widget.here());
        Candidate first = best.get(0);
        Map<String, String> play = new LinkedHashMap<>();
        play.put("at", "0");
        play.putAll(WidgetView.lane(
                "a", Decoder.SAMPLE, widget.here() == 1 ? Map.of() : Map.of("temperature", temperature)));
        return new WidgetView.Shown(
                Messages.ENGLISH.say(
                        "lesson.temperature.sentence",
                        temperature,
                        FormField.token(widget.frame().source(), first.id()),
                        Numbers.percent(first.modelProbability()),
                        Numbers.logit(here.entropy())),
                new TemperatureBody(
                        IntStream.range(0, best.size())
                                .mapToObj(i -> curve(widget, sweep, best.get(i), i))
                                .toList(),
                        path(sweep.stream()
                                .map(point -> point.probabilities().entropy() / most)
                                .toList()),
                        number(WIDTH * (Math.log10(Math.max(0.1, Math.min(10, widget.here()))) + 1) / 2),
                        temperature,
                        Messages.ENGLISH.say(
                                "lesson.temperature.entropy", Numbers.logit(here.entropy()), Numbers.logit(most)),
                        here.everythingElse(best).count() == 0
                                ? Optional.empty()
                                : Optional.of(Numbers.percent(
                                        here.everythingElse(best).modelProbability())),
                        Messages.ENGLISH.say("lesson.temperature.label", label(widget, sweep, first))),
                play);
    }

    private static String label(TemperatureWidget widget, List<Point> sweep, Candidate first) {
        return IntStream.of(0, sweep.size() / 2, sweep.size() - 1)
                .mapToObj(i -> Messages.ENGLISH.say(
                        "lesson.temperature.point",
                        plain(sweep.get(i).temperature()),
                        FormField.token(widget.frame().source(), first.id()),
                        Numbers.percent(sweep.get(i).probabilities().at(first.id()))))
                .collect(Collectors.joining(" "));
    }

    private static Curve curve(TemperatureWidget widget, List<Point> sweep, Candidate candidate, int number) {
        return new Curve(
                FormField.token(widget.frame().source(), candidate.id()),
                path(sweep.stream()
                        .map(point -> point.probabilities().at(candidate.id()))
                        .toList()),
                number + 1,
                Numbers.percent(candidate.modelProbability()),
                Numbers.width(candidate.modelProbability()));
    }

    private static String path(List<Double> shares) {
        return IntStream.range(0, shares.size())
                .mapToObj(i -> (i == 0 ? "M" : "L") + number(WIDTH * i / (shares.size() - 1)) + " "
                        + number(HEIGHT * (1 - shares.get(i))))
                .collect(Collectors.joining());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** {@code 0.8}, {@code 10}: a temperature as one types it. */
    private static String plain(double temperature) {
        String text = String.format(Locale.ROOT, "%.3f", temperature);
        return text.replaceAll("\\.?0+$", "");
    }

    @Override
    public String template() {
        return "fragments/widgets/temperature";
    }
}
