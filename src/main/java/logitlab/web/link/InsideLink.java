package logitlab.web.link;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * Everything that the address of a look inside contains.
 *
 * <pre>
 * link = "/inside?v=1" prompt ["&amp;other=" text] ["&amp;seed=" n] ["&amp;decoder=" ("greedy" | "sample")]
 *        ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ("&amp;" setting "=" value)* ["&amp;ids=" id ("." id)*]
 *        ["&amp;position=" n] ["&amp;layer=" n] ["&amp;head=" n] ["&amp;station=" name]
 *        ["&amp;target=" id] ["&amp;against=" id] ("&amp;switch." place "=" factor)*
 * prompt = what the model is given to read, see {@link PromptLink}
 * </pre>
 *
 * <p>Keys come in any order, each once. The defaults are the first model, the opening prompt, seed 7, greedy, the last position, the
 * first layer, the mean of all heads, every station open, no bill, and no switches.
 *
 * @param lane the model, the decoder and its settings, and the ids of the tokens after the prompt
 * @param other a second text, for a batch of two; in a chat, something else that the user could say
 * @param position the token looked at, 0 for the first of the text
 * @param layer the open layer, 1 for the first
 * @param head the head whose attention is shown, 1 for the first
 * @param station the open station, if only one is open
 * @param target the token whose logit is explained, if the link asks for that
 * @param against the token to compare it with, which is never the same; left out, it is the runner-up
 */
public record InsideLink(
        PromptLink prompt,
        Optional<String> other,
        long seed,
        LaneLink lane,
        OptionalInt position,
        OptionalInt layer,
        OptionalInt head,
        Optional<Station> station,
        OptionalInt target,
        OptionalInt against) {

    public static final long OPENING_SEED = 7;

    private static final String OPENING_PROMPT = "Once upon a time there was a little girl who";
    private static final Range INDEXES = Range.of(0, 100_000);
    private static final Range NUMBERS = Range.of(1, 100_000);

    private static final Set<String> OWN = Stream.of(
                    PromptLink.KEYS.stream(),
                    Stream.of(
                            "v",
                            "other",
                            "seed",
                            "decoder",
                            "position",
                            "layer",
                            "head",
                            "station",
                            "target",
                            "against"))
            .flatMap(keys -> keys)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OF_THE_LANE = Set.of("model", "digest", "ids", Settings.ORDER);

    public InsideLink {
        against = against.equals(target) ? OptionalInt.empty() : against;
    }

    /** The look at the last position of a lane's text. */
    public static InsideLink of(PromptLink prompt, long seed, LaneLink lane) {
        return new InsideLink(
                prompt,
                Optional.empty(),
                seed,
                lane,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** @throws InvalidValueException naming the key, the rule and the value of the first parameter that breaks a rule */
    public static InsideLink parse(Map<String, String> parameters) {
        Query.requireKnown(parameters, InsideLink::known, keys());
        return new InsideLink(
                PromptLink.parse(parameters, OPENING_PROMPT),
                Optional.ofNullable(parameters.get("other")).map(Query::text).filter(other -> !other.isEmpty()),
                Query.whole(parameters, "seed", Draw.SEEDS).orElse(OPENING_SEED),
                lane(parameters),
                whole(parameters, "position", INDEXES),
                whole(parameters, "layer", NUMBERS),
                whole(parameters, "head", NUMBERS),
                Query.find(parameters, "station").map(Station::of),
                whole(parameters, "target", INDEXES),
                whole(parameters, "against", INDEXES));
    }

    /**
     * The same; if the parameters contain no prompt, the link begins with as much of the opening prompt as fits its model.
     *
     * @throws InvalidValueException also if no model has the given name
     * @throws OtherWeightsException if the link was made with weights that are not here
     */
    public static InsideLink parse(Map<String, String> parameters, Models models) {
        InsideLink link = parse(parameters);
        OldLink.refuse(link, models);
        LanguageModel model = link.lane.model().map(models::get).orElseGet(models::first);
        return parameters.containsKey(PromptLink.TEXT) ? link : link.prompt(link.prompt.beginning(Stream.of(model)));
    }

    private static String keys() {
        return Stream.of(OWN, OF_THE_LANE, Settings.KEYS)
                .flatMap(Collection::stream)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    public static boolean known(String key) {
        return OWN.contains(key)
                || OF_THE_LANE.contains(key)
                || key.startsWith("bias.")
                || LaneLink.isSwitch(key)
                || Settings.KEYS.contains(key) && !key.equals("bias");
    }

    private static LaneLink lane(Map<String, String> parameters) {
        Map<String, String> own = new LinkedHashMap<>(parameters);
        own.keySet().removeAll(OWN);
        own.put(
                "",
                Decoder.ofSteps(parameters.getOrDefault("decoder", "greedy")).key());
        return LaneLink.parse(own);
    }

    private static OptionalInt whole(Map<String, String> parameters, String key, Range range) {
        return Query.whole(parameters, key, range).stream()
                .mapToInt(Math::toIntExact)
                .findFirst();
    }

    /** The parameters that {@link #parse} reads back to this link. */
    public Map<String, String> toMap() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", "1");
        prompt.addTo(parameters);
        other.ifPresent(text -> parameters.put("other", text));
        parameters.put("seed", Long.toString(seed));
        lane.toMap().forEach((key, value) -> parameters.put(key.isEmpty() ? "decoder" : key, value));
        position.ifPresent(at -> parameters.put("position", Integer.toString(at)));
        layer.ifPresent(at -> parameters.put("layer", Integer.toString(at)));
        head.ifPresent(at -> parameters.put("head", Integer.toString(at)));
        station.ifPresent(at -> parameters.put("station", at.key()));
        target.ifPresent(id -> parameters.put("target", Integer.toString(id)));
        against.ifPresent(id -> parameters.put("against", Integer.toString(id)));
        return parameters;
    }

    /** The query string, without {@code /inside?}. */
    public String query() {
        return Query.format(toMap());
    }

    /** With another prompt, or the same with what it left out. */
    public InsideLink prompt(PromptLink prompt) {
        return new InsideLink(prompt, other, seed, lane, position, layer, head, station, target, against);
    }

    public InsideLink at(int position) {
        return new InsideLink(
                prompt, other, seed, lane, OptionalInt.of(position), layer, head, station, target, against);
    }

    /** With all heads of the layer. */
    public InsideLink layer(int layer) {
        OptionalInt allHeads = OptionalInt.empty();
        return new InsideLink(
                prompt, other, seed, lane, position, OptionalInt.of(layer), allHeads, station, target, against);
    }

    public InsideLink head(OptionalInt head) {
        return new InsideLink(prompt, other, seed, lane, position, layer, head, station, target, against);
    }

    public InsideLink station(Optional<Station> station) {
        return new InsideLink(prompt, other, seed, lane, position, layer, head, station, target, against);
    }

    /** With the bill of a token, or without one. */
    public InsideLink bill(OptionalInt target, OptionalInt against) {
        return new InsideLink(prompt, other, seed, lane, position, layer, head, station, target, against);
    }

    public InsideLink lane(LaneLink lane) {
        return new InsideLink(prompt, other, seed, lane, position, layer, head, station, target, against);
    }

    /** A different text after the same prompt, seen from its end, without a bill; a second text of a batch would no longer have its length. */
    public InsideLink ids(List<Integer> ids) {
        OptionalInt none = OptionalInt.empty();
        return new InsideLink(prompt, Optional.empty(), seed, lane.with(ids), none, layer, head, station, none, none);
    }
}
