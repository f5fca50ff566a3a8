package logitlab.decoding;

import java.util.BitSet;
import logitlab.decoding.input.Range;

/**
 * Keeps the k most probable tokens, and all that tie with the last of them, as in Hugging Face (llama.cpp keeps exactly k).
 *
 * <p>k is at least 1; a k beyond the survivors drops nothing. Source: Fan et al. 2018, arXiv 1805.04833.
 *
 * <pre>
 * k = 2 on logits [1, 2, 2, 2, 0]   keeps ids 1, 2, 3
 * </pre>
 */
public record TopK(int k) implements Truncation {

    public static final Range RANGE = Range.of(1, Integer.MAX_VALUE);

    public TopK {
        RANGE.require("top-k", k);
    }

    @Override
    public String name() {
        return "top-k";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        int count = Math.min(k, survivors.size());
        while (count < survivors.size() && survivors.logit(count) == survivors.logit(count - 1)) {
            count++;
        }
        return Truncation.head(count);
    }
}
