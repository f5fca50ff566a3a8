package logitlab.web.inside;

import java.util.List;
import java.util.stream.Collectors;
import logitlab.web.inside.drawing.SvgDrawing;

/**
 * The whole way in one picture, drawn wide for a screen and tall for a phone; the page shows one of them.
 *
 * @param label the picture in words
 * @param ribbons whether layers show what they take from each token
 * @param states whether layers pass a state from token to token
 * @param layers whether layers are shown at all
 * @param tokens how many the text has; a new one travels through the picture
 */
public record FlowView(
        String label, boolean ribbons, boolean states, boolean layers, int tokens, List<SvgDrawing> drawings) {

    static FlowView of(OpenedInsideLink opened) {
        FlowContent wide = FlowContent.of(opened, FlowDrawing.MOST_ROWS);
        FlowContent tall = FlowContent.of(opened, FlowDrawing.MOST_COLUMNS);
        return new FlowView(
                label(opened, wide),
                wide.layers().stream().anyMatch(layer -> !layer.weights().isEmpty()),
                wide.recurrent() && !wide.layers().isEmpty(),
                !wide.layers().isEmpty(),
                opened.text().size(),
                List.of(FlowDrawing.of(opened, wide, false), FlowDrawing.of(opened, tall, true)));
    }

    private static String label(OpenedInsideLink opened, FlowContent flow) {
        String layers = flow.layers().isEmpty()
                ? flow.missing()
                : flow.layers().stream()
                        .filter(layer -> !layer.token().isEmpty())
                        .map(layer -> opened.say(
                                "inside.flow.label.layer", layer.number(), layer.token(), layer.probability()))
                        .collect(Collectors.joining(" "));
        return opened.say(
                "inside.flow.label",
                opened.text().size(),
                opened.position() + 1,
                opened.token(),
                layers,
                flow.best().get(0).token(),
                flow.best().get(0).probability());
    }
}
