package logitlab.model.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;

/**
 * A cache of the entries that were used last, up to a number of bytes; beyond that the least recently used ones are evicted.
 *
 * <p>It is strictly by recency, which is why it is not Caffeine: admission by frequency rejects a new entry in favour of older ones
 * that were used as often, but the state that a step has just made is what the next step needs (simulated with a full cache: two
 * lanes on a model of GPT-2's size missed 3 of 4 such states). Safe for use by many threads.
 */
public final class LruCache<K, V> {

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private final ToLongBiFunction<K, V> weigher;
    private final Consumer<V> leaving;
    private long bytes;

    public LruCache(long most, ToLongBiFunction<K, V> weigher) {
        this(most, weigher, value -> {});
    }

    /**
     * @param weigher returns the size of an entry in bytes, always the same
     * @param leaving receives each value that leaves: evicted, replaced, removed, or too large to be kept
     */
    public LruCache(long most, ToLongBiFunction<K, V> weigher, Consumer<V> leaving) {
        this.most = most;
        this.weigher = weigher;
        this.leaving = leaving;
    }

    private static final class Entry<V> {

        private final V value;
        private long used = System.nanoTime();

        Entry(V value) {
            this.value = value;
        }

        V use() {
            used = System.nanoTime();
            return value;
        }
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::use);
    }

    /** The value with the highest score above 0. */
    public synchronized Optional<V> best(ToIntFunction<V> score) {
        K best = null;
        int highest = 0;
        for (Map.Entry<K, Entry<V>> entry : entries.entrySet()) {
            int found = score.applyAsInt(entry.getValue().value);
            if (found > highest) {
                highest = found;
                best = entry.getKey();
            }
        }
        return Optional.ofNullable(entries.get(best)).map(Entry::use);
    }

    /** Whether an entry is small enough to be kept at all. */
    public boolean accepts(K key, V value) {
        return weigher.applyAsLong(key, value) <= most;
    }

    /**
     * Keeps a value in place of the previous one; a value larger than the whole cache leaves immediately, and all others stay.
     */
    public synchronized void put(K key, V value) {
        remove(key);
        if (!accepts(key, value)) {
            leaving.accept(value);
            return;
        }
        entries.put(key, new Entry<>(value));
        bytes += weigher.applyAsLong(key, value);
        Iterator<Map.Entry<K, Entry<V>>> oldest = entries.entrySet().iterator();
        while (bytes > most) {
            Map.Entry<K, Entry<V>> leaves = oldest.next();
            oldest.remove();
            left(leaves.getKey(), leaves.getValue().value);
        }
    }

    /** Lets every value leave that nobody has found, and that was not put, within this time. */
    public synchronized void removeUnused(Duration time) {
        long since = System.nanoTime() - time.toNanos();
        Iterator<Map.Entry<K, Entry<V>>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<K, Entry<V>> entry = oldest.next();
            if (entry.getValue().used - since >= 0) {
                return; // the others were used later
            }
            oldest.remove();
            left(entry.getKey(), entry.getValue().value);
        }
    }

    /** Lets a value leave. @return whether it was there */
    public synchronized boolean remove(K key) {
        Entry<V> removed = entries.remove(key);
        if (removed == null) {
            return false;
        }
        left(key, removed.value);
        return true;
    }

    /** Lets every value leave that fulfils a condition. */
    public synchronized void removeIf(Predicate<V> which) {
        entries.entrySet().removeIf(entry -> {
            boolean leaves = which.test(entry.getValue().value);
            if (leaves) {
                left(entry.getKey(), entry.getValue().value);
            }
            return leaves;
        });
    }

    private void left(K key, V value) {
        bytes -= weigher.applyAsLong(key, value);
        leaving.accept(value);
    }

    /** What all entries take together. */
    public synchronized long bytes() {
        return bytes;
    }
}
