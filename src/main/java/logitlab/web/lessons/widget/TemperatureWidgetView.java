package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.widget.TemperatureWidget;
import logitlab.lesson.widget.TemperatureWidget.Point;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * Probabilities over the temperature as curves, and their values at one temperature.
 *
 * @param step at that temperature
 * @param best the tokens with a curve
 */
public record TemperatureWidgetView(
        Messages messages, TemperatureWidget widget, Step step, List<Candidate> best, List<Point> sweep)
        implements View {

    /**
     * One token over all temperatures.
     *
     * @param path of a {@link CurvePath}
     * @param number of its colour
     * @param share its probability at the one temperature
     */
    public record Curve(String token, String path, int number, String share, Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(TemperatureWidget widget, LessonRequest request) {
        Step step = widget.step();
        List<Candidate> best = step.best(widget.top())
                .subList(0, Math.min(widget.top(), step.logits().size()));
        TemperatureWidgetView view = new TemperatureWidgetView(request.messages(), widget, step, best, widget.sweep());
        return new WidgetView.Output(
                view.say(
                        "lesson.temperature.sentence",
                        view.temperature(),
                        view.token(best.get(0)),
                        Numbers.percent(best.get(0).modelProbability()),
                        Numbers.logit(step.entropy())),
                view,
                WidgetView.firstStep(Decoder.SAMPLE, Settings.of(Map.of("temperature", view.temperature()))));
    }

    private String token(Candidate candidate) {
        return WidgetView.token(widget, candidate.id());
    }

    public String label() {
        Candidate first = best.get(0);
        return say(
                "lesson.temperature.label",
                IntStream.of(0, sweep.size() / 2, sweep.size() - 1)
                        .mapToObj(sweep::get)
                        .map(point -> say(
                                "lesson.temperature.point",
                                plain(point.temperature()),
                                token(first),
                                Numbers.percent(point.probabilities().at(first.id()))))
                        .collect(Collectors.joining(" ")));
    }

    public List<Curve> curves() {
        BillLinks bills = WidgetView.bills(messages, widget, best.get(0).id());
        return IntStream.range(0, best.size())
                .mapToObj(i -> new Curve(
                        token(best.get(i)),
                        path(point -> point.probabilities().at(best.get(i).id())),
                        i + 1,
                        Numbers.percent(best.get(i).modelProbability()),
                        bills.to(best.get(i).id(), token(best.get(i)))))
                .toList();
    }

    /** The entropy as a curve, as a share of the most that is possible. */
    public String entropy() {
        return path(point -> point.probabilities().entropy() / mostEntropy());
    }

    private double mostEntropy() {
        return Math.log(step.logits().size());
    }

    /** The place of the one temperature, from 0 to 1000. */
    public String here() {
        return CurvePath.x((Math.log10(Math.max(0.1, Math.min(10, widget.here()))) + 1) / 2);
    }

    public String temperature() {
        return plain(widget.here());
    }

    public String entropyHere() {
        return say("lesson.temperature.entropy", Numbers.logit(step.entropy()), Numbers.logit(mostEntropy()));
    }

    /** The probability of all tokens without a curve, if there are any. */
    public List<String> rest() {
        EverythingElse rest = step.everythingElse(best);
        return rest.count() == 0 ? List.of() : List.of(Numbers.percent(rest.modelProbability()));
    }

    private String path(ToDoubleFunction<Point> share) {
        return CurvePath.of(sweep.size(), i -> share.applyAsDouble(sweep.get(i)));
    }

    /** {@code 0.8}, {@code 10}: a temperature as visitors type it. */
    private static String plain(double temperature) {
        return Numbers.decimalsUpTo(temperature, 3);
    }
}
