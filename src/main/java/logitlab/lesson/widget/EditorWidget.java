package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.explain.Comparison;
import logitlab.decoding.explain.Edit;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Rule;
import logitlab.decoding.input.Words;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Source;
import logitlab.model.Models;

/**
 * {@code ```widget editor}: logits to raise, lower, ban, move and scale by hand, before and after.
 *
 * <pre>
 * id: desk
 * tokens: [mat, moon, sofa]           prompt: Once upon a time there was a
 * logits: [2.1, -0.5, 0.3]            top: 6
 * repeated: [mat]
 * bias: {1: 2}
 * ban: {2: on}
 * constant: 5
 * scale: 0.5
 * repetition-penalty: 1.2
 * open: [bias, ban, constant, scale]
 * </pre>
 *
 * @param prefix the tokens that the penalty applies to: those of the text, or those that the lesson lists
 * @param top how many tokens have a row, the best first
 */
public record EditorWidget(Frame frame, Edit edit, Prefix prefix, int top) implements Widget {

    /** What a lesson can open to visitors; if it lists nothing, all but the penalty is open. */
    private static final List<String> EDITS = List.of("bias", "ban", "constant", "scale", "repetition-penalty");

    private static final List<String> USUALLY = List.of("bias", "ban", "constant", "scale");

    /** Keys that are followed by a token id. */
    private static final List<String> OF_ONE_TOKEN = List.of("bias", "ban");

    private static final Range TOP = Range.of(2, 20);
    private static final String BAN = "ban.";

    static EditorWidget of(BlockWords words, Models models) {
        List<String> keys = new ArrayList<>(Source.KEYS);
        keys.addAll(List.of("id", "open", "top", "repeated"));
        keys.addAll(EDITS);
        words.allow(keys);
        List<String> open = words.choices("open", EDITS);
        Source source = Source.of(words, models);
        Frame frame =
                new Frame(words.text("id"), source, words.settings(), open.isEmpty() ? USUALLY : open, words, models);
        int top = words.whole(
                "top", TOP, source.live().isPresent() ? 6 : source.logits().size());
        return new EditorWidget(frame, edit(words, frame), prefix(words, source), top);
    }

    private static Edit edit(BlockWords words, Frame frame) {
        Settings settings = frame.settings();
        settings.bias().keySet().forEach(id -> requireKnown("bias." + id, id, frame.source()));
        return new Edit(
                words.number("scale", Edit.SCALE, Edit.NONE.scale()),
                words.number("constant", Edit.CONSTANT, Edit.NONE.constant()),
                settings.bias(),
                banned(words, frame.source()),
                settings.repetitionPenalty());
    }

    private static SortedSet<Integer> banned(BlockWords words, Source source) {
        SortedSet<Integer> banned = new TreeSet<>();
        for (Map.Entry<String, String> word : words.words().entrySet()) {
            String key = word.getKey();
            if (key.startsWith(BAN) && !word.getValue().isBlank()) {
                words.oneOf(key, List.of("on"));
                int id = Words.whole(key, key.substring(BAN.length()), Range.of(0, Integer.MAX_VALUE))
                        .intValue();
                requireKnown(key, id, source);
                banned.add(id);
                requireOneLeft(key, banned, source);
            }
        }
        return banned;
    }

    private static void requireKnown(String key, int id, Source source) {
        int size = source.logits().size();
        if (id >= size) {
            throw new InvalidValue(key, new Rule("known-token-id", 0, size - 1), Integer.toString(id));
        }
    }

    private static void requireOneLeft(String key, Set<Integer> banned, Source source) {
        if (banned.size() == source.logits().size()) {
            throw new InvalidValue(key, new Rule("one-left"), "on");
        }
        if (banned.size() > Settings.MAX_BIASES) {
            throw new InvalidValue(key, new Rule("at-most-tokens", Settings.MAX_BIASES), "on");
        }
    }

    private static Prefix prefix(BlockWords words, Source source) {
        source.requireGivenFor(words, "repeated");
        if (source instanceof Source.Given given) {
            List<String> tokens = given.vocabulary().tokens();
            return Prefix.of(words.choices("repeated", tokens).stream()
                    .map(tokens::indexOf)
                    .toList());
        }
        return source.prefix();
    }

    public Logits before() {
        return frame.source().logits();
    }

    public Logits after() {
        return edit.apply(before(), prefix);
    }

    public Comparison comparison() {
        return new Comparison(before(), after());
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

    /** Whether the playground can make the same edit: it has only biases and a penalty. */
    public boolean playable() {
        return edit.scale() == Edit.NONE.scale()
                && edit.constant() == Edit.NONE.constant()
                && edit.banned().isEmpty();
    }

    @Override
    public boolean opens(String key) {
        return frame.source().opens(key)
                || frame.open().contains(key) && !OF_ONE_TOKEN.contains(key)
                || OF_ONE_TOKEN.stream().anyMatch(edit -> frame.open().contains(edit) && key.matches(edit + "\\.\\d+"));
    }
}
