package logitlab.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.explain.Loss;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;

/**
 * The surprisal of each token of a text, {@code -ln p} in nats, given all tokens before it; from one run of the model.
 *
 * <p>If the tokenizer adds no start token, nothing comes before the first token, so the model cannot say how likely it was.
 *
 * @param start the start tokens, for which the model makes no prediction
 * @param tokens the tokens of the text after them
 * @param bytes of the text in UTF-8
 */
public record Surprisal(List<Token> start, List<Seen> tokens, int bytes) {

    public Surprisal {
        start = List.copyOf(start);
        tokens = List.copyOf(tokens);
    }

    /** One token of the text. @param guess the model's prediction before the token; empty if nothing came before */
    public record Seen(Token token, Optional<Guess> guess) {}

    /**
     * The model's prediction of the token that came, and the token that it expected instead.
     *
     * @param rank 0 if the token was the most probable one
     * @param surprise {@code -ln p}, in nats
     * @param entropy of the prediction, in nats
     * @param expected the most probable token
     */
    public record Guess(
            int rank,
            double probability,
            double surprise,
            double entropy,
            Token expected,
            double expectedProbability) {}

    /** @throws InvalidValueException naming {@code prompt}, if the text is empty, or too long for the model */
    public static Surprisal of(LanguageModel model, String text) {
        Prefix whole = ids(model, text);
        int start = model.startTokens(whole);
        int first = Math.max(1, start);
        // the prediction after the last token is not needed
        AtomicInteger at = new AtomicInteger(first);
        List<Guess> guesses = whole.size() == first
                ? List.of()
                : model.logits(
                        whole.first(whole.size() - 1),
                        first,
                        logits -> guess(model.tokenizer(), whole.at(at.getAndIncrement()), logits));
        List<Seen> tokens = new ArrayList<>();
        for (int i = start; i < whole.size(); i++) {
            tokens.add(new Seen(
                    model.tokenizer().token(whole.at(i)),
                    i == 0 ? Optional.empty() : Optional.of(guesses.get(i - first))));
        }
        return new Surprisal(
                model.tokenizer().tokens(whole.first(start)), tokens, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The ids of a text that has at least one token after the start tokens. @throws InvalidValueException as {@link #of} does */
    public static Prefix ids(LanguageModel model, String text) {
        Prefix whole = model.prompt(text);
        if (model.startTokens(whole) == whole.size()) {
            throw new InvalidValueException("prompt", new Constraint("not-empty"), text);
        }
        return whole;
    }

    private static Guess guess(Tokenizer tokenizer, int id, Logits logits) {
        int best = logits.argmax();
        double logit = logits.at(id);
        int rank = (int) IntStream.range(0, logits.size())
                .filter(other -> logits.at(other) > logit || logits.at(other) == logit && other < id)
                .count();
        return new Guess(
                rank,
                logits.probability(id),
                logits.crossEntropy(id),
                logits.softmax().entropy(),
                tokenizer.token(best),
                logits.probability(best));
    }

    /** The loss on all tokens that the model could predict; empty if the text is one token and there is no start token. */
    public Optional<Loss> loss() {
        List<Double> surprises = tokens.stream()
                .flatMap(seen -> seen.guess().stream())
                .map(Guess::surprise)
                .toList();
        return surprises.isEmpty() ? Optional.empty() : Optional.of(new Loss(surprises));
    }

    /** Empty if the first token has no surprisal, because its bytes would then cost nothing. */
    public OptionalDouble bitsPerByte() {
        return tokens.get(0).guess().isPresent()
                ? OptionalDouble.of(loss().orElseThrow().bitsPerByte(bytes))
                : OptionalDouble.empty();
    }
}
