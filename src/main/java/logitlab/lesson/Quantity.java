package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import logitlab.model.Models;

/** How many of something a model has or makes: {@code compute:} of {@code ```exercise count}. */
public sealed interface Quantity permits TokenCount, LogitCount, TableSize {

    /** The name by which lessons call it. */
    String name();

    long value();

    /** Each number that a usual mistake leads to. */
    List<Mistake> mistakes();

    /** Whether there are other numbers to ask with. */
    default boolean asksAfresh() {
        return true;
    }

    /** The same question with other numbers. */
    Quantity fresh(Dice dice);

    List<Working> given();

    Map<String, Figure> holes();

    List<Working> solution();

    /** The quantities by their names, each with the keys of its numbers and the names of its mistakes. */
    record Kind(List<String> keys, List<String> mistakes, BiFunction<BlockWords, Models, Quantity> parser) {

        static final Map<String, Kind> ALL = new LinkedHashMap<>();

        static {
            ALL.put("tokens", new Kind(LiveTexts.KEYS, TokenCount.MISTAKES, TokenCount::of));
            ALL.put("logits", new Kind(LogitCount.KEYS, LogitCount.MISTAKES, LogitCount::of));
            ALL.put("table", new Kind(TableSize.KEYS, TableSize.MISTAKES, TableSize::of));
        }
    }

    static Figure count(long value) {
        return Figure.of(Figure.Sort.COUNT, value);
    }
}
