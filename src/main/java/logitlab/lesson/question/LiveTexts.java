package logitlab.lesson.question;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * Some texts for a model's tokenizer; the question is about one of them.
 *
 * <pre>
 * model: storyteller
 * texts: ["The cat sat.", "Once upon a time,"]
 * </pre>
 *
 * @param at the index of the text in question; 0 for the lesson's own
 */
public record LiveTexts(LanguageModel model, List<String> texts, int at) {

    private static final int MOST = 12;

    public LiveTexts {
        texts = List.copyOf(texts);
    }

    public static LiveTexts of(BlockWords values, Models models) {
        LanguageModel model = values.find("model").map(models::get).orElseGet(models::first);
        return new LiveTexts(model, values.list("texts", 2, MOST), 0);
    }

    /** @throws InvalidValue naming the first text that breaks the rule */
    public void require(Predicate<LiveTexts> kept, Rule rule) {
        for (int i = 0; i < texts.size(); i++) {
            if (!kept.test(new LiveTexts(model, texts, i))) {
                throw new InvalidValue("texts." + i, rule, texts.get(i));
            }
        }
    }

    public LiveTexts fresh(Dice dice) {
        return new LiveTexts(model, texts, dice.turn(texts.size()));
    }

    public String text() {
        return texts.get(at);
    }

    /** All tokens that the model receives, start tokens included. */
    public List<Token> tokens() {
        return model.tokenizer().tokens(model.prompt(text()));
    }

    public List<Token> startTokens() {
        return tokens().subList(0, model.startTokens(model.prompt(text())));
    }

    /** The consecutive pieces of the text that match a pattern. */
    public List<String> pieces(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    public Figure typed() {
        return new Figure.Typed(text());
    }
}
