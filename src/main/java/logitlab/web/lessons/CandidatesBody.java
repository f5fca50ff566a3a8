package logitlab.web.lessons;

import java.util.function.IntFunction;
import logitlab.decoding.Step;
import logitlab.lesson.CandidatesWidget;
import logitlab.web.Messages;
import logitlab.web.play.ChoiceView;

/** The candidates of a step with their charts, as the playground shows them. */
public record CandidatesBody(String decoder, ChoiceView choice) implements Fragment {

    static WidgetView.Shown of(CandidatesWidget widget) {
        Step step = widget.step();
        IntFunction<String> token = id -> FormField.token(widget.frame().source(), id);
        ChoiceView choice = ChoiceView.of(
                widget.id(),
                Messages.ENGLISH.say("lane." + widget.decoder().word()),
                widget.decoder(),
                step,
                step.chosen(),
                widget.top(),
                token);
        return new WidgetView.Shown(
                Messages.ENGLISH.say("lab.announcement", choice.title(), token.apply(step.chosen())),
                new CandidatesBody(widget.decoder().word(), choice),
                WidgetView.step(
                        widget.seed(), 0, widget.decoder(), widget.frame().settings()));
    }

    @Override
    public String template() {
        return "fragments/widgets/candidates";
    }
}
