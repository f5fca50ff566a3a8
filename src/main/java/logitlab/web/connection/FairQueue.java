package logitlab.web.connection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Pieces of work that wait, in one line for each client: first come, first served in a line, and one piece of each line in turn.
 *
 * <pre>
 * add(a, 1), add(a, 2), add(a, 3), add(b, 4)     gives 1, 4, 2, 3
 * </pre>
 *
 * <p>Not for use by several threads at once.
 *
 * @param <T> a piece
 */
public final class FairQueue<T> {

    private final Map<String, Queue<T>> lines = new LinkedHashMap<>();

    public void add(String line, T piece) {
        lines.computeIfAbsent(line, none -> new ArrayDeque<>()).add(piece);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Takes the first piece of the next line, which moves behind the others. The queue must not be empty. */
    public T remove() {
        Iterator<Map.Entry<String, Queue<T>>> first = lines.entrySet().iterator();
        Map.Entry<String, Queue<T>> next = first.next();
        String line = next.getKey();
        Queue<T> pieces = next.getValue();
        first.remove();
        T piece = pieces.remove();
        if (!pieces.isEmpty()) {
            lines.put(line, pieces);
        }
        return piece;
    }
}
