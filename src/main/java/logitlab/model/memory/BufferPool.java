package logitlab.model.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
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
    private final TreeMap<Integer, Deque<ByteBuffer>> free = new TreeMap<>();
    private long freeBytes;
    private long droppedBytes; // since the last collection

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
        Map.Entry<Integer, Deque<ByteBuffer>> fits = free.ceilingEntry(size);
        if (fits == null || fits.getKey() / 2 > size) {
            return null;
        }
        ByteBuffer taken = fits.getValue().pop();
        if (fits.getValue().isEmpty()) {
            free.remove(fits.getKey());
        }
        freeBytes -= fits.getKey();
        return taken;
    }

    /** Takes memory back, which the caller must not use any more. */
    public synchronized void giveBack(ByteBuffer taken) {
        int size = taken.capacity();
        if (freeBytes + size <= most) {
            free.computeIfAbsent(size, none -> new ArrayDeque<>()).push(taken);
            freeBytes += size;
        } else {
            droppedBytes += size;
        }
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
