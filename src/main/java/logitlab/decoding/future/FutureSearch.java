package logitlab.decoding.future;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the most probable paths that could follow a text, best first. A path that is opened gives its children, for which the
 * probabilities after it suffice; so there are far more paths in the tree than are opened.
 *
 * <p>The tree has the most probable of all paths that were found. What an opened path could go on with besides is summed up as
 * everything else. The end-of-text token and the last depth end a path, and a token of probability 0 begins none.
 *
 * <pre>
 * FutureSearch search = new FutureSearch(FutureLimits.USUAL, OptionalInt.empty());
 * for (List&lt;Path&gt; paths = search.next(1); !paths.isEmpty(); paths = search.next(1)) {
 *     search.open(paths.get(0), probabilities after it);
 * }
 * search.tree()   has up to 3,000 nodes
 * </pre>
 */
public final class FutureSearch {

    /** A path is opened together with the best of its length if it is at least this share as probable. */
    private static final double SHARE = 1.0 / 32;

    private final FutureLimits limits;
    private final Set<Integer> ends;
    private final Path root = Path.empty();
    private final TreeSet<Path> kept = new TreeSet<>();
    private final List<PriorityQueue<Path>> closed = new ArrayList<>(); // by length, best first
    private int opened;

    /** @param ends the tokens that end a text */
    public FutureSearch(FutureLimits limits, Set<Integer> ends) {
        this.limits = limits;
        this.ends = Set.copyOf(ends);
        for (int length = 0; length < limits.depth(); length++) {
            closed.add(new PriorityQueue<>());
        }
        closed.get(0).add(root);
    }

    /**
     * The paths to open next, all of one length: the best path that is not open, and those of its length that are nearly as probable. Each
     * must then be opened.
     *
     * @param most at least 1
     * @return none if all limits are reached, or nothing that is still closed could give a better path
     */
    public List<Path> next(int most) {
        List<Path> next = new ArrayList<>();
        PriorityQueue<Path> queue = best();
        while (queue != null
                && next.size() < most
                && opened < limits.opened()
                && useful(queue)
                && (next.isEmpty()
                        || queue.peek().pathProbability() >= SHARE * next.get(0).pathProbability())) {
            next.add(queue.remove());
            opened++;
        }
        return next;
    }

    /** The queue with the best closed path. */
    private PriorityQueue<Path> best() {
        PriorityQueue<Path> best = null;
        for (PriorityQueue<Path> queue : closed) {
            if (useful(queue) && (best == null || queue.peek().compareTo(best.peek()) < 0)) {
                best = queue;
            }
        }
        return best;
    }

    /** Whether a queue has a path with room for its children in the tree; what has left the tree is removed from the queue. */
    private boolean useful(PriorityQueue<Path> queue) {
        while (!queue.isEmpty() && !queue.peek().isKept()) {
            queue.remove();
        }
        return !queue.isEmpty() && queue.peek().pathProbability() > worst();
    }

    /** The path probability of the worst node if the tree is full, otherwise 0. */
    private double worst() {
        return kept.size() < limits.nodes() ? 0 : kept.last().pathProbability();
    }

    /**
     * Opens a path that {@link #next} returned.
     *
     * @param probabilities of each token after it, by id; they are scaled so that their sum is 1
     */
    public void open(Path path, double[] probabilities) {
        Sum sum = new Sum();
        for (double probability : probabilities) {
            sum.add(probability);
        }
        double total = sum.value();
        path.open(probabilities.length);
        for (int id = 0; id < probabilities.length; id++) {
            double probability = probabilities[id] / total;
            double along = path.pathProbability() * probability;
            if (along > 0 && along >= worst()) {
                keep(path.plus(id, probability));
            } else {
                path.leaveOut(probability);
            }
        }
    }

    private void keep(Path path) {
        path.before().keep(path);
        kept.add(path);
        if (path.length() < limits.depth() && !ends.contains(path.id())) {
            closed.get(path.length()).add(path);
        }
        if (kept.size() > limits.nodes()) {
            kept.pollLast().drop();
        }
    }

    /** How many paths have been opened, or are being opened. */
    public int opened() {
        return opened;
    }

    /** All that was found, as a tree. */
    public Future tree() {
        return root.toFuture();
    }
}
