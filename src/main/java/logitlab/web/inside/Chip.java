package logitlab.web.inside;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.model.Token;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/**
 * A token of the text at its position.
 *
 * @param number of the position, 1 for the first, as people count
 * @param text with spaces and newlines visible; a part of a character as its bytes
 * @param current whether it stands at the position looked at
 * @param kind {@code start} for a start token, {@code typed} or {@code chosen}
 */
public record Chip(int number, String text, int id, boolean current, String kind) {

    static List<Chip> all(Look look) {
        return IntStream.range(0, look.text().size())
                .mapToObj(position -> at(look, position))
                .toList();
    }

    static Chip at(Look look, int position) {
        Token token = look.model().tokenizer().token(look.text().at(position));
        return new Chip(
                position + 1,
                TokenText.visible(token),
                token.id(),
                position == look.position(),
                position < look.model().startTokens(look.text())
                        ? "start"
                        : position < look.lane().prompt().size() ? "typed" : "chosen");
    }

    /** Its position, counted from 0 as in links. */
    public int position() {
        return number - 1;
    }

    /** Whether it was added before the text and not typed. */
    public boolean start() {
        return kind.equals("start");
    }

    /** All of it in words, for pictures. */
    public String label() {
        return Messages.ENGLISH.say(start() ? "inside.chip.start" : "inside.chip", number, text, id);
    }
}
