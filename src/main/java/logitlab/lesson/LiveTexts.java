package logitlab.lesson;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Token;

/**
 * A few texts on a model's tokenizer, one of which is asked about.
 *
 * <pre>
 * model: storyteller
 * texts: ["The cat sat.", "Once upon a time,"]
 * </pre>
 *
 * @param at the one that is asked about, 0 for the first, which is the lesson's own
 */
record LiveTexts(LanguageModel model, List<String> texts, int at) {

    static final List<String> KEYS = List.of("model", "texts");

    private static final int MOST = 12;

    LiveTexts {
        texts = List.copyOf(texts);
    }

    static LiveTexts of(BlockWords words, Models models) {
        LanguageModel model = words.find("model").map(models::get).orElseGet(models::first);
        return new LiveTexts(model, words.list("texts", 2, MOST), 0);
    }

    /** @throws InvalidValue naming the first text that breaks the rule */
    void require(Predicate<LiveTexts> kept, Rule rule) {
        for (int i = 0; i < texts.size(); i++) {
            if (!kept.test(new LiveTexts(model, texts, i))) {
                throw new InvalidValue("texts." + i, rule, texts.get(i));
            }
        }
    }

    LiveTexts fresh(Dice dice) {
        return new LiveTexts(model, texts, dice.turn(texts.size()));
    }

    String text() {
        return texts.get(at);
    }

    /** All tokens that the model receives, the start tokens first. */
    List<Token> tokens() {
        return model.tokenizer().tokens(model.prompt(text()));
    }

    List<Token> start() {
        return tokens().subList(0, model.startTokens(model.prompt(text())));
    }

    /** The pieces of the text that match a pattern, one after the other. */
    List<String> pieces(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    Figure typed() {
        return new Figure.Typed(text());
    }
}
