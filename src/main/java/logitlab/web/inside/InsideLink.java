package logitlab.web.inside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Words;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.LaneLink;
import logitlab.web.Query;

/**
 * Everything that one view of the look inside stands for, as its address says it.
 *
 * <pre>
 * link = "/inside?v=1" ["&amp;prompt=" text] ["&amp;other=" text] ["&amp;seed=" n] ["&amp;decoder=" ("greedy" | "sample")]
 *        ["&amp;model=" id] ["&amp;digest=" 12 hex digits] ("&amp;" setting "=" value)* ["&amp;ids=" id ("." id)*]
 *        ["&amp;position=" n] ["&amp;layer=" n] ["&amp;head=" n] ["&amp;station=" name]
 * </pre>
 *
 * <p>Keys come in any order, each once. What is left out: the first model, the opening prompt, seed 7, greedy, the last position, the
 * first layer, the mean of all heads, every station open.
 *
 * @param lane how the next token is chosen, on which model, and what was chosen after the prompt
 * @param other a second text, for a batch of two
 * @param position the token looked at, 0 for the first of the text
 * @param layer the one that is open, 1 for the first
 * @param head the one whose attention is shown, 1 for the first
 * @param station the one that is open, where it is one
 */
public record InsideLink(
        String prompt,
        Optional<String> other,
        long seed,
        LaneLink lane,
        OptionalInt position,
        OptionalInt layer,
        OptionalInt head,
        Optional<Station> station) {

    private static final String OPENING_PROMPT = "Once upon a time there was a little girl who";
    private static final long OPENING_SEED = 7;
    private static final Range INDEXES = Range.of(0, 100_000);
    private static final Range NUMBERS = Range.of(1, 100_000);

    private static final Set<String> OWN =
            Set.of("v", "prompt", "other", "seed", "decoder", "position", "layer", "head", "station");
    private static final Set<String> OF_THE_LANE = Set.of("model", "digest", "ids");

    /** The look at the last position of a lane's text. */
    public static InsideLink of(String prompt, long seed, LaneLink lane) {
        return new InsideLink(
                prompt,
                Optional.empty(),
                seed,
                lane,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** @throws InvalidValue naming the key, the rule and the value, for the first word that breaks one */
    public static InsideLink parse(Map<String, String> words) {
        words.keySet().stream().filter(key -> !known(key)).findFirst().ifPresent(key -> {
            List<String> keys = Stream.of(OWN.stream(), OF_THE_LANE.stream(), Settings.KEYS.stream())
                    .flatMap(all -> all)
                    .sorted()
                    .toList();
            throw new InvalidValue(key, new Rule("known-key", String.join(", ", keys)), words.get(key));
        });
        if (!words.getOrDefault("v", "1").equals("1")) {
            throw new InvalidValue("v", new Rule("one-of", "1"), words.get("v"));
        }
        return new InsideLink(
                Query.text(words.getOrDefault("prompt", OPENING_PROMPT)),
                Optional.ofNullable(words.get("other")).map(Query::text).filter(other -> !other.isEmpty()),
                find(words, "seed")
                        .map(word -> Words.whole("seed", word, Draw.SEEDS))
                        .orElse(OPENING_SEED),
                lane(words),
                whole(words, "position", INDEXES),
                whole(words, "layer", NUMBERS),
                whole(words, "head", NUMBERS),
                find(words, "station").map(Station::of));
    }

    /**
     * The same; if the parameters contain no prompt, the link begins with as much of the opening prompt as fits its model.
     *
     * @throws InvalidValue also if no model has the given name
     */
    static InsideLink parse(Map<String, String> words, Models models) {
        InsideLink link = parse(words);
        LanguageModel model = link.lane.model().map(models::get).orElseGet(models::first);
        return words.containsKey("prompt") ? link : link.prompt(model.beginning(link.prompt));
    }

    private InsideLink prompt(String another) {
        return new InsideLink(another, other, seed, lane, position, layer, head, station);
    }

    static boolean known(String key) {
        return OWN.contains(key)
                || OF_THE_LANE.contains(key)
                || key.startsWith("bias.")
                || Settings.KEYS.contains(key) && !key.equals("bias");
    }

    private static LaneLink lane(Map<String, String> words) {
        Map<String, String> own = new LinkedHashMap<>(words);
        own.keySet().removeAll(OWN);
        own.put("", words.getOrDefault("decoder", "greedy"));
        return LaneLink.parse(own);
    }

    private static Optional<String> find(Map<String, String> words, String key) {
        return Optional.ofNullable(words.get(key)).filter(word -> !word.isBlank());
    }

    private static OptionalInt whole(Map<String, String> words, String key, Range range) {
        return find(words, key).stream()
                .mapToInt(word -> Words.whole(key, word, range).intValue())
                .findFirst();
    }

    /** The words that {@link #parse} reads back to this link. */
    public Map<String, String> toMap() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("v", "1");
        words.put("prompt", prompt);
        other.ifPresent(text -> words.put("other", text));
        words.put("seed", Long.toString(seed));
        lane.toMap().forEach((key, word) -> words.put(key.isEmpty() ? "decoder" : key, word));
        position.ifPresent(at -> words.put("position", Integer.toString(at)));
        layer.ifPresent(at -> words.put("layer", Integer.toString(at)));
        head.ifPresent(at -> words.put("head", Integer.toString(at)));
        station.ifPresent(at -> words.put("station", at.word()));
        return words;
    }

    /** The query string: all that stands behind {@code /inside?}. */
    public String query() {
        return Query.format(toMap());
    }

    public InsideLink at(int other) {
        return new InsideLink(prompt, this.other, seed, lane, OptionalInt.of(other), layer, head, station);
    }

    public InsideLink layer(int other) {
        return new InsideLink(
                prompt, this.other, seed, lane, position, OptionalInt.of(other), OptionalInt.empty(), station);
    }

    public InsideLink head(OptionalInt other) {
        return new InsideLink(prompt, this.other, seed, lane, position, layer, other, station);
    }

    public InsideLink station(Optional<Station> other) {
        return new InsideLink(prompt, this.other, seed, lane, position, layer, head, other);
    }

    public InsideLink lane(LaneLink other) {
        return new InsideLink(prompt, this.other, seed, other, position, layer, head, station);
    }

    /** Another text after the same prompt, looked at from its end; a second text of a batch would no longer be as long. */
    public InsideLink ids(List<Integer> ids) {
        return new InsideLink(
                prompt, Optional.empty(), seed, lane.with(ids), OptionalInt.empty(), layer, head, station);
    }
}
