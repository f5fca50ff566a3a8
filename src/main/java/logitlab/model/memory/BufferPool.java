package logitlab.model.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Native memory that is used again and again, because Java frees it only when it collects garbage. Sizes are rounded up, to a
 * whole kilobyte and by a quarter at most, so that the states of a text of 40 tokens and of 41 usually take the same pieces. Safe for use by many threads.
 *
 * <pre>
 * take(1000), giveBack(it), take(1001)   is the same memory
 * </pre>
 */
public final class BufferPool {

    private static final int SMALLEST = 1 << 10;
    private static final int ALIGNMENT = 64;

    /** Dropped memory that is worth a collection. */
    private static final long MUCH = 128L << 20;

    private final long most;
    private final TreeMap<Integer, Deque<Piece>> free = new TreeMap<>(); // by size, the latest first
    private final Set<Piece> oldest = new LinkedHashSet<>(); // the same pieces, in the order in which they came
    private long freeBytes;
    private long droppedBytes; // since the last collection

    /** Each is different from all others, unlike buffers, which are equal if their content is. */
    private static final class Piece {

        private final ByteBuffer memory;

        private Piece(ByteBuffer memory) {
            this.memory = memory;
        }
    }

    /** @param most the bytes that are kept while nobody uses them */
    public BufferPool(long most) {
        this.most = most;
    }

    /** Memory of at least this size with anything in it, in the order of this machine; its limit is the size. */
    public ByteBuffer take(long bytes) {
        int size = rounded(Math.toIntExact(bytes));
        ByteBuffer known = known(size);
        ByteBuffer taken = known != null
                ? known
                : ByteBuffer.allocateDirect(size + ALIGNMENT)
                        .alignedSlice(ALIGNMENT)
                        .slice(0, size);
        return taken.clear().limit((int) bytes).order(ByteOrder.nativeOrder());
    }

    private synchronized ByteBuffer known(int size) {
        Map.Entry<Integer, Deque<Piece>> fits = free.ceilingEntry(size);
        if (fits == null || fits.getKey() / 2 > size) {
            return null;
        }
        return removed(fits.getValue().removeFirst());
    }

    private ByteBuffer removed(Piece piece) {
        int size = piece.memory.capacity();
        if (free.get(size).isEmpty()) {
            free.remove(size);
        }
        oldest.remove(piece);
        freeBytes -= size;
        return piece.memory;
    }

    /**
     * Takes memory back, which the caller must not use any more. To keep it, the pool drops what it has kept longest, which is of a size that nobody
     * has needed since.
     */
    public synchronized void giveBack(ByteBuffer taken) {
        int size = taken.capacity();
        if (size > most) {
            droppedBytes += size;
            return;
        }
        while (freeBytes + size > most) {
            Piece unused = oldest.iterator().next();
            droppedBytes +=
                    removed(free.get(unused.memory.capacity()).removeLast()).capacity();
        }
        Piece piece = new Piece(taken);
        free.computeIfAbsent(size, none -> new ArrayDeque<>()).addFirst(piece);
        oldest.add(piece);
        freeBytes += size;
    }

    /**
     * Frees what was given back and not kept, if it is more than 128 MB; Java's own next collection may come much later, because the objects
     * are small.
     */
    public void collect() {
        if (muchDropped()) {
            System.gc();
        }
    }

    private synchronized boolean muchDropped() {
        boolean much = droppedBytes > MUCH;
        droppedBytes = much ? 0 : droppedBytes;
        return much;
    }

    /** The bytes that are kept and that nobody uses. */
    public synchronized long freeBytes() {
        return freeBytes;
    }

    /** Four sizes from each power of two to the next. */
    private static int rounded(int bytes) {
        int step = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, bytes - 1)) / 4);
        return Math.max(
                SMALLEST, (int) Math.min(Integer.MAX_VALUE - ALIGNMENT, ((long) bytes + step - 1) / step * step));
    }
}
