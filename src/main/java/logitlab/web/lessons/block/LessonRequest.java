package logitlab.web.lessons.block;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Lesson;
import logitlab.lesson.question.TypedNumber;
import logitlab.lesson.widget.WidgetConfig;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.HiddenField;
import logitlab.web.link.Query;

/**
 * A lesson with the values that a visitor typed into its blocks. A key begins with the id of its block. A form names the block
 * that was {@code typed}: its numbers may be written in any usual notation, whereas links are strict.
 *
 * <pre>
 * /lessons/softmax?toy.logits.0=3&amp;practice.answer=0.24
 * /lessons/softmax?toy.logits.0=0,5&amp;typed=toy             leads to /lessons/softmax?toy.logits.0=0.5#toy
 * </pre>
 */
public record LessonRequest(Messages messages, Lesson lesson, Map<String, String> words, Optional<String> typed) {

    private static final String TYPED = "typed";

    /** The longest address, in characters: the head of a request has to hold it and the values that a form sends. */
    private static final int LONGEST_ADDRESS = 6_000;

    /** More than any lesson has fields; each is read together with all others of its block. */
    private static final int MOST_WORDS = 200;

    /** The longest value that any field accepts. */
    private static final int LONGEST_WORD = 2_000;

    /** The most characters that each link and form of a block carries for other blocks. */
    private static final int MOST_CARRIED = 4_000;

    /**
     * @throws InvalidValueException naming the key if it belongs to no block of the lesson
     * @throws HttpRefusedException if there are too many values
     */
    public static LessonRequest of(Messages messages, Lesson lesson, String query) {
        Map<String, String> words = Query.parse(query);
        if (words.size() > MOST_WORDS) {
            throw HttpRefusedException.because(400, "lesson.too-many-values", MOST_WORDS, words.size());
        }
        Optional<String> typed = Optional.ofNullable(words.remove(TYPED));
        typed.filter(id -> !lesson.ids().contains(id)).ifPresent(id -> {
            throw new InvalidValueException(TYPED, new Constraint("one-of", String.join(", ", lesson.ids())), id);
        });
        words.forEach((key, word) -> {
            if (!lesson.ids().contains(block(key))) {
                throw new InvalidValueException(
                        key, new Constraint("known-key", String.join(", ", lesson.ids())), word);
            }
        });
        typed.ifPresent(id -> words.replaceAll(
                (key, word) -> block(key).equals(id) ? TypedNumber.plain(key.substring(id.length() + 1), word) : word));
        return new LessonRequest(messages, lesson, words, typed);
    }

    /**
     * Combines the values of one block as they are here with those of all other blocks on the page that the visitor is looking
     * at, which may have changed since this block was rendered.
     *
     * @param address the page's address, as the browser reports it; ignored if it is a different page
     */
    public LessonRequest on(String address, String id) {
        try {
            URI there = URI.create(address);
            if (!page().equals(there.getPath())) {
                return this;
            }
            Map<String, String> all = new LinkedHashMap<>(of(messages, lesson, there.getRawQuery()).words);
            all.keySet().removeIf(key -> block(key).equals(id));
            words.forEach((key, word) -> {
                if (block(key).equals(id)) {
                    all.put(key, word);
                }
            });
            return new LessonRequest(messages, lesson, all, typed);
        } catch (IllegalArgumentException | HttpRefusedException noAddress) { // an InvalidValue is one too
            return this;
        }
    }

    private static String block(String key) {
        return key.contains(".") ? key.substring(0, key.indexOf('.')) : "";
    }

    /** The values of a block, by its own keys. */
    public Map<String, String> of(String id) {
        Map<String, String> own = new LinkedHashMap<>();
        words.forEach((key, word) -> {
            if (block(key).equals(id)) {
                own.put(key.substring(id.length() + 1), word);
            }
        });
        return own;
    }

    /**
     * The values of all other blocks. Beyond {@code most} characters, the blocks that were changed longest ago are left out.
     */
    private Map<String, String> besides(String id, int most) {
        Map<String, String> others = new LinkedHashMap<>(words);
        others.keySet().removeIf(key -> block(key).equals(id));
        while (Query.format(others).length() > most) {
            String oldest = block(others.keySet().iterator().next());
            others.keySet().removeIf(key -> block(key).equals(oldest));
        }
        return others;
    }

    /** The hidden values of a form: the block that it belongs to, the values of all other blocks, and these keys of its own. */
    public List<HiddenField> carried(String id, String... own) {
        Map<String, String> all = besides(id, MOST_CARRIED);
        Stream.of(own)
                .map(key -> id + "." + key)
                .filter(words::containsKey)
                .forEach(key -> all.put(key, words.get(key)));
        return Stream.concat(Stream.of(new HiddenField(TYPED, id)), HiddenField.of(all, key -> true).stream())
                .toList();
    }

    /**
     * The address that the browser shows after a block has changed: a link with everything that is of lasting use. If a block
     * has more than fits, the link contains none of its values.
     */
    public String address(String id, Map<String, String> own) {
        Map<String, String> lasting = new LinkedHashMap<>(own);
        lasting.remove(WidgetConfig.PLAY);
        String whole = link(id, lasting);
        return whole.length() <= LONGEST_ADDRESS ? whole : link(id, Map.of());
    }

    /** The page, opened at a block, with the values of all other blocks and then these of the block. */
    public String link(String id, Map<String, String> own) {
        Map<String, String> last = new LinkedHashMap<>();
        usable(own).forEach((key, word) -> last.put(id + "." + key, word));
        int room = Math.max(0, LONGEST_ADDRESS - Query.format(last).length());
        Map<String, String> all = besides(id, Math.min(room, MOST_CARRIED));
        all.putAll(last);
        return page() + (all.isEmpty() ? "" : "?" + Query.format(all)) + "#" + id;
    }

    /**
     * The page and a widget's fragment with some values changed and all other typed values kept; an empty value removes its
     * key.
     */
    public FragmentLinks changed(String id, Map<String, String> own) {
        Map<String, String> words = new LinkedHashMap<>(of(id));
        own.forEach((key, word) -> {
            if (word.isEmpty()) {
                words.remove(key);
            } else {
                words.put(key, word);
            }
        });
        return with(id, words);
    }

    /** The page and a widget's fragment with these values, and those of all other blocks. */
    public FragmentLinks with(String id, Map<String, String> words) {
        Map<String, String> query = new LinkedHashMap<>();
        usable(words).forEach((key, word) -> query.put(id + "." + key, word));
        return new FragmentLinks(link(id, words), page() + "/widgets/" + id + "?" + Query.format(query));
    }

    private static Map<String, String> usable(Map<String, String> words) {
        Map<String, String> usable = new LinkedHashMap<>(words);
        usable.values().removeIf(word -> word.length() > LONGEST_WORD);
        return usable;
    }

    /** The address of the lesson's page. */
    public String page() {
        return "/lessons/" + lesson.slug();
    }
}
