package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.explain.LogitComparison;
import logitlab.decoding.explain.LogitEdit;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.model.Models;

/**
 * {@code ```widget editor}: logits to raise, lower, ban, move and scale by hand, before and after.
 *
 * <pre>
 * id: desk
 * tokens: [mat, moon, sofa]           prompt: Once upon a time there was a
 * logits: [2.1, -0.5, 0.3]            top: 6
 * repeated: [mat, mat]
 * bias: {1: 2}
 * ban: {2: on}
 * constant: 5
 * scale: 0.5
 * repetition-penalty: 1.2
 * presence-penalty: 0.5
 * frequency-penalty: 0.5
 * open: [bias, ban, constant, scale]
 * </pre>
 *
 * @param prefix the tokens that the penalties apply to: those of the text, or those that the lesson lists
 * @param top how many tokens have a row, the best first
 */
public record EditorWidget(WidgetConfig config, LogitEdit edit, Prefix prefix, int top) implements Widget {

    /** What a lesson can open to visitors; if it lists nothing, all but the penalties are open. */
    private static final List<String> EDITS =
            List.of("bias", "ban", "constant", "scale", "repetition-penalty", "presence-penalty", "frequency-penalty");

    private static final List<String> USUALLY = List.of("bias", "ban", "constant", "scale");

    /** Keys that are followed by a token id. */
    private static final List<String> OF_ONE_TOKEN = List.of("bias", "ban");

    private static final Range TOP = Range.of(2, 20);
    private static final String BAN = "ban.";

    static EditorWidget of(BlockValues values, Models models) {
        List<String> keys = new ArrayList<>(LogitSource.KEYS);
        keys.addAll(List.of("id", "open", "top", "repeated"));
        keys.addAll(EDITS);
        values.allow(keys);
        List<String> open = values.choices("open", EDITS);
        LogitSource source = LogitSource.of(values, models);
        WidgetConfig config = new WidgetConfig(
                values.text("id"), source, values.settings(), open.isEmpty() ? USUALLY : open, values, models);
        int top = values.whole(
                "top", TOP, source.live().isPresent() ? 6 : source.logits().size());
        return new EditorWidget(config, edit(values, config), prefix(values, source), top);
    }

    private static LogitEdit edit(BlockValues values, WidgetConfig config) {
        Settings settings = config.settings();
        settings.bias().keySet().forEach(id -> requireKnown("bias." + id, id, config.source()));
        return new LogitEdit(
                values.number("scale", LogitEdit.SCALE, LogitEdit.NONE.scale()),
                values.number("constant", LogitEdit.CONSTANT, LogitEdit.NONE.constant()),
                settings.bias(),
                banned(values, config.source()),
                settings.repetitionPenalty(),
                values.number("presence-penalty", LogitEdit.SUBTRACTED, 0),
                values.number("frequency-penalty", LogitEdit.SUBTRACTED, 0));
    }

    private static SortedSet<Integer> banned(BlockValues values, LogitSource source) {
        SortedSet<Integer> banned = new TreeSet<>();
        for (String key : values.entries().keySet()) {
            if (key.startsWith(BAN) && values.find(key).isPresent()) {
                values.oneOf(key, List.of("on"));
                int id = NumberParser.whole(key, key.substring(BAN.length()), Range.of(0, Integer.MAX_VALUE))
                        .intValue();
                requireKnown(key, id, source);
                banned.add(id);
                requireOneLeft(key, banned, source);
            }
        }
        return banned;
    }

    private static void requireKnown(String key, int id, LogitSource source) {
        int size = source.logits().size();
        if (id >= size) {
            throw new InvalidValueException(key, new Constraint("known-token-id", 0, size - 1), Integer.toString(id));
        }
    }

    private static void requireOneLeft(String key, Set<Integer> banned, LogitSource source) {
        if (banned.size() == source.logits().size()) {
            throw new InvalidValueException(key, new Constraint("one-left"), "on");
        }
        if (banned.size() > Settings.MAX_BIASES) {
            throw new InvalidValueException(key, new Constraint("at-most-tokens", Settings.MAX_BIASES), "on");
        }
    }

    private static Prefix prefix(BlockValues values, LogitSource source) {
        source.requireGivenFor(values, "repeated");
        return source instanceof SmallVocabulary vocabulary
                ? Prefix.of(vocabulary.ids(values, "repeated"))
                : source.prefix();
    }

    public Logits before() {
        return config.source().logits();
    }

    public Logits after() {
        return edit.apply(before(), prefix);
    }

    public LogitComparison comparison() {
        return new LogitComparison(before(), after());
    }

    /** The best tokens before the edit, then others that were edited. */
    @Override
    public List<Integer> editable() {
        Stream<Integer> best = Scores.of(before()).ranking().ids().limit(top).boxed();
        return Stream.of(best, edit.bias().keySet().stream(), edit.banned().stream())
                .flatMap(ids -> ids)
                .distinct()
                .toList();
    }

    /** The tokens that have rows: those with fields, and the greedy choice. */
    public List<Integer> shown() {
        Set<Integer> shown = new LinkedHashSet<>(editable());
        shown.add(after().argmax());
        return List.copyOf(shown);
    }

    /** How many times the text has a token. */
    public long repeats(int id) {
        return prefix.ids().filter(seen -> seen == id).count();
    }

    /** The settings with which the playground makes the same edit, if it can. */
    public Settings played() {
        Settings settings = config.settings();
        for (int id : edit.banned()) {
            settings = settings.withBias(id, Bias.BAN);
        }
        return settings;
    }

    /** Whether the playground can make the same edit: it has only biases, bans and the repetition penalty. */
    public boolean playable() {
        return edit.scale() == LogitEdit.NONE.scale()
                && edit.constant() == LogitEdit.NONE.constant()
                && edit.presence() == 0
                && edit.frequency() == 0
                && played().bias().size() <= Settings.MAX_BIASES;
    }

    @Override
    public boolean opens(String key) {
        return config.source().opens(key)
                || config.open().contains(key) && !OF_ONE_TOKEN.contains(key)
                || OF_ONE_TOKEN.stream()
                        .anyMatch(edit -> config.open().contains(edit) && key.matches(edit + "\\.\\d+"));
    }
}
