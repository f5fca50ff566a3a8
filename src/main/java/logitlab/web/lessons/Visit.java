package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.lesson.ExhibitWidget;
import logitlab.lesson.Lesson;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Query;
import logitlab.web.Refusal;

/**
 * A lesson with what a visitor typed into its blocks: each word belongs to the block that its key begins with.
 *
 * <pre>
 * /lessons/softmax?toy.logits.0=3&amp;practice.answer=0.24
 * </pre>
 */
record Visit(Lesson lesson, Map<String, String> words) {

    /** More than any lesson has fields: each is read together with all others of its block. */
    private static final int MOST_WORDS = 200;

    /** The longest word that any field takes. */
    private static final int LONGEST = 2_000;

    /** So many characters of other blocks' words stand in each link and form of a block at most, or none of them. */
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
        words.forEach((key, word) -> {
            if (!lesson.ids().contains(block(key))) {
                throw new InvalidValue(key, new Rule("known-key", String.join(", ", lesson.ids())), word);
            }
        });
        return new Visit(lesson, words);
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

    /** The words of all other blocks, which the form of this one carries along. */
    List<Hidden> besides(String id) {
        return few(Hidden.of(words, key -> !block(key).equals(id)));
    }

    private static List<Hidden> few(List<Hidden> carried) {
        int length = carried.stream()
                .mapToInt(hidden -> hidden.key().length() + hidden.word().length())
                .sum();
        return length <= MOST_CARRIED ? carried : List.of();
    }

    /** What a widget's form carries along: the words of other blocks, and of its own the one that a button stands for. */
    List<Hidden> besidesFieldsOf(String id) {
        return few(Hidden.of(words, key -> !block(key).equals(id) || key.equals(id + "." + ExhibitWidget.RIGHT)));
    }

    /** The page with these words of a block and all that was typed into others, at that block. */
    String link(String id, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>();
        besides(id).forEach(hidden -> all.put(hidden.key(), hidden.word()));
        usable(own).forEach((key, word) -> all.put(id + "." + key, word));
        return page() + (all.isEmpty() ? "" : "?" + Query.format(all)) + "#" + id;
    }

    /** The page, and a widget's fragment, with some of its words changed and all that was typed kept; a blank word leaves. */
    Addresses changed(String id, Map<String, String> own) {
        Map<String, String> words = new LinkedHashMap<>(of(id));
        words.putAll(own);
        words.values().removeIf(String::isEmpty);
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
        usable.values().removeIf(word -> word.length() > LONGEST);
        return usable;
    }

    /** The address of the lesson's page. */
    String page() {
        return "/lessons/" + lesson.slug();
    }
}
