package logitlab.web.inside;

import java.util.List;
import java.util.Map;
import logitlab.web.Hidden;
import logitlab.web.View;

/**
 * The tokens of a text as the buttons of one form, which lead to their positions. A link for each would make a page grow with the
 * square of its text, since each link names the whole text.
 *
 * @param page where the form leads
 * @param part what takes the place of the part of the page that the form is in, where JavaScript is on
 * @param key that says a position, from 0 on
 * @param carried all that the page shows but the position
 */
public record Positions(String page, String part, String key, List<Hidden> carried, List<Chip> chips) implements View {

    /** @param words of the page, {@code key} among them or not */
    public static Positions of(String page, String part, String key, Map<String, String> words, List<Chip> chips) {
        return new Positions(page, part, key, Hidden.of(words, word -> !word.equals(key)), chips);
    }
}
