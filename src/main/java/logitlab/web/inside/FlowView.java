package logitlab.web.inside;

import java.util.List;
import java.util.stream.Collectors;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * The whole way in one picture, drawn wide for a screen and tall for a phone; the page shows one of them.
 *
 * @param label the picture in words
 */
public record FlowView(String label, List<Drawing> drawings) implements View {

    static FlowView of(Look look) {
        Flow wide = Flow.of(look, WideFlow.MOST_ROWS);
        Flow tall = Flow.of(look, TallFlow.MOST_COLUMNS);
        return new FlowView(label(look, wide), List.of(WideFlow.of(wide), TallFlow.of(tall)));
    }

    private static String label(Look look, Flow flow) {
        String layers = flow.layers().isEmpty()
                ? flow.missing()
                : flow.layers().stream()
                        .filter(layer -> !layer.token().isEmpty())
                        .map(layer -> Messages.ENGLISH.say(
                                "inside.flow.label.layer", layer.number(), layer.token(), layer.probability()))
                        .collect(Collectors.joining(" "));
        return Messages.ENGLISH.say(
                "inside.flow.label",
                look.text().size(),
                look.position() + 1,
                look.tokenAt(look.position()),
                layers,
                flow.best().get(0).token(),
                flow.best().get(0).probability());
    }
}
