package logitlab.web.tool.futures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import logitlab.decoding.future.Future;

/**
 * The part of all futures that a picture or a list has room for: the most probable paths. What is not among them belongs to everything
 * else, so that the probabilities still add up.
 */
final class DrawnFutures {

    private final Map<Future, List<Future>> children = new IdentityHashMap<>();

    private DrawnFutures() {}

    /** @param least the path probability below which nothing is drawn */
    static DrawnFutures of(Future root, int most, double least) {
        DrawnFutures drawn = new DrawnFutures();
        Map<Future, Future> parents = new IdentityHashMap<>();
        PriorityQueue<Future> next = new PriorityQueue<>(
                Comparator.comparing(Future::pathProbability).reversed());
        drawn.offer(root, parents, next);
        for (int count = 0; count < most && !next.isEmpty() && next.peek().pathProbability() >= least; count++) {
            Future best = next.remove();
            drawn.children
                    .computeIfAbsent(parents.get(best), none -> new ArrayList<>())
                    .add(best);
            drawn.offer(best, parents, next);
        }
        return drawn;
    }

    private void offer(Future parent, Map<Future, Future> parents, PriorityQueue<Future> next) {
        for (Future child : parent.children()) {
            parents.put(child, parent);
            next.add(child);
        }
    }

    /** The children of a node that are drawn, the most probable first. */
    List<Future> children(Future node) {
        return children.getOrDefault(node, List.of());
    }

    /** How many nodes are drawn, without the root. */
    int size() {
        return children.values().stream().mapToInt(List::size).sum();
    }

    /** What a node could go on with besides its drawn children. */
    Future.Rest everythingElse(Future node) {
        Set<Future> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
        drawn.addAll(children(node));
        Future.Opened opened = node.opened().orElseThrow();
        Future.Rest rest = opened.everythingElse();
        int count = rest.count();
        double probability = rest.probability();
        double pathProbability = rest.pathProbability();
        for (Future child : opened.children()) {
            if (!drawn.contains(child)) {
                count++;
                probability += child.probability();
                pathProbability += child.pathProbability();
            }
        }
        return new Future.Rest(count, probability, pathProbability);
    }
}
