package logitlab.web.link;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * Everything that a view of the playground shows, as its address has it.
 *
 * <pre>
 * link  = "/play?v=1" ["&amp;model=" id] ["&amp;digest=" 12 hex digits] prompt ["&amp;seed=" n] ["&amp;at=" n] ["&amp;rows=" n] ["&amp;columns=all"] ["&amp;tree=" tree] lane*
 * lane  = "&amp;" name "=" ("greedy" | "sample" | "beam") ["&amp;" name ".name=" text] ["&amp;" name ".model=" id ["&amp;" name ".digest=" 12 hex digits]]
 *         ("&amp;" name "." setting "=" value)* ["&amp;" name ".ids=" id ("." id)*] ["&amp;" name ".forced=" step ("." step)*]
 * name  = "a" | "b" | "c" | "d"          id = token id in base 36
 * setting = "bias." token id | "repetition-penalty" | "temperature" | "top-k" | "top-p" | "min-p" | "typical-p" | "order" | "switch." place
 *         | "beams" | "length-penalty" | "early-stopping"      of a beam lane, which has no others but switches
 * place = layer "." (head | "mlp")       layers and heads count from 1
 * tree  = the paths that were tried and left, see {@link PathTree}
 * prompt = what the model is given to read, see {@link PromptLink}
 * </pre>
 *
 * <p>A lane's {@code forced} lists the steps, from 0, whose token a person chose; the seed and the settings choose all its other ids.
 * Without it, an id that they would not choose counts as chosen by hand.
 *
 * <p>Version 1 can be opened for ever; if its weights are no longer here, as an {@link OldLink}. Keys come in any order, each
 * once; a blank setting is off. The defaults are the first model, the opening prompt, seed 39, step 0, 10 rows, and a greedy and
 * a sampled lane. If a lane has fewer than {@code at + 1} ids, the missing steps are taken when the link is opened. The ids of a beam lane
 * are the best text after {@code at + 1} steps of a search from the prompt; each step searches again, so earlier ids may change. A form may
 * add {@code steps}, a number of steps after {@code at}, {@code typed}, which allows any usual notation for its numbers, and what is
 * chosen by hand, {@code choose=b.280} or {@code path=b.1z.c0.7}; the link that it redirects to has none of them.
 *
 * @param at the step looked at, 0 for the first token after the prompt
 * @param table how much it shows of the candidates
 * @param tree the paths that were tried and left
 */
