package logitlab.web.lessons.widget;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.lesson.widget.EntropyWidget;
import logitlab.lesson.widget.EntropyWidget.Position;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/** How undecided a model is at each position of a text: a sparkline, and a table with the same numbers. */
public record EntropyWidgetView(Messages messages, EntropyWidget widget, List<Position> positions) implements View {

    /** One position. @param number counted from 1 */
    public record Row(
            int number, String token, String nats, String bits, String choices, String best, String probability) {}

    public static WidgetView.Output of(EntropyWidget widget, LessonRequest request) {
        EntropyWidgetView view = new EntropyWidgetView(request.messages(), widget, widget.positions());
        Position most = view.most();
        return new WidgetView.Output(
                view.say("lesson.entropy.sentence", token(most), nats(most), Numbers.perplexity(most.choices())),
                view,
                WidgetView.firstStep(Decoder.GREEDY, Settings.OFF));
    }

    private Position most() {
        return positions.stream()
                .max(Comparator.comparingDouble(Position::nats))
                .orElseThrow();
    }

    private static String token(Position position) {
        return TokenText.visible(position.token());
    }

    private static String nats(Position position) {
        return Numbers.surprise(position.nats());
    }

    /** The sparkline in words. */
    public String label() {
        Position least = positions.stream()
                .min(Comparator.comparingDouble(Position::nats))
                .orElseThrow();
        return say("lesson.entropy.label", positions.size(), token(most()), nats(most()), token(least), nats(least));
    }

    /** The height of the picture stands for the largest entropy that is possible. */
    public String scale() {
        return say("lesson.entropy.scale", Numbers.nats(widget.mostNats()));
    }

    public String path() {
        return CurvePath.of(positions.size(), i -> positions.get(i).nats() / widget.mostNats());
    }

    public List<Row> rows() {
        return IntStream.range(0, positions.size())
                .mapToObj(i -> row(i + 1, positions.get(i)))
                .toList();
    }

    private static Row row(int number, Position position) {
        return new Row(
                number,
                token(position),
                nats(position),
                Numbers.surprise(position.bits()),
                Numbers.perplexity(position.choices()),
                TokenText.visible(position.best()),
                Numbers.percent(position.probability()));
    }
}
