package logitlab.decoding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Every token id by falling logit, ties by the lower id; rank 0 is the best.
 *
 * <pre>
 * Ranking of [1, 3, 3]   is 1, 2, 0
 * </pre>
 */
public final class Ranking {

    private final int[] ids;
    private final int[] rankOf;

    private Ranking(int[] ids) {
        this.ids = ids;
        this.rankOf = new int[ids.length];
        for (int rank = 0; rank < ids.length; rank++) {
            rankOf[ids[rank]] = rank;
        }
    }

    /**
     * Sorts one long a token: above, the logit as a float, turned so that a larger one is a smaller integer; below, the id.
     * Rounding to float never swaps two logits, it only makes some equal: those short runs are then sorted as doubles.
     */
    static Ranking of(Logits logits) {
        long[] keys = new long[logits.size()];
        for (int id = 0; id < keys.length; id++) {
            int bits = Float.floatToIntBits((float) logits.at(id) + 0f);
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            keys[id] = (long) ~rising << 32 | id;
        }
        Arrays.sort(keys);
        int[] ids = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
        for (int from = 0, to; from < ids.length; from = to) {
            for (to = from + 1; to < ids.length && keys[to] >> 32 == keys[from] >> 32; ) {
                to++;
            }
            if (to - from > 1) {
                sortAsDoubles(ids, from, to, logits);
            }
        }
        return new Ranking(ids);
    }

    private static void sortAsDoubles(int[] ids, int from, int to, Logits logits) {
        Comparator<Integer> byFallingLogit = Comparator.comparingDouble(id -> 0.0 - logits.at(id));
        int[] run = Arrays.stream(ids, from, to)
                .boxed()
                .sorted(byFallingLogit)
                .mapToInt(id -> id)
                .toArray();
        System.arraycopy(run, 0, ids, from, run.length);
    }

    public int size() {
        return ids.length;
    }

    public int id(int rank) {
        return ids[rank];
    }

    public int rank(int id) {
        return rankOf[id];
    }

    public IntStream ids() {
        return Arrays.stream(ids);
    }
}
