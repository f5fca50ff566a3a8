package logitlab.web.play;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * What the picture of a link says, for previews: the step's number, the text before it, and each lane's choice.
 *
 * @param position the step's number
 * @param draw what the dice fell on, where a lane samples
 * @param text the prompt, and what all lanes chose alike before this step
 */
record Picture(String site, String position, Optional<String> draw, String text, List<PictureLane> lanes) {

    static Picture of(Play play) {
        Messages messages = Messages.ENGLISH;
        Prefix common = common(play);
        boolean samples = play.lanes().values().stream().anyMatch(lane -> lane.decoder() == Decoder.SAMPLE);
        return new Picture(
                messages.say("site.name"),
                messages.say("picture.position", play.link().at() + 1),
                samples
                        ? Optional.of(messages.say(
                                "lab.draw", Numbers.share(play.draw().u())))
                        : Optional.empty(),
                common.size() == play.model().startTokens(common)
                        ? messages.say("lab.empty-prompt")
                        : onOneLine(play.model().text(common)),
                play.lanes().keySet().stream()
                        .map(name -> PictureLane.of(play, name, common))
                        .toList());
    }

    /** The prompt and the tokens that all lanes have alike before the step looked at. */
    private static Prefix common(Play play) {
        List<Prefix> texts =
                play.lanesAtStep().stream().map(name -> before(play, name)).toList();
        return texts.stream().reduce(Picture::common).orElse(play.prompt());
    }

    /** All that a lane has before the step looked at. */
    static Prefix before(Play play, String name) {
        Lane lane = play.lanes().get(name);
        return lane.text().first(lane.prompt().size() + play.link().at());
    }

    private static Prefix common(Prefix one, Prefix other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.at(same) == other.at(same)) {
            same++;
        }
        return one.first(same);
    }

    /** With line breaks as signs, and without characters that nobody sees. */
    static String onOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ↵ ").replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ");
    }
}
