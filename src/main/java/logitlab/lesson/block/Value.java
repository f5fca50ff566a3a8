package logitlab.lesson.block;

import java.util.List;
import logitlab.model.text.Token;

/** A number or a token in a sentence of an exercise. The page decides how to write it. */
public sealed interface Value {

    /** What kind of number it is, and so how it is written. */
    enum Kind {
        LOGIT,
        /** A logit after a minus or plus sign: in parentheses if it is negative. */
        SUBTRACTED,
        /** A logit after a division, with more decimals than a logit of the model. */
        SCALED,
        SCALED_SUBTRACTED,
        EXPONENTIAL,
        SHARE,
        PERCENT,
        COUNT,
        /** The value of a setting, as it would be typed. */
        PLAIN,
        NATS,
        /** The cosine of the angle between two vectors. */
        COSINE
    }

    record Named(Token token) implements Value {}

    record Number(Kind kind, double value) implements Value {}

    /** Numbers with plus signs between them. */
    record Sum(Kind kind, List<Double> values) implements Value {

        public Sum {
            values = List.copyOf(values);
        }
    }

    /** Text exactly as it was typed. */
    record Typed(String text) implements Value {}

    /** A text as its tokens, with visible borders between them. */
    record Pieces(List<Token> tokens) implements Value {

        public Pieces {
            tokens = List.copyOf(tokens);
        }
    }

    static Value of(Token token) {
        return new Named(token);
    }

    static Value of(Kind kind, double value) {
        return new Number(kind, value);
    }

    static Value logit(double value) {
        return of(Kind.LOGIT, value);
    }

    static Value subtracted(double value) {
        return of(Kind.SUBTRACTED, value);
    }

    static Value scaled(double value) {
        return of(Kind.SCALED, value);
    }

    static Value exponential(double value) {
        return of(Kind.EXPONENTIAL, value);
    }

    static Value share(double value) {
        return of(Kind.SHARE, value);
    }

    static Value percent(double share) {
        return of(Kind.PERCENT, share);
    }

    static Value count(long value) {
        return of(Kind.COUNT, value);
    }

    static Value plain(double value) {
        return of(Kind.PLAIN, value);
    }

    /** The value of a setting, as {@link logitlab.decoding.Settings#toMap} writes it. */
    static Value plain(String value) {
        return plain(Double.parseDouble(value));
    }
}
