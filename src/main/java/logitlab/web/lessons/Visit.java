package logitlab.web.lessons;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.lesson.Frame;
import logitlab.lesson.Lesson;
import logitlab.lesson.TypedNumber;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Query;
import logitlab.web.Refusal;

/**
 * A lesson with what a visitor typed into its blocks: each word belongs to the block that its key begins with. A form says which
 * block was {@code typed}: its numbers may be written in any usual way, while links are strict.
 *
 * <pre>
 * /lessons/softmax?toy.logits.0=3&amp;practice.answer=0.24
 * /lessons/softmax?toy.logits.0=0,5&amp;typed=toy             leads to /lessons/softmax?toy.logits.0=0.5#toy
 * </pre>
 */
record Visit(Lesson lesson, Map<String, String> words, Optional<String> typed) {

    private static final String TYPED = "typed";

    /** An address may be so long, in characters: the head of a request has to hold it and what a form sends. */
    private static final int LONGEST_ADDRESS = 6_000;

    /** More than any lesson has fields: each is read together with all others of its block. */
    private static final int MOST_WORDS = 200;

    /** The longest word that any field takes. */
    private static final int LONGEST_WORD = 2_000;

    /** So many characters of other blocks' words stand in each link and form of a block at most. */
    private static final int MOST_CARRIED = 4_000;

    /**
     * @throws InvalidValue naming the key, where it belongs to no block of the lesson
     * @throws Refusal where there are too many words
     */
    static Visit of(Lesson lesson, String query) {
        Map<String, String> words = Query.parse(query);
        if (words.size() > MOST_WORDS) {
            throw new Refusal(400, Messages.ENGLISH.say("lesson.too-many-words", MOST_WORDS, words.size()));
        }
        Optional<String> typed = Optional.ofNullable(words.remove(TYPED));
        typed.filter(id -> !lesson.ids().contains(id)).ifPresent(id -> {
            throw new InvalidValue(TYPED, new Rule("one-of", String.join(", ", lesson.ids())), id);
        });
        words.forEach((key, word) -> {
            if (!lesson.ids().contains(block(key))) {
                throw new InvalidValue(key, new Rule("known-key", String.join(", ", lesson.ids())), word);
            }
        });
        typed.ifPresent(id -> words.replaceAll(
                (key, word) -> block(key).equals(id) ? TypedNumber.plain(key.substring(id.length() + 1), word) : word));
        return new Visit(lesson, words, typed);
    }

    /**
     * The words of one block as they are here, and of all others those of the page that the visitor looks at, which they may have
     * changed since this block came.
     *
     * @param address of the page, as the browser says it; of any other page it counts for nothing
     */
    Visit on(String address, String id) {
        try {
            URI there = URI.create(address);
            if (!page().equals(there.getPath())) {
                return this;
            }
            Map<String, String> all = new LinkedHashMap<>(of(lesson, there.getRawQuery()).words);
            all.keySet().removeIf(key -> block(key).equals(id));
            words.forEach((key, word) -> {
                if (block(key).equals(id)) {
                    all.put(key, word);
                }
            });
            return new Visit(lesson, all, typed);
        } catch (IllegalArgumentException noAddress) { // an InvalidValue is one too
            return this;
        }
    }

    private static String block(String key) {
        return key.contains(".") ? key.substring(0, key.indexOf('.')) : "";
    }

    /** The words of a block, as the block itself calls them. */
    Map<String, String> of(String id) {
        Map<String, String> own = new LinkedHashMap<>();
        words.forEach((key, word) -> {
            if (block(key).equals(id)) {
                own.put(key.substring(id.length() + 1), word);
            }
        });
        return own;
    }

    /** The words of all other blocks; of those, the ones that were changed longest ago are left out beyond so many characters. */
    private Map<String, String> besides(String id, int most) {
        Map<String, String> others = new LinkedHashMap<>(words);
        others.keySet().removeIf(key -> block(key).equals(id));
        while (Query.format(others).length() > most) {
            String oldest = block(others.keySet().iterator().next());
            others.keySet().removeIf(key -> block(key).equals(oldest));
        }
        return others;
    }

    /** The words that a form carries along: that this block was typed, what was typed into others, and these of its own. */
    List<Hidden> carried(String id, String... own) {
        Map<String, String> all = besides(id, MOST_CARRIED);
        Stream.of(own)
                .map(key -> id + "." + key)
                .filter(words::containsKey)
                .forEach(key -> all.put(key, words.get(key)));
        return Stream.concat(Stream.of(new Hidden(TYPED, id)), Hidden.of(all, key -> true).stream())
                .toList();
    }

    /**
     * The address that a changed block leaves the visitor at: a link with what is of use later. Where a block says more than fits,
     * the page without it.
     */
    String address(String id, Map<String, String> own) {
        Map<String, String> lasting = new LinkedHashMap<>(own);
        lasting.remove(Frame.PLAY);
        String whole = link(id, lasting);
        return whole.length() <= LONGEST_ADDRESS ? whole : link(id, Map.of());
    }

    /** The page with these words of a block, which come last, and what was typed into others, at that block. */
    String link(String id, Map<String, String> own) {
        Map<String, String> last = new LinkedHashMap<>();
        usable(own).forEach((key, word) -> last.put(id + "." + key, word));
        int room = Math.max(0, LONGEST_ADDRESS - Query.format(last).length());
        Map<String, String> all = besides(id, Math.min(room, MOST_CARRIED));
        all.putAll(last);
        return page() + (all.isEmpty() ? "" : "?" + Query.format(all)) + "#" + id;
    }

    /** The page, and a widget's fragment, with some of its words changed and all that was typed kept; a blank word takes one out. */
    Addresses changed(String id, Map<String, String> own) {
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

    /** The page, and a widget's fragment, with these words of it and all that was typed into others. */
    Addresses with(String id, Map<String, String> words) {
        Map<String, String> query = new LinkedHashMap<>();
        usable(words).forEach((key, word) -> query.put(id + "." + key, word));
        return new Addresses(link(id, words), page() + "/widgets/" + id + "?" + Query.format(query));
    }

    private static Map<String, String> usable(Map<String, String> words) {
        Map<String, String> usable = new LinkedHashMap<>(words);
        usable.values().removeIf(word -> word.length() > LONGEST_WORD);
        return usable;
    }

    /** The address of the lesson's page. */
    String page() {
        return "/lessons/" + lesson.slug();
    }
}
