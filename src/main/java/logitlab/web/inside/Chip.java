package logitlab.web.inside;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.model.Token;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/**
 * A token of the text, which leads to its position.
 *
 * @param number of the position, 1 for the first, as people count
 * @param text with spaces and newlines visible; a part of a character as its bytes
 * @param current whether it stands at the position looked at
 * @param kind {@code start} for a start token, {@code typed} or {@code chosen}
 */
public record Chip(int number, String text, int id, Way way, boolean current, String kind) {

    static List<Chip> all(Look look, Way.From from) {
        return IntStream.range(0, look.text().size())
                .mapToObj(at -> at(look, from, at))
                .toList();
    }

    static Chip at(Look look, Way.From from, int position) {
        Token token = look.model().tokenizer().token(look.text().at(position));
        return new Chip(
                position + 1,
                TokenText.visible(token),
                token.id(),
                from.to(look.link().at(position)),
                position == look.position(),
                position < look.model().startTokens(look.text())
                        ? "start"
                        : position < look.lane().prompt().size() ? "typed" : "chosen");
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
