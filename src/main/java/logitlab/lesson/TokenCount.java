package logitlab.lesson;

import java.util.List;
import java.util.Map;
import logitlab.model.Models;

/**
 * {@code compute: tokens}: how many tokens a tokenizer makes of a text; asked afresh, of the next text.
 *
 * <pre>
 * model: storyteller
 * texts: ["The cat sat.", "Once upon a time,"]
 * </pre>
 */
public record TokenCount(LiveTexts texts) implements Quantity {

    static final List<String> MISTAKES = List.of("words-counted", "characters-counted");

    static TokenCount of(BlockWords words, Models models) {
        return new TokenCount(LiveTexts.of(words, models));
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public long value() {
        return texts.tokens().size();
    }

    @Override
    public List<Mistake> mistakes() {
        String text = texts.text();
        return List.of(
                new Mistake("words-counted", text.strip().split("\\s+").length, ""),
                new Mistake("characters-counted", text.codePointCount(0, text.length()), ""));
    }

    @Override
    public TokenCount fresh(Dice dice) {
        return new TokenCount(texts.fresh(dice));
    }

    @Override
    public List<Working> given() {
        return List.of(Working.of("text", texts.typed()));
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of("text", texts.typed());
    }

    @Override
    public List<Working> solution() {
        return List.of(
                Working.of("solution.pieces", new Figure.Pieces(texts.tokens())),
                Working.of("solution.count.tokens", Quantity.count(value())));
    }
}
