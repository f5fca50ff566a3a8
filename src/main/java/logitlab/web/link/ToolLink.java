package logitlab.web.link;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.Models;

/**
 * The address of a tool: a step of the playground, the lane and the token that the tool looks at, and parameters of its own.
 *
 * <pre>
 * link = "/play/" tool "?" (the link of the step, see {@link PlayLink}) ["&amp;lane=" name] ["&amp;token=" id] ("&amp;" key "=" value)*
 * </pre>
 *
 * @param lane a lane of the step; left out, it is the first that samples, otherwise the first
 * @param token id in base 10
 * @param own the values of the tool's own parameters, not yet parsed; none is blank
 */
public record ToolLink(
        Tool tool, PlayLink play, Optional<String> lane, OptionalInt token, SortedMap<String, String> own) {

    private static final String LANE = "lane";
    private static final String TOKEN = "token";
    private static final Range IDS = Range.of(0, Integer.MAX_VALUE);

    public ToolLink {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /** The tool at a step, for the lane that it takes by itself. */
    public static ToolLink of(Tool tool, PlayLink play) {
        return new ToolLink(tool, play, Optional.empty(), OptionalInt.empty(), Collections.emptySortedMap());
    }

    /** @throws InvalidValueException naming the key, the rule and the value of the first parameter that breaks a rule */
    public static ToolLink parse(Tool tool, Map<String, String> values) {
        return parse(tool, values, PlayLink.parse(step(tool, values)));
    }

    /** The same with the models of this server, see {@link PlayLink#parse(Map, Models)}. */
    public static ToolLink parse(Tool tool, Map<String, String> values, Models models) {
        return parse(tool, values, PlayLink.parse(step(tool, values), models));
    }

    private static Map<String, String> step(Tool tool, Map<String, String> values) {
        Map<String, String> step = new LinkedHashMap<>(values);
        step.keySet().removeIf(key -> isOfTool(tool, key));
        return step;
    }

    private static ToolLink parse(Tool tool, Map<String, String> values, PlayLink play) {
        Optional<String> lane = Query.find(values, LANE);
        lane.filter(name -> !play.lanes().containsKey(name)).ifPresent(name -> {
            throw new InvalidValueException(
                    LANE,
                    new Constraint("one-of", String.join(", ", play.lanes().keySet())),
                    name);
        });
        SortedMap<String, String> own = new TreeMap<>();
        values.forEach((key, value) -> {
            if (tool.knows(key) && !value.isBlank()) {
                own.put(key, value);
            }
        });
        OptionalInt token = Query.whole(values, TOKEN, IDS).stream()
                .mapToInt(Math::toIntExact)
                .findFirst();
        return new ToolLink(tool, play, lane, token, own);
    }

    private static boolean isOfTool(Tool tool, String key) {
        return key.equals(LANE) || key.equals(TOKEN) || tool.knows(key);
    }

    /** The parameters of a refused link that can be used in a new one, see {@link HiddenField#right}. */
    public static Map<String, String> right(Tool tool, Map<String, String> values, String wrong) {
        Map<String, String> right = PlayLink.right(values, wrong);
        values.forEach((key, value) -> {
            if (isOfTool(tool, key) && !key.equals(wrong)) {
                right.put(key, value);
            }
        });
        return right;
    }

    /** The lane that the tool looks at. */
    public String laneName() {
        return lane.orElseGet(play::drawing);
    }

    public ToolLink tool(Tool other) {
        return new ToolLink(other, play, lane, token, Collections.emptySortedMap());
    }

    public ToolLink play(PlayLink other) {
        return new ToolLink(tool, other, lane, token, own);
    }

    public ToolLink lane(String name) {
        return new ToolLink(tool, play, Optional.of(name), token, own);
    }

    public ToolLink token(int id) {
        return new ToolLink(tool, play, lane, OptionalInt.of(id), own);
    }

    /** With another value of one of the tool's own parameters. */
    public ToolLink with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(own);
        more.put(key, value);
        return new ToolLink(tool, play, lane, token, more);
    }

    /** The parameters from which {@link #parse} makes this link again. */
    public Map<String, String> toMap() {
        Map<String, String> values = play.toMap();
        lane.ifPresent(name -> values.put(LANE, name));
        token.ifPresent(id -> values.put(TOKEN, Integer.toString(id)));
        values.putAll(own);
        return values;
    }

    public String query() {
        return Query.format(toMap());
    }

    public String address() {
        return "/play/" + tool.key() + "?" + query();
    }
}
