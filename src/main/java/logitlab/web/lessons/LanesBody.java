package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.lesson.LanesWidget;
import logitlab.lesson.Source;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Sentences;
import logitlab.web.StartToken;
import logitlab.web.TokenText;

/**
 * Greedy beside sampled: the tokens that each chose, and where they part.
 *
 * @param why how the lanes parted, one sentence for each
 */
public record LanesBody(List<Text> texts, List<String> why, Onwards onwards) implements Fragment {

    /** One lane's text: the start tokens, the prompt, then the tokens chosen. */
    public record Text(
            String title,
            String decoder,
            List<StartToken> start,
            String prompt,
            List<Piece> pieces,
            Optional<String> finished) {}

    /** @param parted whether it is the first that differs from the other lane's */
    public record Piece(String token, boolean parted) {}

    static WidgetView.Shown of(LanesWidget widget, Visit visit) {
        Lane greedy = widget.greedy();
        Lane sampled = widget.sampled();
        int parted = parted(greedy, sampled);
        boolean over =
                Stream.of(greedy, sampled).allMatch(lane -> lane.finished().isPresent());
        return new WidgetView.Shown(
                parted < 0
                        ? Messages.ENGLISH.say("lesson.lanes.alike", widget.steps())
                        : Messages.ENGLISH.say("lesson.lanes.parted", parted + 1),
                new LanesBody(
                        List.of(text(widget, greedy, parted), text(widget, sampled, parted)),
                        why(greedy, sampled, parted),
                        Onwards.of(
                                widget.id(),
                                Messages.ENGLISH.say("lesson.lanes.more"),
                                "steps",
                                widget.steps(),
                                !over && widget.steps() < LanesWidget.STEPS.max(),
                                widget.playing(),
                                visit)),
                play(widget));
    }

    /** The first step at which the lanes chose different tokens; -1 where there is none. */
    private static int parted(Lane one, Lane other) {
        int both = Math.min(one.ids().size(), other.ids().size());
        return IntStream.range(0, both)
                .filter(at -> !one.ids().get(at).equals(other.ids().get(at)))
                .findFirst()
                .orElse(-1);
    }

    private static Text text(LanesWidget widget, Lane lane, int parted) {
        Source.Live live = widget.frame().live();
        return new Text(
                Messages.ENGLISH.say("lane." + lane.decoder().word()),
                lane.decoder().word(),
                StartToken.all(live.model(), live.prefix()),
                live.prompt(),
                IntStream.range(0, lane.ids().size())
                        .mapToObj(at -> new Piece(token(lane, lane.ids().get(at)), at == parted))
                        .toList(),
                lane.finished().map(finish -> Messages.ENGLISH.say("lane.finished." + finish.word())));
    }

    private static String token(Lane lane, int id) {
        return TokenText.visible(lane.model().tokenizer().token(id));
    }

    private static List<String> why(Lane greedy, Lane sampled, int parted) {
        return parted < 0
                ? List.of()
                : Stream.of(greedy, sampled)
                        .map(lane -> Messages.ENGLISH.say(
                                "lesson.lanes.why",
                                Messages.ENGLISH.say("lane." + lane.decoder().word()),
                                Sentences.reason(
                                        Messages.ENGLISH,
                                        lane.decoder(),
                                        lane.step(parted).reason(),
                                        id -> token(lane, id)),
                                Numbers.percent(
                                        lane.step(parted).model().at(lane.ids().get(parted)))))
                        .toList();
    }

    private static Map<String, String> play(LanesWidget widget) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("seed", Long.toString(widget.seed()));
        words.put("at", Integer.toString(widget.steps() - 1));
        words.put("a", Decoder.GREEDY.word());
        words.putAll(
                WidgetView.lane("b", Decoder.SAMPLE, widget.frame().settings().toMap()));
        return words;
    }

    @Override
    public String template() {
        return "fragments/widgets/lanes";
    }
}
