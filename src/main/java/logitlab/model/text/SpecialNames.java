package logitlab.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

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
    private final String unheardOf = "x" + UUID.randomUUID().toString().replace("-", "");

    /** @param json a whole {@code tokenizer.json} */
    SpecialNames(JsonNode json) {
        for (JsonNode token : json.path("added_tokens")) {
            if (token.path("special").asBoolean()
                    && !token.path("content").asText().isEmpty()) {
                names.add(token.path("content").asText());
            }
        }
    }

    boolean contain(String name) {
        return names.contains(name);
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
                breaks.set(typed.offsetByCodePoints(at, 1));
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

    static boolean areGuarded(String text) {
        return text.indexOf(MARK) >= 0;
    }

    /** The text as it was typed. */
    static String unguarded(String text) {
        return MARKS.matcher(text).replaceAll("$1");
    }
}
