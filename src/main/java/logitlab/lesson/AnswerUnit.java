package logitlab.lesson;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;

/** The unit of an answer; {@code NUMBER} has none. */
public enum AnswerUnit {
    SHARE(1),
    PERCENT(100),
    COUNT(1),
    NATS(1),
    NUMBER(1);

    private final double whole;

    AnswerUnit(double whole) {
        this.whole = whole;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other unit of a probability. */
    private AnswerUnit other() {
        return this == SHARE ? PERCENT : SHARE;
    }

    private boolean ofProbability() {
        return this == SHARE || this == PERCENT;
    }
}
