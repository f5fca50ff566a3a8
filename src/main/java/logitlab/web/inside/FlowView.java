package logitlab.web.inside;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The whole way in one picture, drawn wide for a screen and tall for a phone; the page shows one of them.
 *
 * @param label the picture in words
 */
public record FlowView(String label, List<Drawing> drawings) {

    static FlowView of(Look look) {
        Flow wide = Flow.of(look, FlowDrawing.MOST_ROWS);
        Flow tall = Flow.of(look, FlowDrawing.MOST_COLUMNS);
        return new FlowView(
                label(look, wide), List.of(FlowDrawing.of(look, wide, false), FlowDrawing.of(look, tall, true)));
    }

    private static String label(Look look, Flow flow) {
        String layers = flow.layers().isEmpty()
                ? flow.missing()
                : flow.layers().stream()
                        .filter(layer -> !layer.token().isEmpty())
                        .map(layer ->
                                look.say("inside.flow.label.layer", layer.number(), layer.token(), layer.probability()))
                        .collect(Collectors.joining(" "));
        return look.say(
                "inside.flow.label",
                look.text().size(),
                look.position() + 1,
                look.token(),
                layers,
                flow.best().get(0).token(),
                flow.best().get(0).probability());
    }
}
