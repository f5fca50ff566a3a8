package logitlab.lesson.exercise.number;

import java.util.Locale;

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

    /** What the whole, a probability of 1, is in this unit. */
    public double whole() {
        return whole;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other unit of a probability. */
    public AnswerUnit other() {
        return this == SHARE ? PERCENT : SHARE;
    }

    public boolean ofProbability() {
        return this == SHARE || this == PERCENT;
    }
}
