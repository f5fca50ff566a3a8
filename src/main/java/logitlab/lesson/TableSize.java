package logitlab.lesson;

import java.util.List;
import java.util.Map;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * {@code compute: table}: how many numbers the token table of a model has, {@code vocabulary * width}.
 *
 * <pre>
 * model: storyteller
 * </pre>
 */
public record TableSize(LanguageModel model, long rows, long width) implements Quantity {

    static final List<String> KEYS = List.of("model");
    static final List<String> MISTAKES = List.of("rows-alone", "columns-alone", "added");

    static TableSize of(BlockWords words, Models models) {
        LanguageModel model = words.find("model").map(models::get).orElseGet(models::first);
        return model.tokenTable()
                .map(table -> new TableSize(model, table.size(), table.width()))
                .orElseThrow(() -> new InvalidValue("model", new Rule("with-table"), model.id()));
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public long value() {
        return rows * width;
    }

    @Override
    public List<Mistake> mistakes() {
        return List.of(
                new Mistake("rows-alone", rows, ""),
                new Mistake("columns-alone", width, ""),
                new Mistake("added", rows + width, ""));
    }

    @Override
    public boolean asksAfresh() {
        return false;
    }

    @Override
    public TableSize fresh(Dice dice) {
        return this;
    }

    @Override
    public List<Working> given() {
        return List.of(Working.of("vocabulary", Quantity.count(rows)), Working.of("width", Quantity.count(width)));
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of("vocabulary", Quantity.count(rows), "width", Quantity.count(width));
    }

    @Override
    public List<Working> solution() {
        return List.of(Working.of(
                "solution.count.table", Quantity.count(rows), Quantity.count(width), Quantity.count(value())));
    }
}
