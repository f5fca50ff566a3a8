package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of a tokenizer's special tokens, such as {@code <|im_end|>}, and a mark that breaks them where somebody typed them.
 *
 * <p>The mark is U+FDD0, which Unicode reserves for such uses; a typed U+FDD0 is doubled. It stands next to letters, never in the
 * spaces around a text, so that a template that trims a message does not notice it.
 *
 * <pre>
 * guard("a &lt;s> b")   is "a &lt;" + U+FDD0 + "s> b"
 * guard("s> b")      is U+FDD0 + "s> b", because a template could write a "&lt;" before it
 * </pre>
 */
final class SpecialNames {

    static final char MARK = '\ufdd0';

    private static final Pattern MARKS = Pattern.compile(MARK + "(" + MARK + "?)");

    private final Set<String> names = new HashSet<>();
    private final Map<Integer, List<String>> found = new HashMap<>(); // by their first letter, the longest first
    private final String unheardOf = unheardLetters();
    private final boolean normalised;

    /** @param json a whole {@code tokenizer.json} */
    SpecialNames(JsonNode json) {
        JsonNode normalizer = json.path("normalizer");
        boolean normalises =
                normalizer.isObject() && !normalizer.path("normalizers").equals(JsonNodeFactory.instance.arrayNode());
        boolean any = false;
        for (JsonNode token : json.path("added_tokens")) {
            String name = token.path("content").asText();
            boolean special = token.path("special").asBoolean() && !name.isEmpty();
            boolean later = token.path("normalized").asBoolean() && normalises;
            any |= special && later;
            if (special) {
                names.add(name);
            }
            if (!name.isEmpty() && (special || !token.path("normalized").asBoolean())) {
                found.computeIfAbsent(name.codePointAt(0), first -> new ArrayList<>())
                        .add(name);
            }
        }
        this.normalised = any;
        found.values()
                .forEach(list -> list.sort(Comparator.comparing(String::length).reversed()));
    }

    /** Whether the library looks for some of them in the normalised text, where they can look different. */
    boolean areNormalised() {
        return normalised;
    }

    /** Random letters that normalisation leaves alone, and of which no name consists. */
    private static String unheardLetters() {
        return new Random()
                .ints(32, 0, 4)
                .mapToObj("jqxz"::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    boolean contain(String name) {
        return names.contains(name);
    }

    /** One of them; nothing if there is none. */
    String any() {
        return names.stream().findFirst().orElse("");
    }

    /**
     * The text with an {@link #unheard} name for each name in it, except those between marks. Where names overlap, the first and then the
     * longest is meant, as in the library; an added token that is not special can be the longest as well.
     */
    String renamed(String text) {
        StringBuilder renamed = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            String name = nameAt(text, from);
            boolean marked = name.codePointCount(0, name.length()) == 1
                    && isMark(text, from - 1)
                    && isMark(text, from + name.length());
            renamed.append(contain(name) && !marked ? unheard(name) : name);
            from += name.length();
        }
        return renamed.toString();
    }

    /** The longest name at a place, otherwise the letter there. */
    private String nameAt(String text, int from) {
        int letter = text.codePointAt(from);
        return found.getOrDefault(letter, List.of()).stream()
                .filter(name -> text.startsWith(name, from))
                .findFirst()
                .orElseGet(() -> Character.toString(letter));
    }

    private static boolean isMark(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) == MARK;
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

    /** The text with a mark in each name, and where it could complete a name together with what is written around it. */
    String guard(String typed) {
        BitSet breaks = new BitSet();
        names.forEach(name -> {
            for (int at = typed.indexOf(name); at >= 0; at = typed.indexOf(name, at + 1)) {
                int second = typed.offsetByCodePoints(at, 1);
                breaks.set(second);
                breaks.set(
                        at,
                        breaks.get(at) || second == at + name.length()); // a name of one letter is between two marks
            }
        });
        edges(typed, breaks);
        StringBuilder guarded = new StringBuilder();
        for (int i = 0; i <= typed.length(); i++) {
            if (breaks.get(i)) {
                guarded.append(MARK);
            }
            if (i < typed.length()) {
                guarded.append(typed.charAt(i) == MARK ? "" + MARK + MARK : typed.charAt(i));
            }
        }
        return guarded.toString();
    }

    private void edges(String typed, BitSet breaks) {
        String core = typed.strip();
        int from = typed.indexOf(core);
        if (core.isEmpty()) {
            return;
        }
        for (String name : names) {
            if (name.contains(core)) {
                breaks.set(from);
            }
            for (int i = 1; i < name.length(); i++) {
                if (core.startsWith(name.substring(i))) {
                    breaks.set(from);
                }
                if (core.endsWith(name.substring(0, i))) {
                    breaks.set(from + core.length());
                }
            }
        }
    }

    /** The text with each mark that somebody typed, and no other, as {@link #guard} writes it. */
    static String doubled(String typed) {
        return typed.replace("" + MARK, "" + MARK + MARK);
    }

    static boolean areGuarded(String text) {
        return text.indexOf(MARK) >= 0;
    }

    /** The text as it was typed. */
    static String unguarded(String text) {
        return MARKS.matcher(text).replaceAll("$1");
    }
}
