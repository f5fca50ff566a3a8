package logitlab.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Loss;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;

/**
 * A text as a model read it: how much each token surprised it, given all tokens before, by one run of the model.
 *
 * <p>If the tokenizer adds no start token, nothing comes before the first token, so the model cannot say how likely it was.
 *
 * @param start the start tokens, for which the model makes no prediction
 * @param tokens the tokens of the text after them
 * @param bytes of the text in UTF-8
 */
public record Surprise(List<Token> start, List<Seen> tokens, int bytes) {

    public Surprise {
        start = List.copyOf(start);
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
        Prefix whole = ids(model, text);
        int start = model.startTokens(whole);
        int first = Math.max(1, start);
        // what comes after the last token is asked by nobody
        List<Logits> logits = whole.size() == first ? List.of() : model.logits(whole.first(whole.size() - 1), first);
        List<Seen> tokens = new ArrayList<>();
        for (int i = start; i < whole.size(); i++) {
            Optional<Logits> before = i == 0 ? Optional.empty() : Optional.of(logits.get(i - first));
            tokens.add(seen(model.tokenizer(), whole.at(i), before));
        }
        return new Surprise(
                model.tokenizer().tokens(whole.first(start)), tokens, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The ids of a text that a model can be surprised by. @throws InvalidValue as {@link #of} does */
    public static Prefix ids(LanguageModel model, String text) {
        Prefix whole = model.prompt(text);
        if (model.startTokens(whole) == whole.size()) {
            throw new InvalidValue("prompt", new Rule("not-empty"), text);
        }
        return whole;
    }

    private static Seen seen(Tokenizer tokenizer, int id, Optional<Logits> before) {
        return new Seen(tokenizer.token(id), before.map(logits -> guess(tokenizer, id, logits)));
    }

    private static Guess guess(Tokenizer tokenizer, int id, Logits logits) {
        int best = logits.argmax();
        return new Guess(
                rank(logits, id),
                logits.probability(id),
                logits.crossEntropy(id),
                tokenizer.token(best),
                logits.probability(best));
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
