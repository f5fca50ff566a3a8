package logitlab.web.lessons.widget;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
public record EntropyBody(Messages messages, EntropyWidget widget, List<Position> positions) implements View {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 300;

    /** One position. @param number counted from 1 */
    public record Row(
            int number, String token, String nats, String bits, String choices, String best, String probability) {}

    public static WidgetView.Shown of(EntropyWidget widget, LessonRequest request) {
        EntropyBody body = new EntropyBody(request.messages(), widget, widget.positions());
        Position most = body.most();
        return new WidgetView.Shown(
                body.say("lesson.entropy.sentence", token(most), nats(most), Numbers.perplexity(most.choices())),
                body,
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

    /** The entropy from position to position, from 0 to 1000 wide and from 300, which is 0 nats, to 0 high. */
    public String path() {
        return positions.size() == 1
                ? "M0 " + height(0) + "H1000"
                : IntStream.range(0, positions.size())
                        .mapToObj(i ->
                                (i == 0 ? "M" : "L") + number(WIDTH * i / (positions.size() - 1)) + " " + height(i))
                        .collect(Collectors.joining());
    }

    private String height(int position) {
        return number(HEIGHT * (1 - positions.get(position).nats() / widget.mostNats()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
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
