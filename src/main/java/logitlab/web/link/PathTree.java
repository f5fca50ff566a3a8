package logitlab.web.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * The paths that a visitor tried and left: token ids after the prompt, on the link's model, of all lanes together.
 *
 * <p>Paths that begin alike share their tokens, so they are a tree. In a link, the first path is written out; each further path says how
 * many tokens it shares with the path before it, and then only the tokens that differ.
 *
 * <pre>
 * tree   = path ("_" shared "." path)*
 * path   = id ("." id)*                   ids and numbers are in base 36
 * shared = a number below the length of the path before
 *
 * 1z.c0.7_1.5                             is the two paths 71, 432, 7 and 71, 5
 * </pre>
 *
 * <p>A tree has at most {@value #MOST} tokens, each shared one counted once. Immutable.
 *
 * @param paths none is the beginning of another; those that share more tokens are closer together
 */
public record PathTree(List<List<Integer>> paths) {

    /** The most tokens that a link has room for. */
    public static final int MOST = 500;

    public static final PathTree NONE = new PathTree(List.of());

    public static final String KEY = "tree";
    private static final String BETWEEN = "_";

    public PathTree {
        paths = paths.stream().map(List::copyOf).toList();
    }

    /** @throws InvalidValueException naming {@code tree}, if it breaks the grammar or has too many tokens */
    public static PathTree parse(String text) {
        PathTree tree = NONE;
        List<Integer> before = List.of();
        for (String part : text.split(BETWEEN, -1)) {
            List<Integer> numbers = Arrays.stream(part.split("\\.", -1))
                    .map(number -> number(number, part))
                    .toList();
            List<Integer> path = before.isEmpty() ? numbers : continued(before, numbers, part);
            tree = tree.with(path);
            if (tree.size() > MOST) {
                throw new InvalidValueException(
                        KEY, new Constraint("at-most-tokens", MOST), Integer.toString(tree.size()));
            }
            before = path;
        }
        return tree;
    }

    private static int number(String text, String part) {
        return LaneLink.parseId(text)
                .orElseThrow(() -> new InvalidValueException(KEY, new Constraint("path-tree"), part));
    }

    private static List<Integer> continued(List<Integer> before, List<Integer> numbers, String part) {
        int shared = numbers.get(0);
        if (shared >= before.size() || numbers.size() == 1) {
            throw new InvalidValueException(KEY, new Constraint("path-tree"), part);
        }
        List<Integer> path = new ArrayList<>(before.subList(0, shared));
        path.addAll(numbers.subList(1, numbers.size()));
        return path;
    }

    /** This tree with one path more, as the last of those that it shares the most tokens with; the same if it contains the path. */
    public PathTree with(List<Integer> path) {
        if (path.isEmpty() || paths.stream().anyMatch(other -> LaneLink.common(other, path) == path.size())) {
            return this;
        }
        List<List<Integer>> more = new ArrayList<>(paths);
        int most = paths.stream()
                .mapToInt(other -> LaneLink.common(other, path))
                .max()
                .orElse(0);
        int last = IntStream.range(0, paths.size())
                .filter(at -> LaneLink.common(paths.get(at), path) == most)
                .max()
                .orElse(-1);
        boolean longer = last >= 0 && paths.get(last).size() == most;
        if (longer) {
            more.set(last, path);
        } else {
            more.add(last + 1, path);
        }
        return new PathTree(more);
    }

    /** This tree with the paths of another. */
    public PathTree with(PathTree other) {
        PathTree both = this;
        for (List<Integer> path : other.paths) {
            both = both.with(path);
        }
        return both;
    }

    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** How many tokens it has; those that paths share count once. */
    public int size() {
        return IntStream.range(0, paths.size())
                .map(at -> paths.get(at).size() - shared(at))
                .sum();
    }

    /** How many tokens a path shares with the one before it. */
    private int shared(int at) {
        return at == 0 ? 0 : LaneLink.common(paths.get(at - 1), paths.get(at));
    }

    /** The text from which {@link #parse} makes this tree again. */
    public String text() {
        return IntStream.range(0, paths.size())
                .mapToObj(at -> at == 0 ? LaneLink.written(paths.get(0)) : shared(at, paths.get(at)))
                .collect(Collectors.joining(BETWEEN));
    }

    private String shared(int at, List<Integer> path) {
        int shared = shared(at);
        return LaneLink.written(List.of(shared)) + "." + LaneLink.written(path.subList(shared, path.size()));
    }
}
