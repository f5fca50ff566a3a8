package logitlab.web.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.model.Models;

/**
 * A link that was made with other weights or another chat template, as far as it is of use with today's: the prompt, the seed, the step looked at, and
 * the decoders with their settings. Token ids number another vocabulary, so those that were chosen with the other weights are left out.
 *
 * @param others the weights that are not on this server, at least one
 * @param at the step looked at, if the link has one
 * @param lanes what each lane keeps; the look inside has one without a name
 * @param tokens how many token ids are left out
 * @param left the other parameters that are left out, such as {@code b.bias.280=5}
 * @param cut the parameters that are shortened, as they were: a prompt that is too long today, or a late step
 * @param address the link on today's models
 */
public record OldLink(
        List<Weights> others,
        PromptLink prompt,
        long seed,
        OptionalInt at,
        SortedMap<String, LaneLink> lanes,
        int tokens,
        List<String> left,
        List<String> cut,
        String address) {

    /** @throws OtherWeightsException if some weights of the link are not here */
    static void refuse(PlayLink link, Models models) {
        Weights weights = Weights.of(link.model(), link.digest(), models).with(link.prompt());
        SortedMap<String, Weights> own = new TreeMap<>();
        link.lanes().forEach((name, lane) -> own.put(name, weights(link, name, lane, models)));
        List<Weights> others = others(Stream.concat(Stream.of(weights), own.values().stream()));
        if (others.isEmpty()) {
            return;
        }
        SortedMap<String, LaneLink> lanes = new TreeMap<>();
        link.lanes().forEach((name, lane) -> lanes.put(name, lane.today(own.get(name))));
        PromptLink prompt = link.prompt()
                .withoutTemplate()
                .beginning(
                        Stream.concat(Stream.of(weights), own.values().stream()).map(Weights::today));
        PlayLink today = new PlayLink(
                link.model().map(id -> weights.today().id()),
                Optional.empty(),
                prompt,
                link.seed(),
                Math.min(link.at(), PlayLink.MOST_STEPS - 1),
                link.table(),
                weights.areHere() ? link.tree() : PathTree.NONE,
                lanes);
        throw new OtherWeightsException(new OldLink(
                others,
                prompt,
                link.seed(),
                OptionalInt.of(today.at()),
                lanes,
                tokens(link.lanes())
                        + link.tree().size()
                        - tokens(lanes)
                        - today.tree().size(),
                left(link.toMap(), today.toMap()),
                cut(link.toMap(), today.toMap()),
                "/play?" + today.query()));
    }

    private static Weights weights(PlayLink link, String name, LaneLink lane, Models models) {
        return lane.model().isPresent()
                ? PlayLink.naming(name, () -> Weights.of(lane.model(), lane.digest(), models))
                : Weights.of(link.model(), lane.digest().or(link::digest), models)
                        .with(link.prompt());
    }

    /** @throws OtherWeightsException if the weights of the link are not here */
    static void refuse(InsideLink link, Models models) {
        Weights weights =
                Weights.of(link.lane().model(), link.lane().digest(), models).with(link.prompt());
        if (weights.areHere()) {
            return;
        }
        PromptLink prompt = link.prompt().withoutTemplate().beginning(Stream.of(weights.today()));
        InsideLink today =
                InsideLink.of(prompt, link.seed(), link.lane().today(weights)).station(link.station());
        throw new OtherWeightsException(new OldLink(
                others(Stream.of(weights)),
                prompt,
                link.seed(),
                OptionalInt.empty(),
                new TreeMap<>(Map.of("", today.lane())),
                link.lane().ids().size(),
                left(link.toMap(), today.toMap()),
                cut(link.toMap(), today.toMap()),
                "/inside?" + today.query()));
    }

    private static List<Weights> others(Stream<Weights> all) {
        return all.filter(weights -> !weights.areHere()).distinct().toList();
    }

    private static int tokens(SortedMap<String, LaneLink> lanes) {
        return lanes.values().stream().mapToInt(lane -> lane.ids().size()).sum();
    }

    private static List<String> cut(Map<String, String> given, Map<String, String> today) {
        return Stream.of("prompt", "at")
                .filter(key -> today.containsKey(key) && !today.get(key).equals(given.get(key)))
                .map(key -> key + "=" + given.get(key))
                .toList();
    }

    private static List<String> left(Map<String, String> given, Map<String, String> today) {
        return given.keySet().stream()
                .filter(key -> !today.containsKey(key))
                .filter(key -> !key.endsWith(LaneLink.DIGEST)
                        && !key.equals(PromptLink.TEMPLATE)
                        && !key.equals(LaneLink.IDS)
                        && !PlayLink.isOfTokens(key))
                .map(key -> key + "=" + given.get(key))
                .toList();
    }
}
