package logitlab.lesson.exercise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A setting that a learner can change, with the range of values that is searched for a goal. */
enum TunableSetting {
    TEMPERATURE(0.1, 3, 2, 1),
    TOP_K(1, 200, 0, 200),
    TOP_P(0.05, 1, 2, 1),
    MIN_P(0, 0.5, 2, 0),
    TYPICAL_P(0.05, 1, 2, 1),
    REPETITION_PENALTY(0.8, 2, 2, 1);

    private final double least;
    private final double most;
    private final int decimals;

    /** The value that it has while it is off. */
    final double off;

    TunableSetting(double least, double most, int decimals, double off) {
        this.least = least;
        this.most = most;
        this.decimals = decimals;
        this.off = off;
    }

    static List<String> keys() {
        return Stream.of(values()).map(TunableSetting::key).toList();
    }

    static TunableSetting of(String key) {
        return values()[keys().indexOf(key)];
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code count} values over its range in the notation of links, closer together where they are small. */
    List<String> grid(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> least + (most - least) * Math.pow(i / (count - 1.0), 1.5))
                .mapToObj(value -> BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString())
                .distinct()
                .toList();
    }
}
