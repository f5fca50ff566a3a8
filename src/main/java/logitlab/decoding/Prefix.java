package logitlab.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All token ids so far, the prompt's included: what the next token is chosen after.
 *
 * <p>Shape {@code [sequence]}. Immutable, equal to any other with the same ids, so that it can be a key.
 *
 * <pre>
 * Prefix.of(5, 9).plus(5).distinct()   is 5, 9
 * </pre>
 */
public final class Prefix {

    public static final Prefix EMPTY = new Prefix(new int[0]);

    private final int[] ids;
    private final int hash;

    private Prefix(int[] ids) {
        this.ids = ids;
        this.hash = Arrays.hashCode(ids);
    }

    public static Prefix of(int... ids) {
        return new Prefix(ids.clone());
    }

    public static Prefix of(List<Integer> ids) {
        return new Prefix(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    public int size() {
        return ids.length;
    }

    public int at(int position) {
        return ids[position];
    }

    /** @throws IndexOutOfBoundsException where the prefix is empty */
    public int last() {
        return ids[ids.length - 1];
    }

    public Prefix plus(int id) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = id;
        return new Prefix(longer);
    }

    public Prefix plus(List<Integer> more) {
        return new Prefix(IntStream.concat(ids(), more.stream().mapToInt(Integer::intValue))
                .toArray());
    }

    /**
     * The first {@code length} ids.
     *
     * @throws IndexOutOfBoundsException where there are not so many
     */
    public Prefix first(int length) {
        Objects.checkFromToIndex(0, length, ids.length);
        return new Prefix(Arrays.copyOf(ids, length));
    }

    public IntStream ids() {
        return Arrays.stream(ids);
    }

    /** Each id once, in the order of its first appearance. */
    public IntStream distinct() {
        return ids().distinct();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prefix && Arrays.equals(ids, ((Prefix) other).ids);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return ids().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
