package logitlab.web.tool.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A part of the tree without a fork: the tokens from one fork to the next, or to the end of a path.
 *
 * @param ids the tokens, at least one
 * @param logProbabilities ln p of each, as in {@link ScoredPath}
 * @param tip the number of the path that ends here, from 0; empty if the branch ends in a fork
 * @param next the branches of that fork
 */
record Branch(List<Integer> ids, List<OptionalDouble> logProbabilities, OptionalInt tip, List<Branch> next) {

    /** The branches at the prompt. @param paths none is the beginning of another; those that share more tokens are closer together */
    static List<Branch> all(List<ScoredPath> paths) {
        return all(paths, 0, paths.size(), 0);
    }

    /** The branches of the paths {@code from} to {@code to}, which share their first {@code depth} tokens. */
    private static List<Branch> all(List<ScoredPath> paths, int from, int to, int depth) {
        List<Branch> branches = new ArrayList<>();
        int first = from;
        while (first < to) {
            int end = first + 1;
            while (end < to && alike(paths, first, end, depth)) {
                end++;
            }
            branches.add(of(paths, first, end, depth));
            first = end;
        }
        return List.copyOf(branches);
    }

    private static Branch of(List<ScoredPath> paths, int from, int to, int depth) {
        ScoredPath path = paths.get(from);
        boolean single = to == from + 1;
        int end = depth + 1;
        // the paths between the first and the last share what those two share
        while (end < path.ids().size() && (single || alike(paths, from, to - 1, end))) {
            end++;
        }
        return new Branch(
                path.ids().subList(depth, end),
                path.logProbabilities().subList(depth, end),
                single ? OptionalInt.of(from) : OptionalInt.empty(),
                single ? List.of() : all(paths, from, to, end));
    }

    private static boolean alike(List<ScoredPath> paths, int one, int other, int at) {
        return paths.get(one).ids().get(at).equals(paths.get(other).ids().get(at));
    }
}
