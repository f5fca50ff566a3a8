package logitlab.web.lessons.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.widget.LanesWidget;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.LaneLink;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.StartToken;

/**
 * Greedy next to sampled: the tokens that each chose, and where they part.
 *
 * @param lanes greedy, then sampled
 * @param parted the first step at which the lanes chose different tokens; -1 if they never do
 */
public record LanesWidgetView(
        Messages messages, LanesWidget widget, List<Lane> lanes, int parted, PlaybackLinks playback) implements View {

    /** One lane's text: the start tokens, the prompt, then the tokens chosen. */
    public record Text(
            String title,
            String decoder,
            List<StartToken> start,
            String prompt,
            List<Piece> pieces,
            Optional<String> finished) {}

    /**
     * @param parted whether it is the first that differs from the other lane's
     * @param bill of its logit, if it is that one
     */
    public record Piece(String token, boolean parted, Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(LanesWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        List<Lane> lanes = List.of(widget.greedy(), widget.sampled());
        int parted = parted(lanes.get(0).ids(), lanes.get(1).ids());
        boolean finished = lanes.stream().allMatch(lane -> lane.finished().isPresent());
        PlaybackLinks playback = PlaybackLinks.of(
                request,
                widget.id(),
                messages.say("lesson.lanes.more"),
                "steps",
                widget.steps(),
                !finished && widget.steps() < LanesWidget.STEPS.max(),
                widget.playing());
        Map<String, String> play = new LinkedHashMap<>();
        play.put("seed", Long.toString(widget.seed()));
        play.put("at", Integer.toString(widget.steps() - 1));
        play.put("a", Decoder.GREEDY.key());
        play.put("b", Decoder.SAMPLE.key());
        widget.config().settings().toMap().forEach((key, value) -> play.put("b." + key, value));
        return new WidgetView.Output(
                parted < 0
                        ? messages.say("lesson.lanes.alike", widget.steps())
                        : messages.say("lesson.lanes.parted", parted + 1),
                new LanesWidgetView(messages, widget, lanes, parted, playback),
                play);
    }

    private static int parted(List<Integer> one, List<Integer> other) {
        return IntStream.range(0, Math.min(one.size(), other.size()))
                .filter(at -> !one.get(at).equals(other.get(at)))
                .findFirst()
                .orElse(-1);
    }

    public List<Text> texts() {
        return lanes.stream().map(this::text).toList();
    }

    private Text text(Lane lane) {
        LogitSource.Live live = widget.config().live();
        return new Text(
                title(lane),
                lane.decoder().key(),
                StartToken.all(messages(), live.model(), live.prefix()),
                live.prompt(),
                IntStream.range(0, lane.ids().size())
                        .mapToObj(at -> piece(lane, at))
                        .toList(),
                lane.finished().map(reason -> say("lane.finished." + reason.key())));
    }

    private Piece piece(Lane lane, int at) {
        int id = lane.ids().get(at);
        String token = WidgetView.token(widget, id);
        if (at != parted) {
            return new Piece(token, false, Optional.empty());
        }
        LaneLink before =
                LaneLink.of(lane.decoder(), lane.settings()).with(lane.ids().subList(0, at));
        BillLinks bills = WidgetView.bills(messages, widget, before, widget.seed(), id);
        return new Piece(token, true, bills.to(id, token));
    }

    private String title(Lane lane) {
        return say("lane." + lane.decoder().key());
    }

    /** How each lane chose where they part, one sentence for each. */
    public List<String> why() {
        return parted < 0 ? List.of() : lanes.stream().map(this::why).toList();
    }

    private String why(Lane lane) {
        return say(
                "lesson.lanes.why",
                title(lane),
                Sentences.reason(
                        messages, lane.decoder(), lane.step(parted).reason(), id -> WidgetView.token(widget, id)),
                Numbers.percent(lane.step(parted).model().at(lane.ids().get(parted))));
    }
}
