package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Bias;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;
import logitlab.web.link.PlayLink;
import logitlab.web.view.TokenText;

/**
 * The form that gives one token of a lane a bias: the token by its id ({@code #12}) or by its text, in which ␣ may stand for a space.
 * Its fields become {@code bias.ID} of the link.
 */
final class BiasForm {

    static final String TOKEN = ".bias-token";
    private static final String VALUE = ".bias-value";
    private static final String BAN = ".ban";
    private static final List<String> LANES = List.of("a", "b", "c", "d");

    private BiasForm() {}

    /**
     * Replaces the fields of the form by the bias that they stand for.
     *
     * @throws InvalidValueException if the text is not exactly one token, naming the tokens that it is
     */
    static void resolve(Map<String, String> values, Models models) {
        for (String lane : LANES) {
            String typed = values.remove(lane + TOKEN);
            String value = values.remove(lane + VALUE);
            boolean ban = values.remove(lane + BAN) != null;
            if (typed != null && !typed.isEmpty()) {
                LanguageModel model = PlayLink.naming(lane, () -> model(values, lane, models));
                int id = id(lane + TOKEN, typed, model.tokenizer());
                values.put(lane + ".bias." + id, ban ? Range.plain(Bias.RANGE.min()) : value == null ? "" : value);
            }
        }
    }

    private static LanguageModel model(Map<String, String> values, String lane, Models models) {
        return Optional.ofNullable(values.get(lane + ".model"))
                .filter(own -> !own.isBlank())
                .or(() -> Optional.ofNullable(values.get("model")))
                .map(models::get)
                .orElseGet(models::first);
    }

    private static int id(String field, String typed, Tokenizer tokenizer) {
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

    private static List<Token> tokens(Tokenizer tokenizer, String text) {
        List<Token> all = tokenizer.tokens(tokenizer.encode(text));
        return all.subList(tokenizer.start().size(), all.size());
    }

    /** {@code ␣cat (#412), s (#31)}. */
    private static String named(List<Token> tokens) {
        return tokens.stream()
                .limit(8)
                .map(token -> TokenText.visible(token) + " (#" + token.id() + ")")
                .collect(Collectors.joining(", "));
    }
}
