package logitlab.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Loss;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;

/**
 * A text as a model read it: how much each token surprised it, given all tokens before, by one run of the model.
 *
 * <p>Where the model has a start token, the text begins behind it; else nothing stands before the first token, and nobody could
 * say how likely it was.
 *
 * @param bytes of the text in UTF-8
 */
public record Surprise(List<Seen> tokens, int bytes) {

    public Surprise {
        tokens = List.copyOf(tokens);
    }

    /** One token of the text. @param guess what the model said of it before it came; empty where nothing stood before */
    public record Seen(Token token, Optional<Guess> guess) {}

    /**
     * What the model said of the token that came, and what it expected instead.
     *
     * @param rank 0 where the model held it for the most probable one
     * @param surprise {@code -ln p}, in nats
     * @param expected the most probable token
     */
    public record Guess(int rank, double probability, double surprise, Token expected, double expectedProbability) {}

    /** @throws InvalidValue naming {@code prompt}, where the text is empty, or too long for the model */
    public static Surprise of(LanguageModel model, String text) {
        Prefix ids = ids(model, text);
        OptionalInt start = model.startOfText();
        boolean before = start.isPresent() && ids.at(0) != start.getAsInt(); // else the tokenizer has put it there
        Prefix whole =
                before ? Prefix.of(start.getAsInt()).plus(ids.ids().boxed().toList()) : ids;
        List<Seen> tokens = new ArrayList<>();
        if (start.isEmpty()) {
            tokens.add(new Seen(model.tokenizer().token(whole.at(0)), Optional.empty()));
        }
        // what comes after the last token is asked by nobody
        List<Logits> logits = whole.size() == 1 ? List.of() : model.logits(whole.first(whole.size() - 1), 1);
        for (int i = 1; i < whole.size(); i++) {
            tokens.add(seen(model.tokenizer(), whole.at(i), logits.get(i - 1)));
        }
        return new Surprise(tokens, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The ids of a text that a model can be surprised by. @throws InvalidValue as {@link #of} does */
    public static Prefix ids(LanguageModel model, String text) {
        if (text.isEmpty()) {
            throw new InvalidValue("prompt", new Rule("not-empty"), text);
        }
        return model.prompt(text);
    }

    private static Seen seen(Tokenizer tokenizer, int id, Logits logits) {
        int best = logits.argmax();
        return new Seen(
                tokenizer.token(id),
                Optional.of(new Guess(
                        rank(logits, id),
                        logits.probability(id),
                        logits.crossEntropy(id),
                        tokenizer.token(best),
                        logits.probability(best))));
    }

    private static int rank(Logits logits, int id) {
        int above = 0;
        for (int other = 0; other < logits.size(); other++) {
            if (logits.at(other) > logits.at(id) || logits.at(other) == logits.at(id) && other < id) {
                above++;
            }
        }
        return above;
    }

    /** The loss on all tokens that the model could be asked about; empty where the text is a single one and there is no start token. */
    public Optional<Loss> loss() {
        List<Double> surprises = tokens.stream()
                .flatMap(seen -> seen.guess().stream())
                .map(Guess::surprise)
                .toList();
        return surprises.isEmpty() ? Optional.empty() : Optional.of(new Loss(surprises));
    }

    /** Empty where the first token has no surprise, so that its bytes would count for nothing. */
    public OptionalDouble bitsPerByte() {
        return tokens.get(0).guess().isPresent()
                ? OptionalDouble.of(loss().orElseThrow().bitsPerByte(bytes))
                : OptionalDouble.empty();
    }
}
