package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.lesson.widget.LossCurveWidget;
import logitlab.lesson.widget.LossCurveWidget.Age;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.FragmentLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/**
 * The loss at each age as a line that falls, and what the model writes at the chosen one.
 *
 * @param guess the path from the guess at random to the first model, {@code path} the one through all models
 */
public record LossCurveWidgetView(
        Messages messages,
        LossCurveWidget widget,
        List<Dot> dots,
        List<Tick> ticks,
        String guess,
        String path,
        List<Text> texts)
        implements View {

    /** In CSS pixels, on every screen. */
    private static final int HEIGHT = 250;

    private static final double TOP = 24;
    private static final double BOTTOM = 212;
    private static final double LEFT = 10; // percent of the width
    private static final double RIGHT = 92;
    private static final int TICK = 2; // nats

    /**
     * A model at an age.
     *
     * @param x in percent of the width
     * @param y in CSS pixels, as is {@code line}, where its loss is written
     * @param name the age in words
     */
    public record Dot(
            String x,
            String y,
            String line,
            String steps,
            String loss,
            String name,
            FragmentLinks link,
            boolean current) {}

    public record Tick(String y, String name) {}

    /** What was written. @param ended why it ends early, if it does */
    public record Text(String title, String prompt, String words, Optional<String> ended) {}

    public static WidgetView.Output of(LossCurveWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        List<Age> ages = widget.ages();
        double most = Math.ceil(ages.stream().mapToDouble(Age::loss).max().orElseThrow());
        Plot plot = new Plot(ages.size(), most);
        List<Dot> dots = IntStream.range(0, ages.size())
                .mapToObj(i -> dot(widget, request, plot, i))
                .toList();
        List<Tick> ticks = IntStream.rangeClosed(0, (int) most / TICK)
                .mapToObj(i -> new Tick(Plot.number(plot.y(i * TICK)), Integer.toString(i * TICK)))
                .toList();
        LossCurveWidgetView view = new LossCurveWidgetView(
                messages,
                widget,
                dots,
                ticks,
                plot.path(ages.subList(0, 2), 0),
                plot.path(ages.subList(1, ages.size()), 1),
                texts(messages, widget));
        return new WidgetView.Output(view.sentence(), view, Map.of());
    }

    /** The ages stand at equal distances, whatever lies between them. */
    private record Plot(int count, double most) {

        double x(int i) {
            return LEFT + (RIGHT - LEFT) * i / (count - 1);
        }

        double y(double loss) {
            return BOTTOM - (BOTTOM - TOP) * loss / most;
        }

        String path(List<Age> ages, int from) {
            return IntStream.range(0, ages.size())
                    .mapToObj(i -> (i == 0 ? "M" : "L") + number(x(from + i)) + " "
                            + number(y(ages.get(i).loss())))
                    .collect(Collectors.joining());
        }

        static String number(double value) {
            return Numbers.decimals(value, 1);
        }
    }

    private static Dot dot(LossCurveWidget widget, LessonRequest request, Plot plot, int i) {
        Age age = widget.ages().get(i);
        String steps = Numbers.count(age.steps());
        return new Dot(
                Plot.number(plot.x(i)) + "%",
                Plot.number(plot.y(age.loss())),
                Plot.number(plot.y(age.loss()) - 12),
                steps,
                Numbers.nats(age.loss()),
                request.messages().say("lesson.curve.age", steps, Numbers.nats(age.loss())),
                request.changed(widget.id(), Map.of("age", Long.toString(age.steps()))),
                age.equals(widget.age()));
    }

    private static List<Text> texts(Messages messages, LossCurveWidget widget) {
        LanguageModel first = widget.config().live().model();
        return widget.age().model().isEmpty()
                ? List.of(new Text(
                        messages.say(
                                "lesson.curve.random",
                                Numbers.count(first.card().vocabularySize()),
                                widget.seed()),
                        widget.config().live().prompt(),
                        words(first, widget.random()),
                        Optional.empty()))
                : Stream.of(widget.greedy(), widget.sampled())
                        .flatMap(Optional::stream)
                        .map(lane -> text(messages, widget, lane))
                        .toList();
    }

    private static Text text(Messages messages, LossCurveWidget widget, Lane lane) {
        List<String> settings = Sentences.settings(messages, lane.settings());
        return new Text(
                lane.decoder().draws()
                        ? messages.say(
                                "lesson.curve.sampled", widget.seed(), settings.size(), String.join(", ", settings))
                        : messages.say("lesson.curve.greedy"),
                widget.config().live().prompt(),
                words(lane.model(), lane.ids()),
                lane.finished().map(reason -> messages.say("lane.finished." + reason.key())));
    }

    private static String words(LanguageModel model, List<Integer> ids) {
        return ids.stream()
                .map(id -> TokenText.readable(model.tokenizer().token(id)))
                .collect(Collectors.joining());
    }

    private String sentence() {
        Age age = widget.age();
        return say(
                "lesson.curve.sentence",
                age.steps(),
                Numbers.count(age.steps()),
                Numbers.nats(age.loss()),
                Numbers.perplexity(Math.exp(age.loss())));
    }

    public int height() {
        return HEIGHT;
    }

    public double axis() {
        return BOTTOM;
    }
}
