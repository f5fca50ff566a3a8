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
public record LessonRequest(Messages messages, Lesson lesson, Map<String, String> values, Optional<String> typed) {

    private static final String TYPED = "typed";

    /** The longest address, in characters: the head of a request has to hold it and the values that a form sends. */
    private static final int LONGEST_ADDRESS = 6_000;

    /** More than any lesson has fields; each is read together with all others of its block. */
    private static final int MOST_VALUES = 200;

    /** The longest value that any field accepts. */
    private static final int LONGEST_VALUE = 2_000;

    /** The most characters that each link and form of a block carries for other blocks. */
    private static final int MOST_CARRIED = 4_000;

    /**
     * @throws InvalidValueException naming the key if it belongs to no block of the lesson
     * @throws HttpRefusedException if there are too many values
     */
    public static LessonRequest of(Messages messages, Lesson lesson, String query) {
        Map<String, String> values = Query.parse(query);
        if (values.size() > MOST_VALUES) {
            throw HttpRefusedException.because(400, "lesson.too-many-values", MOST_VALUES, values.size());
        }
        Optional<String> typed = Optional.ofNullable(values.remove(TYPED));
        typed.filter(id -> !lesson.ids().contains(id)).ifPresent(id -> {
            throw new InvalidValueException(TYPED, new Constraint("one-of", String.join(", ", lesson.ids())), id);
        });
        values.forEach((key, value) -> {
            if (!lesson.ids().contains(block(key))) {
                throw new InvalidValueException(
                        key, new Constraint("known-key", String.join(", ", lesson.ids())), value);
            }
        });
        typed.ifPresent(id -> values.replaceAll((key, value) ->
                block(key).equals(id) ? TypedNumber.plain(key.substring(id.length() + 1), value) : value));
        return new LessonRequest(messages, lesson, values, typed);
    }

    /**
     * Combines the values of one block as they are here with those of all other blocks on the page that the visitor is looking
     * at, which may have changed since this block was rendered.
     *
     * @param address the page's address, as the browser reports it; ignored if it is a different page
     */
    public LessonRequest on(String address, String id) {
        try {
            URI uri = URI.create(address);
            if (!String.valueOf(uri.getPath()).endsWith(page())) {
                return this;
            }
            Map<String, String> all = new LinkedHashMap<>(of(messages, lesson, uri.getRawQuery()).values);
            all.keySet().removeIf(key -> block(key).equals(id));
            all.putAll(named(id, of(id)));
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
        values.keySet().stream()
                .filter(key -> block(key).equals(id))
                .forEach(key -> own.put(key.substring(id.length() + 1), values.get(key)));
        return own;
    }

    /**
     * The values of all other blocks. Beyond {@code most} characters, the blocks that were changed longest ago are left out.
     */
    private Map<String, String> others(String id, int most) {
        Map<String, String> rest = new LinkedHashMap<>(values);
        rest.keySet().removeIf(key -> block(key).equals(id));
        while (Query.format(rest).length() > most) {
            String oldest = block(rest.keySet().iterator().next());
            rest.keySet().removeIf(key -> block(key).equals(oldest));
        }
        return rest;
    }

    /** The hidden values of a form: the block that it belongs to, the values of all other blocks, and these keys of its own. */
    public List<HiddenField> carried(String id, String... own) {
        Map<String, String> all = others(id, MOST_CARRIED);
        Stream.of(own)
                .map(key -> id + "." + key)
                .filter(values::containsKey)
                .forEach(key -> all.put(key, values.get(key)));
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
        Map<String, String> last = named(id, own);
        last.values().removeIf(value -> value.length() > LONGEST_VALUE);
        int room = Math.max(0, LONGEST_ADDRESS - Query.format(last).length());
        Map<String, String> all = others(id, Math.min(room, MOST_CARRIED));
        all.putAll(last);
        return page() + (all.isEmpty() ? "" : "?" + Query.format(all)) + "#" + id;
    }

    /**
     * The page and a widget's fragment with some values changed and all other typed values kept; an empty one of {@code own}
     * removes its key.
     */
    public FragmentLinks changed(String id, Map<String, String> own) {
        Map<String, String> all = of(id);
        all.putAll(own);
        all.keySet().removeIf(key -> "".equals(own.get(key)));
        return with(id, all);
    }

    /** The page and a widget's fragment with these values, and those of all other blocks. */
    public FragmentLinks with(String id, Map<String, String> own) {
        Map<String, String> query = named(id, own);
        query.values().removeIf(value -> value.length() > LONGEST_VALUE);
        return new FragmentLinks(link(id, own), page() + "/widgets/" + id + "?" + Query.format(query));
    }

    /** Values of a block by the keys of a link. */
    private static Map<String, String> named(String id, Map<String, String> own) {
        Map<String, String> named = new LinkedHashMap<>();
        own.forEach((key, value) -> named.put(id + "." + key, value));
        return named;
    }

    /** The address of the lesson's page. */
    public String page() {
        return "/lessons/" + lesson.slug();
    }
}
