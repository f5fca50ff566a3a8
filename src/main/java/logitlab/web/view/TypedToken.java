package logitlab.web.view;

import java.util.List;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;

/**
 * A token as people type it: {@code #} and its id, or its text, in which ␣ may stand for a space.
 *
 * <pre>
 * #412, ␣cat and " cat" may all be the same token
 * </pre>
 */
public final class TypedToken {

    private static final int MOST_NAMED = 8;

    private TypedToken() {}

    /**
     * The id of a typed token, which need not be in the vocabulary.
     *
     * @throws InvalidValueException naming {@code field} and the tokens that the text is, if it is not exactly one
     */
    public static int id(String field, String typed, Tokenizer tokenizer) {
        if (typed.matches("#\\d{1,9}")) {
            return Integer.parseInt(typed.substring(1));
        }
        List<Token> tokens = tokens(tokenizer, typed.replace('␣', ' '));
        if (tokens.size() == 1) {
            return tokens.get(0).id();
        }
        List<Token> spaced = tokens(tokenizer, " " + typed);
        String choose = spaced.size() == 1 ? named(spaced) : named(tokens);
        throw new InvalidValueException(field, new Constraint("one-token", tokens.size(), choose), typed);
    }

    /**
     * The id of a typed word: {@code dragon} means {@code ␣dragon}, if that is a token and {@code dragon} is not.
     *
     * @throws InvalidValueException as {@link #id}
     */
    public static int word(String field, String typed, Tokenizer tokenizer) {
        if (typed.isBlank() || typed.startsWith("#") || tokens(tokenizer, typed).size() == 1) {
            return id(field, typed, tokenizer);
        }
        List<Token> spaced = tokens(tokenizer, " " + typed.strip());
        return spaced.size() == 1 ? spaced.get(0).id() : id(field, typed, tokenizer);
    }

    private static List<Token> tokens(Tokenizer tokenizer, String text) {
        List<Token> all = tokenizer.tokens(tokenizer.encode(text));
        return all.subList(tokenizer.start().size(), all.size());
    }

    /** {@code ␣cat (#412), s (#31)}. */
    private static String named(List<Token> tokens) {
        return tokens.stream()
                .limit(MOST_NAMED)
                .map(token -> TokenText.visible(token) + " (#" + token.id() + ")")
                .collect(Collectors.joining(", "));
    }
}
