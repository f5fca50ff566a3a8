package logitlab.model;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What was used last, up to a number of bytes; beyond it the entries that were not used for longest leave.
 *
 * <p>Strictly by recency, and so not Caffeine: its admission by frequency turns a new entry away in favour of older ones that
 * were used as often, but the state that a step has just made is what the next step needs (simulated with a full cache: two
 * lanes on a model of GPT-2's size missed 3 of 4 such states). Safe for use by many threads.
 */
final class Recent<K, V> {

    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private final ToLongFunction<V> weigher;
    private final Consumer<V> leaving;
    private long bytes;

    /** @param leaving is given each value that leaves: evicted, replaced or removed */
    Recent(long most, ToLongFunction<V> weigher, Consumer<V> leaving) {
        this.most = most;
        this.weigher = weigher;
        this.leaving = leaving;
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value with the highest score above 0. */
    synchronized Optional<V> best(ToIntFunction<V> score) {
        K best = null;
        int highest = 0;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            int found = score.applyAsInt(entry.getValue());
            if (found > highest) {
                highest = found;
                best = entry.getKey();
            }
        }
        return Optional.ofNullable(entries.get(best));
    }

    /** A value larger than the whole leaves at once, and all others before it. */
    synchronized void put(K key, V value) {
        bytes += weigher.applyAsLong(value);
        V before = entries.put(key, value);
        if (before != null) {
            left(before);
        }
        Iterator<V> oldest = entries.values().iterator();
        while (bytes > most) {
            V leaves = oldest.next();
            oldest.remove();
            left(leaves);
        }
    }

    synchronized void removeIf(Predicate<V> which) {
        entries.values().removeIf(value -> {
            boolean leaves = which.test(value);
            if (leaves) {
                left(value);
            }
            return leaves;
        });
    }

    private void left(V value) {
        bytes -= weigher.applyAsLong(value);
        leaving.accept(value);
    }

    synchronized long bytes() {
        return bytes;
    }
}
