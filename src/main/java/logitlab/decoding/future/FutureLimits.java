package logitlab.decoding.future;

import logitlab.decoding.input.Range;

/**
 * How far to look.
 *
 * @param nodes the most nodes of the tree, without its root
 * @param depth the most tokens of a path
 * @param opened the most paths to open, the empty path included
 */
public record FutureLimits(int nodes, int depth, int opened) {

    public static final Range NODES = Range.of(1, 10_000);
    public static final Range DEPTH = Range.of(1, 32);

    /** 3,000 nodes, paths of 12 tokens, 800 opened paths. */
    public static final FutureLimits USUAL = new FutureLimits(3000, 12, 800);

    public FutureLimits {
        NODES.require("nodes", nodes);
        DEPTH.require("depth", depth);
    }

    public FutureLimits nodes(int most) {
        return new FutureLimits(most, depth, opened);
    }

    public FutureLimits depth(int most) {
        return new FutureLimits(nodes, most, opened);
    }
}
