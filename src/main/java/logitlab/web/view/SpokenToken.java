package logitlab.web.view;

import java.util.Map;
import java.util.stream.Collectors;
import logitlab.web.Messages;

/** A token as an announcement calls it: a word as it is written, but signs by their names, because screen readers pass over them. */
public final class SpokenToken {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry((int) '.', "full-stop"),
            Map.entry((int) ',', "comma"),
            Map.entry((int) ';', "semicolon"),
            Map.entry((int) ':', "colon"),
            Map.entry((int) '!', "exclamation-mark"),
            Map.entry((int) '?', "question-mark"),
            Map.entry((int) '"', "quotation-mark"),
            Map.entry((int) '“', "quotation-mark"),
            Map.entry((int) '”', "quotation-mark"),
            Map.entry((int) '\'', "apostrophe"),
            Map.entry((int) '’', "apostrophe"),
            Map.entry((int) '‘', "apostrophe"),
            Map.entry((int) '-', "hyphen"),
            Map.entry((int) '–', "dash"),
            Map.entry((int) '—', "dash"),
            Map.entry((int) '…', "ellipsis"),
            Map.entry((int) '(', "bracket-opens"),
            Map.entry((int) ')', "bracket-closes"),
            Map.entry((int) '*', "asterisk"),
            Map.entry((int) '/', "slash"),
            Map.entry((int) ' ', "space"),
            Map.entry((int) '\u00a0', "space"),
            Map.entry((int) '\n', "line-break"),
            Map.entry((int) '\t', "tab"));

    private SpokenToken() {}

    /** @param visible the token as the page shows it, see {@link TokenText#visible(String)} */
    public static String of(Messages messages, String visible) {
        String text = visible.replace('␣', ' ').replace('↵', '\n').replace('⇥', '\t');
        String word = text.isBlank() ? text : text.strip();
        boolean signs = !word.isEmpty() && word.codePoints().allMatch(NAMES::containsKey);
        return signs
                ? word.codePoints()
                        .mapToObj(sign -> messages.say("sign." + NAMES.get(sign)))
                        .collect(Collectors.joining(" "))
                : word;
    }
}
