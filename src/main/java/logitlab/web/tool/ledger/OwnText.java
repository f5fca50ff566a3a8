package logitlab.web.tool.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.explain.Ledger;
import logitlab.decoding.explain.Loss;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Surprisal;
import logitlab.model.Surprisal.Guess;
import logitlab.model.Surprisal.Seen;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * The surprisal of a visitor's own text: no token is drawn, so there is only the model's side.
 *
 * @param sentence the number of tokens, their log probability and the perplexity
 * @param chart empty if the model says nothing, as about a single token without anything before it
 */
public record OwnText(String sentence, Optional<LedgerChart> chart, List<Row> rows) {

    private static final String NONE = "–";

    /** One token; all texts but the token are dashes if the model says nothing about it. */
    public record Row(
            String number, String token, String logProbability, String surprisal, String entropy, String perplexity) {}

    /** @throws InvalidValueException naming {@code text}, if it is empty or too long */
    static OwnText of(Messages messages, LanguageModel model, String text) {
        Surprisal surprisal = surprisal(model, text);
        List<Guess> guesses = surprisal.tokens().stream()
                .flatMap(seen -> seen.guess().stream())
                .toList();
        List<Double> surprises = guesses.stream().map(Guess::surprise).toList();
        List<Double> perplexities = Ledger.perplexities(surprises);
        List<Row> rows = new ArrayList<>();
        int known = 0;
        for (Seen seen : surprisal.tokens()) {
            String number = Integer.toString(rows.size() + 1);
            String token = TokenText.visible(seen.token());
            if (seen.guess().isPresent()) {
                Guess guess = seen.guess().get();
                rows.add(new Row(
                        number,
                        token,
                        LedgerView.logProbability(0 - guess.surprise()),
                        Numbers.surprise(guess.surprise()),
                        Numbers.nats(guess.entropy()),
                        Numbers.perplexity(perplexities.get(known++))));
            } else {
                rows.add(new Row(number, token, NONE, NONE, NONE, NONE));
            }
        }
        return new OwnText(
                surprisal
                        .loss()
                        .map(loss -> sentence(messages, model, loss))
                        .orElseGet(() -> messages.say("ledger.own.none")),
                guesses.isEmpty()
                        ? Optional.empty()
                        : Optional.of(LedgerChart.of(
                                surprises,
                                guesses.stream().map(Guess::entropy).toList(),
                                perplexities.stream().map(Math::log).toList(),
                                messages.say("ledger.chart.label", guesses.size()))),
                List.copyOf(rows));
    }

    private static String sentence(Messages messages, LanguageModel model, Loss loss) {
        return messages.say(
                "ledger.own.total",
                model.card().name(),
                loss.surprises().size(),
                Numbers.logit(0 - loss.total()),
                Numbers.surprise(loss.nats()),
                Numbers.perplexity(loss.perplexity()));
    }

    private static Surprisal surprisal(LanguageModel model, String text) {
        try {
            return Surprisal.of(model, text);
        } catch (InvalidValueException invalid) {
            throw new InvalidValueException("text", invalid.constraint(), invalid.value());
        }
    }
}
