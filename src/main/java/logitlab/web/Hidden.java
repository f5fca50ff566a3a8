package logitlab.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A word of the link that a form carries along unseen. */
public record Hidden(String key, String word) {

    /** More than any valid link has: four lanes with 100 biases and all settings make 444. */
    private static final int MOST = 500;

    /**
     * The parameters of a link that cannot be opened, as far as they can be used in a new link: without the wrong one, what
     * belongs to it, and unknown ones. A form that carried those along would be refused again.
     *
     * @return an empty list if there are more than any valid link has, so that the page does not grow with the request
     */
    public static Map<String, String> right(Map<String, String> words, String wrong, Predicate<String> known) {
        Map<String, String> right = new LinkedHashMap<>(words);
        right.keySet().removeIf(key -> key.equals(wrong) || key.startsWith(wrong + ".") || !known.test(key));
        return right.size() > MOST ? Map.of() : right;
    }

    /** Those of the words whose key is to be carried, in their order. */
    public static List<Hidden> of(Map<String, String> words, Predicate<String> carried) {
        return words.entrySet().stream()
                .filter(word -> carried.test(word.getKey()))
                .map(word -> new Hidden(word.getKey(), word.getValue()))
                .toList();
    }
}
