package logitlab.web.play;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** The sentences about all lanes together. */
record LabWords(Play play, Messages messages) {

    LabWords(Play play) {
        this(play, Messages.ENGLISH);
    }

    /** Steps are counted from 1 for people, from 0 in links. */
    String position() {
        return messages.say("lab.position", play.link().at() + 1, play.last() + 1);
    }

    String draw() {
        return Numbers.share(new Draw(play.link().seed(), play.link().at()).u());
    }

    /** Where the first two lanes part: at this step, or at which one before. */
    Optional<String> parted() {
        if (play.lanes().size() < 2) {
            return Optional.empty();
        }
        List<Lane> lanes = play.lanes().values().stream().limit(2).toList();
        List<Integer> left = lanes.get(0).ids();
        List<Integer> right = lanes.get(1).ids();
        int at = play.link().at();
        int same = 0;
        while (same < Math.min(left.size(), right.size()) && left.get(same).equals(right.get(same))) {
            same++;
        }
        if (same > at || same >= Math.min(left.size(), right.size())) {
            return Optional.empty();
        }
        if (same < at) {
            return Optional.of(messages.say("lab.parted-before", same + 1));
        }
        return Optional.of(messages.say("lab.parted-here", play.token(left.get(at)), play.token(right.get(at))));
    }

    /** What a lane is called: its decoder, and its letter where another lane has the same. */
    String lane(String name) {
        Decoder decoder = play.lanes().get(name).decoder();
        String word = messages.say("lane." + decoder.word());
        long alike = play.lanes().values().stream()
                .filter(lane -> lane.decoder() == decoder)
                .count();
        return alike == 1 ? word : messages.say("lane.lettered", word, name.toUpperCase(Locale.ROOT));
    }

    /** The step in one sentence, for a live region. */
    String announcement() {
        return play.lanesAtStep().stream()
                .map(name -> messages.say(
                        "lab.announcement",
                        lane(name),
                        play.token(play.lanes().get(name).ids().get(play.link().at()))))
                .collect(Collectors.joining(" ", position() + ". ", ""));
    }

    /** What the tab is called. */
    String title() {
        return messages.say("lab.title", play.link().at() + 1, chosen());
    }

    /** What a link to this view shows, in one sentence. */
    String description() {
        return messages.say("lab.description", play.link().at() + 1, shortPrompt(), chosen());
    }

    private String chosen() {
        return play.lanesAtStep().stream()
                .map(name ->
                        play.token(play.lanes().get(name).ids().get(play.link().at())))
                .collect(Collectors.joining(" / "));
    }

    private String shortPrompt() {
        String prompt = play.link().prompt().strip();
        return prompt.length() <= 60 ? prompt : prompt.substring(0, 60) + "…";
    }
}
