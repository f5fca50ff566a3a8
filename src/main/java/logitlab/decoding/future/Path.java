package logitlab.decoding.future;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tokens that could follow a text, in this order. A path can be opened once the probabilities of the token after it are known.
 *
 * <p>The more probable path comes first. Equal ones: first the shorter, then the one whose tokens have the lower ids, the first tokens
 * compared first.
 */
public final class Path implements Comparable<Path> {

    private final Path before; // null for the empty path
    private final int id;
    private final int length;
    private final double probability;
    private final double pathProbability;
    private final Sum elseProbability = new Sum();
    private List<Path> children; // null until it is opened
    private int elseCount;
    private boolean kept = true;

    private Path(Path before, int id, int length, double probability, double pathProbability) {
        this.before = before;
        this.id = id;
        this.length = length;
        this.probability = probability;
        this.pathProbability = pathProbability;
    }

    static Path empty() {
        return new Path(null, Future.ROOT, 0, 1, 1);
    }

    Path plus(int next, double chance) {
        return new Path(this, next, length + 1, chance, pathProbability * chance);
    }

    /** The path without its last token; null for the empty path. */
    public Path before() {
        return before;
    }

    /** The last token; {@link Future#ROOT} for the empty path. */
    public int id() {
        return id;
    }

    /** How many tokens it has. */
    public int length() {
        return length;
    }

    /** Its tokens. */
    public List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        for (Path path = this; path.before != null; path = path.before) {
            ids.add(path.id);
        }
        Collections.reverse(ids);
        return ids;
    }

    public double pathProbability() {
        return pathProbability;
    }

    boolean isOpened() {
        return children != null;
    }

    /** Whether it is a node of the tree. */
    boolean isKept() {
        return kept;
    }

    /** Opens it, with all tokens among everything else. */
    void open(int vocabulary) {
        children = new ArrayList<>();
        elseCount = vocabulary;
    }

    void leaveOut(double chance) {
        elseProbability.add(chance);
    }

    void keep(Path child) {
        children.add(child);
        elseCount--;
    }

    /** Takes it out of the tree again. */
    void drop() {
        kept = false;
        before.elseCount++;
        before.leaveOut(probability);
    }

    Future toFuture() {
        return new Future(
                id, probability, pathProbability, Optional.ofNullable(children).map(this::toOpened));
    }

    private Future.Opened toOpened(List<Path> all) {
        double rest = elseProbability.value();
        return new Future.Opened(
                all.stream().filter(Path::isKept).sorted().map(Path::toFuture).toList(),
                new Future.Rest(elseCount, rest, pathProbability * rest));
    }

    @Override
    public int compareTo(Path other) {
        int byProbability = Double.compare(other.pathProbability, pathProbability);
        if (byProbability != 0) {
            return byProbability;
        }
        return length != other.length ? Integer.compare(length, other.length) : compareIds(other);
    }

    private int compareIds(Path other) {
        if (this == other) {
            return 0;
        }
        int earlier = before.compareIds(other.before);
        return earlier != 0 ? earlier : Integer.compare(id, other.id);
    }
}
