package logitlab.lesson.question;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.Value;
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
public record TokenizedTexts(LanguageModel model, List<String> texts, int at) {

    private static final int MOST = 12;

    public TokenizedTexts {
        texts = List.copyOf(texts);
    }

    public static TokenizedTexts of(BlockValues values, Models models) {
        LanguageModel model = values.model(models);
        return new TokenizedTexts(model, values.list("texts", 2, MOST), 0);
    }

    /** @throws InvalidValueException naming the first text that breaks the rule */
    public void require(Predicate<TokenizedTexts> kept, Constraint constraint) {
        for (int i = 0; i < texts.size(); i++) {
            if (!kept.test(new TokenizedTexts(model, texts, i))) {
                throw new InvalidValueException("texts." + i, constraint, texts.get(i));
            }
        }
    }

    public TokenizedTexts fresh(SeededNumbers numbers) {
        return new TokenizedTexts(model, texts, numbers.turn(texts.size()));
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

    public Value typed() {
        return new Value.Typed(text());
    }
}
