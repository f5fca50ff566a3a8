package logitlab.decoding.take;

import logitlab.decoding.MinP;
import logitlab.decoding.Settings;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;
import logitlab.decoding.TypicalP;

/**
 * A setting that drops tokens, and the values of it that are tried: whole numbers up to the vocabulary size for top-k, six decimals for
 * the others.
 */
public enum Cut {
    TOP_K("top-k"),
    TOP_P("top-p"),
    MIN_P("min-p"),
    TYPICAL_P("typical-p");

    private static final int DECIMALS = 6;

    private final String key;

    Cut(String key) {
        this.key = key;
    }

    /** Its key in {@link Settings#KEYS}. */
    public String key() {
        return key;
    }

    /** All its values, for a vocabulary of this size. */
    public Span values(int vocabularySize) {
        DecimalGrid grid = grid(vocabularySize);
        return new Span(grid.value(grid.least()), grid.value(grid.most()));
    }

    /** The value at which it drops least: at 0 min-p drops nothing, at the largest value the others do. */
    double off(int vocabularySize) {
        return this == TOP_K ? vocabularySize : this == MIN_P ? MinP.RANGE.min() : 1;
    }

    DecimalGrid grid(int vocabularySize) {
        return switch (this) {
            case TOP_K -> DecimalGrid.of(0, TopK.RANGE.min(), vocabularySize);
            case TOP_P -> DecimalGrid.of(DECIMALS, Math.pow(10, -DECIMALS), TopP.RANGE.max());
            case MIN_P -> DecimalGrid.of(DECIMALS, MinP.RANGE.min(), MinP.RANGE.max());
            case TYPICAL_P -> DecimalGrid.of(DECIMALS, Math.pow(10, -DECIMALS), TypicalP.RANGE.max());
        };
    }
}
