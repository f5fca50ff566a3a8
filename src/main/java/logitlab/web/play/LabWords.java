package logitlab.web.play;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
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
        return Numbers.share(play.draw().u());
    }

    /** Where the first two lanes part: at this step, or at which one before. */
    Optional<String> parted() {
        if (play.lanes().size() < 2) {
            return Optional.empty();
        }
        List<String> names = play.lanes().keySet().stream().limit(2).toList();
        List<String> left = tokens(names.get(0));
        List<String> right = tokens(names.get(1));
        int at = play.link().at();
        int same = 0;
        while (same < Math.min(left.size(), right.size()) && left.get(same).equals(right.get(same))) {
            same++;
        }
        if (same > at || same >= Math.min(left.size(), right.size())) {
            return Optional.empty();
        }
        return Optional.of(
                same < at
                        ? messages.say("lab.parted-before", same + 1)
                        : messages.say(
                                "lab.parted-here",
                                lane(names.get(0)),
                                left.get(at),
                                lane(names.get(1)),
                                right.get(at)));
    }

    private List<String> tokens(String name) {
        return play.lanes().get(name).ids().stream()
                .map(id -> play.token(name, id))
                .toList();
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
        return position() + ". " + choices();
    }

    private String choices() {
        return play.lanesAtStep().stream()
                .map(name -> messages.say("lab.announcement", lane(name), chosen(name)))
                .collect(Collectors.joining(" "));
    }

    private String chosen(String name) {
        return play.token(name, play.lanes().get(name).ids().get(play.link().at()));
    }

    /** What a link to this view shows, in a few words: the tokens first, each once, since tabs are narrow. */
    String title() {
        String tokens = play.lanesAtStep().stream()
                .map(name -> messages.say("lab.quoted", chosen(name)))
                .distinct()
                .collect(Collectors.joining(" / "));
        return tokens.isEmpty()
                ? messages.say("lab.title.none", after(40))
                : messages.say("lab.title", play.link().at() + 1, tokens, after(40));
    }

    /** What a link to this view shows, in a sentence or two. */
    String description() {
        return messages.say(
                "lab.description", play.model().card().name(), play.link().at() + 1, after(100), choices());
    }

    /** What the token comes after: the end of the prompt, on one line. */
    private String after(int most) {
        String prompt = play.link().prompt().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        int points = prompt.codePointCount(0, prompt.length());
        String end = points <= most ? prompt : "…" + prompt.substring(prompt.offsetByCodePoints(0, points - most));
        return messages.say(end.isEmpty() ? "lab.empty-prompt" : "lab.quoted", end);
    }
}
