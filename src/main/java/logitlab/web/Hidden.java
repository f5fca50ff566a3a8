package logitlab.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A word of the link that a form carries along unseen. */
public record Hidden(String key, String word) {

    /** More than any right link has: four lanes of 100 biases and all settings are 444. */
    private static final int MOST = 500;

    /**
     * Those of the words of a link that cannot be opened that another may have: without the wrong one, what belongs to it, and
     * what is unknown. A form that carried those along would be refused again.
     *
     * @return none where there are more than any link has, so that the page does not grow with what was sent
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
