package logitlab.web.view;

import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/**
 * A token that comes before a typed text and was not typed, for pages that print the text as it was typed.
 *
 * @param text its name, such as {@code <s>}
 */
public record StartToken(String text) {

    /** The start tokens of a text; empty if its tokenizer adds none. */
    public static List<StartToken> all(LanguageModel model, Prefix text) {
        return model.tokenizer().tokens(text.first(model.startTokens(text))).stream()
                .map(token -> new StartToken(TokenText.visible(token)))
                .toList();
    }
}
