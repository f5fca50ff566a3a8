package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a tokenizer's special tokens, such as {@code <|im_end|>}, and names for them that nobody types. */
final class SpecialNames {

    private final Set<String> names;
    private final Map<Integer, List<String>>
            byFirstLetter; // of all tokens that are found as they are, the longest first
    private final boolean normalised;
    private final String unheardOf = unheardLetters();

    /** @param json a whole {@code tokenizer.json} */
    SpecialNames(JsonNode json) {
        List<AddedToken> added = AddedToken.all(json);
        this.names =
                added.stream().filter(AddedToken::special).map(AddedToken::name).collect(Collectors.toSet());
        this.byFirstLetter = added.stream()
                .filter(token -> token.special() || !token.normalised())
                .map(AddedToken::name)
                .sorted(Comparator.comparing(String::length).reversed())
                .collect(Collectors.groupingBy(name -> name.codePointAt(0)));
        JsonNode normalizer = json.path("normalizer");
        boolean normalises = normalizer.isObject()
                && !(normalizer.has("normalizers")
                        && normalizer.path("normalizers").isEmpty());
        this.normalised = normalises && added.stream().anyMatch(token -> token.special() && token.normalised());
    }

    /** Random letters that normalisation leaves alone, and of which no name consists. */
    private static String unheardLetters() {
        return new Random()
                .ints(32, 0, 4)
                .mapToObj("jqxz"::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    Set<String> names() {
        return names;
    }

    /** Whether some of them are looked for in the normalised text, where they can look different. */
    boolean areNormalised() {
        return normalised;
    }

    /** Letters that nobody types. */
    String unheardOf() {
        return unheardOf;
    }

    /** A name that nobody types. It begins and ends like the one that it stands for, if that has more than one letter. */
    String unheard(String name) {
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + unheardOf + name.substring(first);
    }

    /**
     * The text with an {@link #unheard} name for each name in it. Where names overlap, the first and then the longest is meant, as in the
     * library; the longest can be an added token that is not special.
     *
     * @param typed the indices of chars that are in no name
     */
    String renamed(String text, BitSet typed) {
        StringBuilder renamed = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            String name = nameAt(text, from, typed);
            renamed.append(isMeant(name, from, typed) ? unheard(name) : name);
            from += name.length();
        }
        return renamed.toString();
    }

    /** The longest name at a place, otherwise the letter there. */
    private String nameAt(String text, int from, BitSet typed) {
        int letter = text.codePointAt(from);
        return byFirstLetter.getOrDefault(letter, List.of()).stream()
                .filter(name -> text.startsWith(name, from))
                .filter(name -> !names.contains(name) || isMeant(name, from, typed))
                .findFirst()
                .orElseGet(() -> Character.toString(letter));
    }

    private boolean isMeant(String name, int from, BitSet typed) {
        return names.contains(name) && typed.get(from, from + name.length()).isEmpty();
    }
}
