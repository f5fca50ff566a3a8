package logitlab.decoding.beam;

import java.util.BitSet;
import logitlab.decoding.Survivors;
import logitlab.decoding.Truncation;

/**
 * The choice of a beam search as a truncation: keeps only the token of the text that the search found, so that every draw selects it.
 *
 * <pre>
 * token 2 on logits [3, 2, 1]   keeps id 2
 * </pre>
 */
public record SearchedToken(int id) implements Truncation {

    @Override
    public String name() {
        return "beam";
    }

    @Override
    public BitSet keep(Survivors survivors) {
        BitSet keep = new BitSet();
        for (int place = 0; place < survivors.size(); place++) {
            keep.set(place, survivors.id(place) == id);
        }
        return keep;
    }
}
