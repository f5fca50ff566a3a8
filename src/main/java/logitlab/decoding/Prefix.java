package logitlab.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The token ids so far, including the prompt's: the next token is chosen after them.
 *
 * <p>Shape {@code [sequence]}. Immutable, and equal to any other with the same ids, so that it can be a key.
 *
 * <pre>
 * Prefix.of(5, 9).plus(5).first(2)   is 5 9
 * </pre>
 */
public final class Prefix {

    public static final Prefix EMPTY = new Prefix(new int[0]);

    private final int[] ids; // may belong to a longer prefix that begins with this one
    private final int size;
    private int hash; // computed when first needed; 0 before

    private Prefix(int[] ids) {
        this(ids, ids.length);
    }

    private Prefix(int[] ids, int size) {
        this.ids = ids;
        this.size = size;
    }

    public static Prefix of(int... ids) {
        return new Prefix(ids.clone());
    }

    public static Prefix of(List<Integer> ids) {
        return new Prefix(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    public int size() {
        return size;
    }

    /** @throws IndexOutOfBoundsException if there is no such position */
    public int at(int position) {
        return ids[Objects.checkIndex(position, size)];
    }

    public Prefix plus(int id) {
        int[] longer = Arrays.copyOf(ids, size + 1);
        longer[size] = id;
        return new Prefix(longer);
    }

    public Prefix plus(List<Integer> more) {
        return new Prefix(IntStream.concat(ids(), more.stream().mapToInt(Integer::intValue))
                .toArray());
    }

    /**
     * The first {@code length} ids, not copied: all the prefixes of a long text together take no more memory than the text.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public Prefix first(int length) {
        Objects.checkFromToIndex(0, length, size);
        return length == size ? this : new Prefix(ids, length);
    }

    /**
     * How many ids two prefixes have in common at their beginning.
     *
     * <pre>
     * Prefix.of(5, 9, 5).common(Prefix.of(5, 9, 7, 7))   is 2
     * </pre>
     */
    public int common(Prefix other) {
        int first = Arrays.mismatch(ids, 0, size, other.ids, 0, other.size);
        return first < 0 ? size : first;
    }

    public IntStream ids() {
        return Arrays.stream(ids, 0, size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prefix same && Arrays.equals(ids, 0, size, same.ids, 0, same.size);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            for (int i = 0; i < size; i++) {
                known = 31 * known + ids[i];
            }
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return ids().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
