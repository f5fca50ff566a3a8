package logitlab.web.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A parameter of the link in a hidden field of a form. */
public record HiddenField(String key, String value) {

    /** More than any valid link has: four lanes with 100 biases and all settings make 444. */
    private static final int MOST = 500;

    /**
     * The parameters of a link that cannot be opened, as far as a new link can use them: without the wrong one, those that
     * belong to it, and unknown ones, because a form that kept them would be refused again.
     *
     * @return an empty list if there are more than any valid link has, so that the page does not grow with the request
     */
    public static Map<String, String> right(Map<String, String> values, String wrong, Predicate<String> known) {
        Map<String, String> right = new LinkedHashMap<>(values);
        right.keySet().removeIf(key -> key.equals(wrong) || key.startsWith(wrong + ".") || !known.test(key));
        return right.size() > MOST ? Map.of() : right;
    }

    /** Hidden fields for those of the parameters that pass, in their order. */
    public static List<HiddenField> of(Map<String, String> values, Predicate<String> passes) {
        return values.entrySet().stream()
                .filter(entry -> passes.test(entry.getKey()))
                .map(entry -> new HiddenField(entry.getKey(), entry.getValue()))
                .toList();
    }
}
