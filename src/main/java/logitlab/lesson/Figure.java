package logitlab.lesson;

import java.util.List;
import logitlab.model.Token;

/** A number or a token in a sentence of an exercise; how it is written is decided where it is shown. */
public sealed interface Figure {

    /** What sort of number it is. */
    enum Sort {
        LOGIT,
        /** A logit behind a minus sign. */
        SUBTRACTED,
        /** A logit that was divided, with more decimals than one of a model. */
        SCALED,
        SCALED_SUBTRACTED,
        EXPONENTIAL,
        SHARE,
        PERCENT,
        COUNT,
        /** As it would be typed: the value of a setting. */
        PLAIN,
        NATS
    }

    record Named(Token token) implements Figure {}

    record Number(Sort sort, double value) implements Figure {}

    /** Numbers with plus signs between. */
    record Sum(Sort sort, List<Double> values) implements Figure {

        public Sum {
            values = List.copyOf(values);
        }
    }

    /** A text, as it is typed. */
    record Typed(String text) implements Figure {}

    /** Tokens one after the other, with their borders. */
    record Pieces(List<Token> tokens) implements Figure {

        public Pieces {
            tokens = List.copyOf(tokens);
        }
    }

    static Figure of(Token token) {
        return new Named(token);
    }

    static Figure of(Sort sort, double value) {
        return new Number(sort, value);
    }
}
