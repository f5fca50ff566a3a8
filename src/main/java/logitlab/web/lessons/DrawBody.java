package logitlab.web.lessons;

import java.util.Map;
import java.util.function.IntFunction;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.lesson.DrawWidget;
import logitlab.web.Messages;
import logitlab.web.Sentences;
import logitlab.web.play.ChoiceView;
import logitlab.web.play.DrawView;

/**
 * The strip of one step with the dart, and the rows of its tokens.
 *
 * @param again the page with the next seed, and the fragment
 */
public record DrawBody(DrawView draw, ChoiceView choice, Addresses again, String id) implements Fragment {

    private static final int ROWS = 8;

    static WidgetView.Shown of(DrawWidget widget, Visit visit) {
        Step step = widget.step();
        IntFunction<String> token = id -> FormField.token(widget.frame().source(), id);
        String title = Messages.ENGLISH.say("lane.sample");
        return new WidgetView.Shown(
                Sentences.reason(Messages.ENGLISH, Decoder.SAMPLE, step.reason(), token),
                new DrawBody(
                        DrawView.of(widget.id(), title, step, token),
                        ChoiceView.of(widget.id(), title, Decoder.SAMPLE, step, step.chosen(), ROWS, token),
                        again(widget, visit),
                        widget.id()),
                widget.draw().step() == 0
                        ? WidgetView.step(
                                widget.draw().seed(),
                                0,
                                Decoder.SAMPLE,
                                widget.frame().settings())
                        : Map.of());
    }

    private static Addresses again(DrawWidget widget, Visit visit) {
        return visit.changed(
                widget.id(),
                Map.of("seed", Long.toString(Draw.nextSeed(widget.draw().seed()))));
    }

    @Override
    public String template() {
        return "fragments/widgets/draw";
    }
}
