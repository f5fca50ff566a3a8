package logitlab.web;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A word of the link that a form carries along unseen. */
public record Hidden(String key, String word) {

    /** Those of the words whose key is to be carried, in their order. */
    public static List<Hidden> of(Map<String, String> words, Predicate<String> carried) {
        return words.entrySet().stream()
                .filter(word -> carried.test(word.getKey()))
                .map(word -> new Hidden(word.getKey(), word.getValue()))
                .toList();
    }
}
