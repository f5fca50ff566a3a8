package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Step;
import logitlab.lesson.PipelineWidget;
import logitlab.model.Lane;
import logitlab.web.LaneLink;
import logitlab.web.Messages;
import logitlab.web.StartToken;
import logitlab.web.inside.InsideLink;

/**
 * One turn from the text to the token, place by place.
 *
 * @param start the start tokens before the prompt
 * @param prompt the text before the first turn
 * @param written the tokens of the turns before this one
 * @param places from the token ids to the token that goes back in
 * @param inside the address of the look inside at this step
 */
public record PipelineBody(
        String turn,
        List<StartToken> start,
        String prompt,
        List<String> written,
        List<Place> places,
        String inside,
        Onwards onwards)
        implements Fragment {

    /**
     * Something that is on its way from the text to the token.
     *
     * @param name which place it is, as the style sheet calls it
     * @param shape where it is a table of numbers
     * @param values the first of them, or the largest
     */
    public record Place(String name, String title, Optional<String> shape, String sentence, List<Value> values) {}

    /** @param of what it is the value of: a token, a layer, or nothing */
    public record Value(String of, String token, String figure, boolean chosen) {}

    static WidgetView.Shown of(PipelineWidget widget, Visit visit) {
        Lane lane = widget.lane();
        Step step = lane.step(lane.ids().size());
        int number = lane.ids().size() + 1;
        boolean ends = lane.run(1).finished().isPresent();
        return new WidgetView.Shown(
                Messages.ENGLISH.say("lesson.pipeline.turn", number, Places.token(lane, step.chosen())),
                new PipelineBody(
                        Messages.ENGLISH.say("lesson.pipeline.text", number),
                        StartToken.all(lane.model(), lane.prompt()),
                        widget.frame().live().prompt(),
                        lane.ids().stream().map(id -> Places.token(lane, id)).toList(),
                        Places.of(lane, step).all(),
                        inside(widget, lane),
                        Onwards.of(
                                widget.id(),
                                Messages.ENGLISH.say("lesson.pipeline.next"),
                                "turn",
                                number,
                                !ends && number < PipelineWidget.TURNS.max(),
                                widget.playing(),
                                visit)),
                WidgetView.step(
                        widget.seed(),
                        lane.ids().size(),
                        widget.decoder(),
                        widget.frame().settings()));
    }

    private static String inside(PipelineWidget widget, Lane lane) {
        LaneLink link = new LaneLink(
                lane.decoder(),
                Optional.of(lane.model().id()),
                Optional.of(lane.model().card().digest()),
                lane.settings(),
                lane.ids());
        return "/inside?"
                + InsideLink.of(widget.frame().live().prompt(), widget.seed(), link)
                        .query();
    }

    @Override
    public String template() {
        return "fragments/widgets/pipeline";
    }
}
