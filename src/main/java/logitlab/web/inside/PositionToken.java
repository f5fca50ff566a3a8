package logitlab.web.inside;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.model.text.Token;
import logitlab.web.view.TokenText;

/**
 * A token of the text at its position.
 *
 * @param number of the position, 1 for the first
 * @param text with spaces and newlines visible; a part of a character as its bytes
 * @param current whether its position is the one looked at
 * @param kind {@code start} for a start token, {@code typed} or {@code chosen}
 * @param special whether it is a special token
 * @param label all of it in words, for pictures
 */
public record PositionToken(
        int number, String text, int id, boolean current, String kind, boolean special, String label) {

    static List<PositionToken> all(OpenedInsideLink opened) {
        return IntStream.range(0, opened.text().size())
                .mapToObj(position -> at(opened, position))
                .toList();
    }

    static PositionToken at(OpenedInsideLink opened, int position) {
        Token token = opened.model().tokenizer().token(opened.text().at(position));
        String text = TokenText.visible(token);
        boolean start = position < opened.model().startTokens(opened.text());
        return new PositionToken(
                position + 1,
                text,
                token.id(),
                position == opened.position(),
                start ? "start" : position < opened.lane().prompt().size() ? "typed" : "chosen",
                token.special(),
                opened.say(
                        start ? "inside.chip.start" : token.special() ? "inside.chip.special" : "inside.chip",
                        position + 1,
                        text,
                        token.id()));
    }

    /** Its position, counted from 0 as in links. */
    public int position() {
        return number - 1;
    }

    /** Whether the model adds it before the text. */
    public boolean start() {
        return kind.equals("start");
    }
}
