package logitlab.decoding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every token id by falling logit, ties by the lower id; rank 0 is the best.
 *
 * <pre>
 * Ranking of [1, 3, 3]   is 1, 2, 0
 * </pre>
 */
public final class Ranking {

    private static final long HIGH_HALF = 0xFFFFFFFF00000000L;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final int[] ids;
    private volatile int[] rankOf; // by id; computed when first needed

    private Ranking(int[] ids) {
        this.ids = ids;
    }

    /**
     * Sorts one long per token: its upper half is the high half of a key that rises while the logit falls, its lower half the id, so
     * that ties are sorted by id. The few keys that are equal only in the high half are then sorted by their low half.
     */
    public static Ranking of(Logits logits) {
        long[] items = new long[logits.size()];
        for (int id = 0; id < items.length; id++) {
            items[id] = key(logits.at(id)) & HIGH_HALF | id;
        }
        items = sortedByHighHalf(items);
        for (int from = 0, to; from < items.length; from = to) {
            for (to = from + 1; to < items.length && items[to] >> 32 == items[from] >> 32; ) {
                to++;
            }
            if (to - from > 1) {
                sortByLowHalf(items, from, to, logits);
            }
        }
        int[] ids = new int[items.length];
        for (int rank = 0; rank < ids.length; rank++) {
            ids[rank] = (int) items[rank];
        }
        return new Ranking(ids);
    }

    /** The bits of a logit, changed so that as an unsigned number they rise while the logit falls. */
    private static long key(double logit) {
        long bits = Double.doubleToLongBits(logit + 0.0); // turns -0.0 into 0.0: they tie
        return bits < 0 ? bits : bits ^ Long.MAX_VALUE;
    }

    /** A radix sort: by the lowest digit, then by the next, each time keeping the order of equals. Two arrays take turns. */
    private static long[] sortedByHighHalf(long[] items) {
        long[] sorted = items;
        long[] resorted = new long[items.length];
        int[] next = new int[DIGITS + 1];
        for (int shift = 32; shift < Long.SIZE; shift += DIGIT_BITS) {
            setFirstPlaces(next, sorted, shift);
            for (long item : sorted) {
                resorted[next[digit(item, shift)]++] = item;
            }
            long[] turn = sorted;
            sorted = resorted;
            resorted = turn;
        }
        return sorted;
    }

    /** The first place of the items with each digit: after all with a smaller one. */
    private static void setFirstPlaces(int[] places, long[] items, int shift) {
        Arrays.fill(places, 0);
        for (long item : items) {
            places[digit(item, shift) + 1]++;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            places[digit + 1] += places[digit];
        }
    }

    private static int digit(long item, int shift) {
        return (int) (item >>> shift) & DIGITS - 1;
    }

    private static void sortByLowHalf(long[] items, int from, int to, Logits logits) {
        for (int i = from; i < to; i++) {
            int id = (int) items[i];
            items[i] =
                    key(logits.at(id)) << 32 ^ Long.MIN_VALUE | id; // the flipped sign makes the signed sort unsigned
        }
        Arrays.sort(items, from, to);
    }

    public int size() {
        return ids.length;
    }

    public int id(int rank) {
        return ids[rank];
    }

    public int rank(int id) {
        int[] known = rankOf;
        if (known == null) {
            known = places(ids, ids.length);
            rankOf = known;
        }
        return known[id];
    }

    /** The place of each id of a vocabulary in a list; 0 for an id that is not there. */
    static int[] places(int[] ids, int vocabularySize) {
        int[] places = new int[vocabularySize];
        for (int place = 0; place < ids.length; place++) {
            places[ids[place]] = place;
        }
        return places;
    }

    public IntStream ids() {
        return Arrays.stream(ids);
    }
}
