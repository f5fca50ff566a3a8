package logitlab.decoding;

import java.util.BitSet;
import logitlab.decoding.input.Range;

/**
 * Keeps the k most probable tokens, and with {@code ties} all that tie with the last of them, as Hugging Face and vLLM do. Without
 * {@code ties} exactly k stay, as in llama.cpp and Ollama; of tied tokens the lower ids.
 *
 * <p>k is at least 1; a k beyond the survivors drops nothing. Source: Fan et al. 2018, arXiv 1805.04833.
 *
 * <pre>
 * k = 2 on logits [1, 2, 2, 2, 0]   keeps ids 1, 2, 3, or without ties 1, 2
 * </pre>
 */
public record TopK(int k, boolean ties) implements Truncation {

    public static final Range RANGE = Range.of(1, Integer.MAX_VALUE);

    public TopK {
        RANGE.require("top-k", k);
    }

    /** With all that tie with the last token. */
    public TopK(int k) {
        this(k, true);
    }

    @Override
    public String name() {
        return "top-k";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        int count = Math.min(k, survivors.size());
        while (ties && count < survivors.size() && survivors.logit(count) == survivors.logit(count - 1)) {
            count++;
        }
        return Truncation.head(count);
    }
}
