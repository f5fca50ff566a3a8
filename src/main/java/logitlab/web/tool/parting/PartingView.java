package logitlab.web.tool.parting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import logitlab.decoding.explain.Alignment;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PlayLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;

/**
 * Where two lanes split, why, and how far they agree after that.
 *
 * @param sentence where they split, or that they do not
 * @param draw of the step at which they split; empty if they do not, or neither draws
 * @param lanes both lanes
 * @param reason empty if they do not split
 * @param before the end of what both have before the split
 * @param aligned both from the split on
 * @param agreement how far both agree after the split; empty if they do not split
 * @param ways where to go from here
 */
public record PartingView(
        Messages messages,
        String sentence,
        String draw,
        List<NamedLane> lanes,
        Optional<PartingReason> reason,
        String before,
        List<AlignedPart> aligned,
        String agreement,
        List<Way> ways)
        implements View {

    private static final int BEFORE = 12;
    private static final int MORE = 10;

    /** @param name as in links, for its colour */
    public record NamedLane(String name, String letter, String title) {}

    /** What both lanes have, or what each has in its place. */
    public record AlignedPart(boolean same, String first, String second) {}

    public record Way(String address, String label) {}

    public static PartingView of(Messages messages, OpenedTool opened) {
        PlayLink link = opened.play().link();
        if (link.lanes().size() < 2) {
            Optional<Way> another = link.withOpeningLane()
                    .map(more -> new Way("/play?" + more.query(), messages.say("lab.another-lane")));
            return unsplit(
                    messages,
                    messages.say("parting.alone"),
                    List.of(),
                    another.stream().toList());
        }
        LanePair pair = LanePair.of(messages, opened);
        OptionalInt parting = pair.parting();
        if (parting.isEmpty()) {
            Optional<Way> more = opened.play().canStep()
                    ? Optional.of(new Way(
                            opened.link()
                                    .play(link.at(opened.play().last() + MORE))
                                    .address(),
                            messages.say("parting.more", MORE)))
                    : Optional.empty();
            String sentence =
                    messages.say("parting.none", pair.title(pair.first()), pair.title(pair.second()), pair.steps());
            return unsplit(messages, sentence, lanes(pair), more.stream().toList());
        }
        return split(messages, pair, parting.getAsInt());
    }

    private static PartingView unsplit(Messages messages, String sentence, List<NamedLane> lanes, List<Way> ways) {
        return new PartingView(messages, sentence, "", lanes, Optional.empty(), "", List.of(), "", ways);
    }

    private static PartingView split(Messages messages, LanePair pair, int at) {
        String first = pair.first();
        String second = pair.second();
        List<String> own = pair.texts(first, at);
        List<String> other = pair.texts(second, at);
        Alignment<String> alignment = Alignment.of(own, other);
        List<String> common = pair.texts(first, 0).subList(0, at);
        return new PartingView(
                messages,
                messages.say(
                        "parting.at",
                        pair.title(first),
                        pair.title(second),
                        at,
                        pair.token(first, pair.taken(first, at)),
                        pair.token(second, pair.taken(second, at))),
                pair.draws()
                        ? messages.say(
                                "parting.draw",
                                Numbers.share(pair.lane(first).step(at).draw().u()))
                        : "",
                lanes(pair),
                Optional.of(PartingReason.of(messages, pair, at)),
                (at > BEFORE ? "…" : "") + String.join("", common.subList(Math.max(0, at - BEFORE), at)),
                alignment.blocks().stream()
                        .map(block -> new AlignedPart(
                                block.same(), String.join("", block.first()), String.join("", block.second())))
                        .toList(),
                messages.say(
                        "parting.agreement",
                        alignment.common(),
                        own.size(),
                        pair.title(first),
                        other.size(),
                        pair.title(second)),
                ways(messages, pair, at));
    }

    private static List<NamedLane> lanes(LanePair pair) {
        return Stream.of(pair.first(), pair.second())
                .map(name -> new NamedLane(name, name.toUpperCase(Locale.ROOT), pair.title(name)))
                .toList();
    }

    private static List<Way> ways(Messages messages, LanePair pair, int at) {
        List<Way> ways = new ArrayList<>();
        PlayLink link = pair.opened().play().link();
        ways.add(new Way("/play?" + link.at(at).query(), messages.say("parting.go")));
        put(messages, pair, pair.second(), pair.first(), at).ifPresent(ways::add);
        put(messages, pair, pair.first(), pair.second(), at).ifPresent(ways::add);
        return List.copyOf(ways);
    }

    /** The step at which one lane takes the other's token; empty if its vocabulary has no such token. */
    private static Optional<Way> put(Messages messages, LanePair pair, String from, String into, int at) {
        int id = pair.taken(from, at);
        if (!pair.known(id)) {
            return Optional.empty();
        }
        PlayLink link = pair.opened().play().link().at(at).choose(into, id);
        return Optional.of(
                new Way("/play?" + link.query(), messages.say("parting.put", pair.token(from, id), pair.title(into))));
    }
}
