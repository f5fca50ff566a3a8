package logitlab.lesson;

import java.util.List;
import java.util.Map;
import logitlab.decoding.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * {@code compute: logits}: how many logits come out for a batch of texts, {@code batch * length * vocabulary}.
 *
 * <pre>
 * model: storyteller
 * batch: 2
 * length: 6
 * </pre>
 *
 * @param length tokens in each text
 */
public record LogitCount(LanguageModel model, int batch, int length) implements Quantity {

    static final List<String> KEYS = List.of("model", "batch", "length");
    static final List<String> MISTAKES = List.of("last-position-alone", "batch-forgotten", "vocabulary-alone");

    private static final Range COUNTS = Range.of(1, 64);
    private static final int LARGEST_BATCH = 5;
    private static final int LONGEST = 9;

    static LogitCount of(BlockWords words, Models models) {
        return new LogitCount(
                words.find("model").map(models::get).orElseGet(models::first),
                words.whole("batch", COUNTS),
                words.whole("length", COUNTS));
    }

    private long vocabulary() {
        return model.card().vocabularySize();
    }

    @Override
    public String name() {
        return "logits";
    }

    @Override
    public long value() {
        return batch * length * vocabulary();
    }

    @Override
    public List<Mistake> mistakes() {
        return List.of(
                new Mistake("last-position-alone", batch * vocabulary(), ""),
                new Mistake("batch-forgotten", length * vocabulary(), ""),
                new Mistake("vocabulary-alone", vocabulary(), ""));
    }

    @Override
    public LogitCount fresh(Dice dice) {
        return new LogitCount(model, dice.whole(2, LARGEST_BATCH), dice.whole(3, LONGEST));
    }

    @Override
    public List<Working> given() {
        return List.of(
                Working.of("batch", Quantity.count(batch)),
                Working.of("length", Quantity.count(length)),
                Working.of("vocabulary", Quantity.count(vocabulary())));
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of(
                "batch", Quantity.count(batch),
                "length", Quantity.count(length),
                "vocabulary", Quantity.count(vocabulary()));
    }

    @Override
    public List<Working> solution() {
        return List.of(
                Working.of(
                        "solution.shape",
                        Figure.of(Figure.Sort.PLAIN, batch),
                        Figure.of(Figure.Sort.PLAIN, length),
                        Figure.of(Figure.Sort.PLAIN, vocabulary())),
                Working.of(
                        "solution.count.logits",
                        Quantity.count(batch),
                        Quantity.count(length),
                        Quantity.count(vocabulary()),
                        Quantity.count(value())));
    }
}
