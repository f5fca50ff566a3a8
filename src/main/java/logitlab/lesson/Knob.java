package logitlab.lesson;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A setting that a learner turns: its useful values, from the smallest up, on which a goal is looked for. */
enum Knob {
    TEMPERATURE("temperature", 0.1, 3, 2, "1"),
    TOP_K("top-k", 1, 200, 0, "200"),
    TOP_P("top-p", 0.05, 1, 2, "1"),
    MIN_P("min-p", 0, 0.5, 2, "0"),
    TYPICAL_P("typical-p", 0.05, 1, 2, "1"),
    REPETITION_PENALTY("repetition-penalty", 0.8, 2, 2, "1");

    /** So many values are tried to find out which way to turn. */
    private static final int TURNS = 40;

    private final String key;
    private final double least;
    private final double most;
    private final int decimals;
    private final String off;

    Knob(String key, double least, double most, int decimals, String off) {
        this.key = key;
        this.least = least;
        this.most = most;
        this.decimals = decimals;
        this.off = off;
    }

    static List<String> keys() {
        return Stream.of(values()).map(Knob::key).toList();
    }

    static Knob of(String key) {
        return values()[keys().indexOf(key)];
    }

    String key() {
        return key;
    }

    /** Where it stands while it is off. */
    String off() {
        return off;
    }

    /** {@code count} values over its range, closer together where they are small. */
    List<String> grid(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> least + (most - least) * Math.pow(i / (count - 1.0), 1.5))
                .mapToObj(this::word)
                .distinct()
                .toList();
    }

    private String word(double value) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Its useful values above a value, or below it. */
    List<String> turned(double value, boolean up) {
        return grid(TURNS).stream()
                .filter(word -> up ? Double.parseDouble(word) > value : Double.parseDouble(word) < value)
                .toList();
    }
}
