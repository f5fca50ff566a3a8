package logitlab.lesson.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Switches;
import logitlab.model.explain.Bill;

/**
 * {@code ```widget inside}: a station of the look inside, at one position of a prompt.
 *
 * <pre>
 * id: where
 * model: storyteller
 * prompt: Once upon a time there was a
 * station: layers
 * position: 3
 * layer: 2
 * head: 1
 * target: 444
 * against: 259
 * switch: {"4.2": 0}
 * open: [position]
 * </pre>
 *
 * @param station {@code tokens}, {@code embedding}, {@code layers}, {@code logits} or {@code choice}
 * @param position 0 for the first token; the last one by default
 * @param layer 1 for the first, which is the default
 * @param head 1 for the first; the mean of all by default
 * @param other a second text with the same number of tokens, for a batch of two
 * @param target the token whose bill is shown in place of the logits; only at {@code logits}, like {@code against}
 * @param against the token to compare it with; none by default
 */
public record InsideWidget(
        WidgetConfig config,
        String station,
        OptionalInt position,
        OptionalInt layer,
        OptionalInt head,
        Optional<String> other,
        OptionalInt target,
        OptionalInt against,
        Switches switches)
        implements Widget {

    private static final List<String> STATIONS = List.of("tokens", "embedding", "layers", "logits", "choice");

    /** The station that has bills. */
    private static final String BILL = "logits";

    /** The keys that links in a station change, whether they have a field or not. */
    private static final List<String> LINKED =
            List.of("prompt", "other", "layer", "head", "position", "target", "against");

    private static final List<String> OWN =
            List.of("station", "position", "layer", "head", "other", "decoder", "seed", "target", "against", "switch");

    static InsideWidget of(BlockValues values, Models models) {
        WidgetConfig config = WidgetConfig.ofLive(values, models, OWN, List.of());
        InsideWidget widget = new InsideWidget(
                config,
                values.oneOf("station", STATIONS),
                whole(values, "position", 0),
                whole(values, "layer", 1),
                whole(values, "head", 1),
                values.find("other"),
                whole(values, "target", 0),
                whole(values, "against", 0),
                values.switches());
        values.decoder();
        values.seed();
        widget.requireFitting();
        return widget;
    }

    private static OptionalInt whole(BlockValues values, String key, int from) {
        return values.find(key).stream()
                .mapToInt(value ->
                        NumberParser.whole(key, value, Range.of(from, 100_000)).intValue())
                .findFirst();
    }

    /** Of a text that is too long to inspect, only the length is known. */
    private void requireFitting() {
        LanguageModel model = config.live().model().with(switches);
        KnownIds vocabulary = new KnownIds(model.card().vocabularySize());
        for (String field : List.of("target", "against")) {
            OptionalInt token = field.equals("target") ? target : against;
            if (token.isPresent() && !station.equals(BILL)) {
                throw new InvalidValueException(
                        field, new Constraint("only-at", BILL), Integer.toString(token.getAsInt()));
            }
            token.ifPresent(id -> vocabulary.require(field, id));
        }
        int size = Math.min(config.live().prefix().size(), model.card().contextLength());
        require("position", position, size - 1);
        if (config.live().prefix().size() <= model.mostInspected()) {
            Inspection seen =
                    model.inspect(config.live().prefix(), position.orElse(size - 1), Bill.groups(target, head));
            require("layer", layer, Math.max(1, seen.layers()));
            int heads = seen.heads(layer.orElse(1));
            if (head.isPresent() && heads == 0) {
                throw new InvalidValueException("head", new Constraint("no-heads"), Integer.toString(head.getAsInt()));
            }
            require("head", head, heads);
        }
        other.map(model::prompt)
                .map(Prefix::size)
                .filter(count -> count != size)
                .ifPresent(count -> {
                    throw new InvalidValueException(
                            "other", new Constraint("as-many-tokens", size, count), other.get());
                });
    }

    private static void require(String field, OptionalInt given, int most) {
        if (given.isPresent() && given.getAsInt() > most) {
            throw new InvalidValueException(
                    field,
                    new Constraint("from-to", field.equals("position") ? 0 : 1, most),
                    Integer.toString(given.getAsInt()));
        }
    }

    /** The parameters that open the look inside here. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(config.settings().toMap());
        parameters.put("model", config.live().model().id());
        parameters.put("prompt", config.live().prompt());
        parameters.put("station", station);
        for (String key : List.of("other", "decoder", "seed", "position", "layer", "head", "target", "against")) {
            config.values().find(key).ifPresent(value -> parameters.put(key, value));
        }
        switches.byName().forEach((place, factor) -> parameters.put("switch." + place, Range.plain(factor)));
        return parameters;
    }

    @Override
    public List<String> kept() {
        return Stream.concat(
                        Stream.of("target", "against"),
                        switches.byName().keySet().stream().map(place -> "switch." + place))
                .toList();
    }

    @Override
    public boolean opens(String key) {
        return LINKED.contains(key) || key.startsWith("switch.") || config.opens(key);
    }
}
