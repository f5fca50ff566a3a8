package logitlab.web.view;

import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * A token that comes before a typed text and was not typed. In a text it is a small sign that says its name when asked; a list of
 * tokens shows the name.
 *
 * @param text its name, such as {@code <s>}
 */
public record StartToken(Messages messages, String text) implements View {

    /** The start tokens of a text; empty if its tokenizer adds none. */
    public static List<StartToken> all(Messages messages, LanguageModel model, Prefix text) {
        return model.tokenizer().tokens(text.first(model.startTokens(text))).stream()
                .map(token -> new StartToken(messages, TokenText.visible(token)))
                .toList();
    }
}