public record PlayLink(
        Optional<String> model,
        Optional<String> digest,
        PromptLink prompt,
        long seed,
        int at,
        TableShape table,
        PathTree tree,
        SortedMap<String, LaneLink> lanes) {

    static final Range STEPS = Range.of(0, 100_000);
    /** The most steps that one request takes. */
    public static final int MOST_STEPS = 50;

    /** The longest query, in characters, to which another path is added. */
    public static final int ROOM = 6_000;

    public static final Range RUN = Range.of(1, MOST_STEPS);

    private static final String OPENING_PROMPT = "Once upon a time there was a";
    private static final long OPENING_SEED = 39; // its first draw parts the opening lanes
    private static final SortedMap<String, LaneLink> OPENING_LANES = new TreeMap<>(Map.of(
            "a", LaneLink.of(Decoder.GREEDY, Settings.OFF),
            "b", LaneLink.of(Decoder.SAMPLE, Settings.of(Map.of("temperature", "0.8", "top-p", "0.95")))));

    private static final List<String> LANES = List.of("a", "b", "c", "d");
    private static final List<String> KEYS = Stream.of(
                    List.of("v", "model", "digest"),
                    PromptLink.KEYS,
                    List.of("seed", "at", "steps", "rows", TableShape.COLUMNS, PathTree.KEY))
            .flatMap(List::stream)
            .toList();

    public PlayLink {
        lanes = Collections.unmodifiableSortedMap(new TreeMap<>(lanes));
    }

    /** The first step of these lanes, on the first model. */
    public static PlayLink of(PromptLink prompt, long seed, SortedMap<String, LaneLink> lanes) {
        return new PlayLink(
                Optional.empty(), Optional.empty(), prompt, seed, 0, TableShape.OPENING, PathTree.NONE, lanes);
    }

    /** @throws InvalidValueException naming the key, the rule and the value of the first parameter that breaks a rule */
    public static PlayLink parse(Map<String, String> values) {
        Query.requireKnown(values, PlayLink::isKey, String.join(", ", KEYS) + ", a, a.temperature, …");
        Optional<String> digest = Query.find(values, "digest");
        digest.ifPresent(LaneLink::requireDigest);
        SortedMap<String, LaneLink> lanes = lanes(values);
        return new PlayLink(
                Query.find(values, "model"),
                digest,
                PromptLink.parse(values, OPENING_PROMPT),
                Query.whole(values, "seed", Draw.SEEDS).orElse(OPENING_SEED),
                (int) (Query.whole(values, "at", STEPS).orElse(0)
                        + Query.whole(values, "steps", RUN).orElse(0)),
                TableShape.parse(values),
                Query.find(values, PathTree.KEY).map(PathTree::parse).orElse(PathTree.NONE),
                lanes.isEmpty() ? OPENING_LANES : lanes);
    }

    /**
     * The same; if the parameters contain no prompt, the link begins with as much of the opening prompt as fits its models.
     *
     * @throws InvalidValueException also if no model has the given name
     * @throws OtherWeightsException if the link was made with weights that are not here
     */
    public static PlayLink parse(Map<String, String> values, Models models) {
        PlayLink link = parse(values);
        OldLink.refuse(link, models);
        if (values.containsKey(PromptLink.TEXT)) {
            return link;
        }
        Stream<LanguageModel> own = link.lanes().entrySet().stream()
                .flatMap(lane ->
                        naming(lane.getKey(), () -> lane.getValue().model().map(models::get)).stream());
        LanguageModel model = link.model().map(models::get).orElseGet(models::first);
        PromptLink opening = link.prompt().beginning(Stream.concat(Stream.of(model), own));
        return new PlayLink(link.model, link.digest, opening, link.seed, link.at, link.table, link.tree, link.lanes);
    }

    /** Whether it is a parameter of a link. */
    public static boolean isKey(String key) {
        return KEYS.contains(key) || isOfLane(key);
    }

    /** Whether it is a parameter of one of the lanes. */
    public static boolean isOfLane(String key) {
        return LANES.contains(key) || ofLane(key);
    }

    private static boolean ofLane(String key) {
        return key.length() > 2 && key.charAt(1) == '.' && LANES.contains(key.substring(0, 1));
    }

    /** The parameters of a refused link that can be used in a new one, see {@link HiddenField#right}. */
    public static Map<String, String> right(Map<String, String> values, String wrong) {
        String marks = wrong.endsWith("." + LaneLink.IDS) ? wrong.charAt(0) + "." + LaneLink.FORCED : "";
        return HiddenField.right(
                values,
                wrong,
                key -> isKey(key) && !key.equals(marks) && (!ofLane(key) || LaneLink.knows(key.substring(2))));
    }

    /** Whether it names tokens that were chosen after the prompt, so that it belongs to no other prompt. */
    public static boolean isOfTokens(String key) {
        return key.equals(PathTree.KEY)
                || ofLane(key) && Set.of(LaneLink.IDS, LaneLink.FORCED).contains(key.substring(2));
    }

    private static SortedMap<String, LaneLink> lanes(Map<String, String> values) {
        SortedMap<String, LaneLink> lanes = new TreeMap<>();
        for (String name : LANES) {
            Map<String, String> own = new LinkedHashMap<>();
            values.forEach((key, value) -> {
                if (key.equals(name)) {
                    own.put("", value);
                } else if (key.startsWith(name + ".")) {
                    own.put(key.substring(2), value);
                }
            });
            if (!own.isEmpty()) {
                lanes.put(name, lane(name, own));
            }
        }
        return lanes;
    }

    private static LaneLink lane(String name, Map<String, String> own) {
        if (!own.containsKey("")) {
            throw new InvalidValueException(name, new Constraint("one-of", "greedy, sample, beam"), "");
        }
        return naming(name, () -> LaneLink.parse(own));
    }

    /** Returns what {@code work} returns; if it refuses a field, the field is named with the lane. */
    public static <T> T naming(String lane, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidValueException invalid) {
            throw invalid.field().equals("decoder")
                    ? new InvalidValueException(lane, invalid.constraint(), invalid.value())
                    : invalid.within(lane + ".");
        }
    }

    /** The parameters from which {@link #parse} makes this link again. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("v", "1");
        model.ifPresent(id -> values.put("model", id));
        digest.ifPresent(hex -> values.put("digest", hex));
        prompt.addTo(values);
        values.put("seed", Long.toString(seed));
        values.put("at", Integer.toString(at));
        table.addTo(values);
        if (!tree.isEmpty()) {
            values.put(PathTree.KEY, tree.text());
        }
        lanes.forEach((name, lane) ->
                lane.toMap().forEach((key, value) -> values.put(key.isEmpty() ? name : name + "." + key, value)));
        return values;
    }

    /** The query string: all that follows {@code /play?}. */
    public String query() {
        return Query.format(toMap());
    }

    /** The query of the lanes, without their tokens, and of the table; without the lanes if they are the opening ones. */
    public String kept() {
        PlayLink start = first(0);
        Map<String, String> values = new LinkedHashMap<>();
        table.addTo(values);
        if (!start.lanes.equals(OPENING_LANES)) {
            start.toMap().forEach((key, value) -> {
                if (isOfLane(key)) {
                    values.put(key, value);
                }
            });
        }
        return Query.format(values);
    }

    public PlayLink at(int step) {
        return new PlayLink(model, digest, prompt, seed, step, table, tree, lanes);
    }

    public PlayLink table(TableShape other) {
        return new PlayLink(model, digest, prompt, seed, at, other, tree, lanes);
    }

    public PlayLink tree(PathTree other) {
        return new PlayLink(model, digest, prompt, seed, at, table, other, lanes);
    }

    public PlayLink seed(long other) {
        return new PlayLink(model, digest, prompt, other, at, table, tree, lanes);
    }

    /** This link with its model, the digest of the weights, and that of the chat template, unless it names others. */
    public PlayLink on(LanguageModel its) {
        return new PlayLink(
                Optional.of(its.id()),
                digest.or(() -> Optional.of(its.card().digest())),
                prompt.completed(its),
                seed,
                at,
                table,
                tree,
                lanes);
    }

    public PlayLink lanes(SortedMap<String, LaneLink> others) {
        return new PlayLink(model, digest, prompt, seed, at, table, tree, others);
    }

    /** This link with one lane more, in the first free place; empty if there are four already. */
    public Optional<PlayLink> with(LaneLink lane) {
        return freeLane().map(name -> {
            SortedMap<String, LaneLink> more = new TreeMap<>(lanes);
            more.put(name, lane);
            return lanes(more);
        });
    }

    /** The first lane that samples, or else the first. */
    public String drawing() {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().decoder().draws())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(lanes::firstKey);
    }

    /** Whether one of its lanes searches with beams, which takes many runs of a model. */
    public boolean searches() {
        return lanes.values().stream().anyMatch(lane -> lane.decoder() == Decoder.BEAM);
    }

    /** Whether a query can be that of a link that searches; decided without parsing it, for the many that cannot. */
    public static boolean maySearch(String query) {
        return query != null && (query.contains("beam") || query.contains("%")); // %62eam is beam, too
    }

    /** The same of a link that is still to be parsed; false if it is refused. */
    public static boolean searches(Supplier<PlayLink> parsed) {
        try {
            return parsed.get().searches();
        } catch (InvalidValueException refused) {
            return false;
        }
    }

    /** This link without the ids of the lanes that search with beams. */
    public PlayLink searchedAnew() {
        return mapLanes(lane -> lane.decoder() == Decoder.BEAM ? lane.first(0) : lane);
    }

    /** The name of the next lane; empty if there are four already. */
    public Optional<String> freeLane() {
        return LANES.stream().filter(name -> !lanes.containsKey(name)).findFirst();
    }

    /** This link with a sampled lane more, which has the settings of the opening page; empty if there are four already. */
    public Optional<PlayLink> withOpeningLane() {
        return with(OPENING_LANES.get("b"));
    }

    /** This link without a lane; empty if it has no other. */
    public Optional<PlayLink> without(String name) {
        SortedMap<String, LaneLink> fewer = new TreeMap<>(lanes);
        fewer.remove(name);
        return fewer.isEmpty() ? Optional.empty() : Optional.of(lanes(fewer));
    }

    /** This link with only the first {@code count} ids of each lane. */
    public PlayLink first(int count) {
        return mapLanes(lane -> lane.first(count));
    }

    /**
     * This link as a change leaves it: each lane chooses again from the step looked at on. The paths of which that drops more than one
     * token, or a token that a person chose, are added to the tree, if there is room.
     */
    public PlayLink rewound() {
        PlayLink before = first(at);
        for (LaneLink lane : lanes.values()) {
            if (lane.ids().size() > at + 1 || lane.forced().contains(at)) {
                before = before.remembering(lane);
            }
        }
        return before;
    }

    /** This link with a token that a person chose for a lane at the step looked at; the path that it leaves is added to the tree. */
    public PlayLink choose(String name, int id) {
        return replace(name, lane -> lane.choose(at, id));
    }

    /** This link as {@link #rewound} leaves it, for one lane only. */
    public PlayLink rewound(String name) {
        return changed(name, UnaryOperator.identity());
    }

    /**
     * This link with another path for a lane, seen where it parts from the lane's if the other lanes reach that step; the path that it
     * leaves is added to the tree.
     */
    public PlayLink open(String name, List<Integer> path) {
        int parting = Math.min(LaneLink.common(lanes.get(name).ids(), path), Math.max(0, path.size() - 1));
        int reached = lanes.entrySet().stream()
                .filter(lane -> !lane.getKey().equals(name))
                .mapToInt(lane -> lane.getValue().ids().size() + MOST_STEPS - 1)
                .min()
                .orElse(parting);
        return replace(name, lane -> lane.with(path)).at(Math.min(parting, reached));
    }

    /** This link with a changed lane, which chooses again from the step looked at on. */
    public PlayLink changed(String name, UnaryOperator<LaneLink> change) {
        return replace(name, lane -> change.apply(lane.first(at)));
    }

    /** This link with other steps of a lane marked as chosen by hand. */
    public PlayLink forced(String name, List<Integer> steps) {
        return replace(name, lane -> lane.forced(steps));
    }

    private PlayLink replace(String name, UnaryOperator<LaneLink> change) {
        LaneLink lane = lanes.get(name);
        LaneLink changed = change.apply(lane);
        SortedMap<String, LaneLink> others = new TreeMap<>(lanes);
        others.put(name, changed);
        PlayLink link = lanes(others);
        return LaneLink.common(lane.ids(), changed.ids()) == lane.ids().size() ? link : link.remembering(lane);
    }

    /** This link with the path of a lane in its tree, if the lane is on the link's model and there is room. */
    private PlayLink remembering(LaneLink lane) {
        PlayLink more = tree(tree.with(lane.ids()));
        return isOnOwnModel(lane) || !more.hasRoom() ? this : more;
    }

    /** Whether the tree is small enough for a link: at most {@link PathTree#MOST} tokens, and the query at most {@link #ROOM} characters. */
    public boolean hasRoom() {
        return tree.size() <= PathTree.MOST && query().length() <= ROOM;
    }

    /** Whether a lane runs on a model of its own, so that the tree has no place for its paths. */
    public boolean isOnOwnModel(LaneLink lane) {
        return lane.model().filter(id -> !model.equals(Optional.of(id))).isPresent();
    }

    /** All paths that were tried: those that were left, and those of the lanes on the link's model. */
    public PathTree paths() {
        PathTree all = tree;
        for (LaneLink lane : lanes.values()) {
            all = isOnOwnModel(lane) ? all : all.with(lane.ids());
        }
        return all;
    }

    /** Whether the paths of the lanes can be left without losing one. */
    public boolean hasRoomForPaths() {
        return tree(paths()).hasRoom();
    }

    private PlayLink mapLanes(UnaryOperator<LaneLink> change) {
        SortedMap<String, LaneLink> changed = new TreeMap<>();
        lanes.forEach((name, lane) -> changed.put(name, change.apply(lane)));
        return lanes(changed);
    }
}
