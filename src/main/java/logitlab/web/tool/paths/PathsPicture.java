package logitlab.web.tool.paths;

import java.util.ArrayList;
import java.util.List;
import logitlab.web.inside.drawing.SvgPath;

/**
 * The tree as a picture: from the prompt at the left to the end of each path at the right. A branch is the thicker, the more probable its
 * first token is.
 *
 * @param width in CSS pixels, as are all lengths
 * @param root the line of the prompt
 */
public record PathsPicture(int width, int height, int root, List<Line> lines, List<End> ends) {

    private static final int LEFT = 12;
    private static final int COLUMN = 200;
    private static final int BEND = 30;
    private static final int ROW = 52;
    private static final int MOST_REST = 20; // characters
    private static final int END = 260;

    /**
     * A branch.
     *
     * @param width of the stroke
     * @param x where its words begin
     * @param y the line on which it arrives; its first token stands above, the rest below
     */
    public record Line(String path, String width, int x, int y, String token, String probability, String rest) {}

    /** The end of a path. */
    public record End(int x, int y, PathTip tip) {}

    static PathsPicture of(List<PathBranch> branches) {
        Drawing drawing = new Drawing();
        int root = drawing.fork(branches, LEFT);
        return new PathsPicture(
                drawing.right + END, drawing.below, root, List.copyOf(drawing.lines), List.copyOf(drawing.ends));
    }

    /** A picture that grows downward, path after path. */
    private static final class Drawing {

        private final List<Line> lines = new ArrayList<>();
        private final List<End> ends = new ArrayList<>();
        private int below;
        private int right;

        /** Draws the branches of a fork at {@code x}, and returns the line of the fork: halfway between the first and the last. */
        private int fork(List<PathBranch> branches, int x) {
            List<Integer> arrivals = new ArrayList<>();
            for (PathBranch branch : branches) {
                arrivals.add(
                        branch.tip().isPresent()
                                ? end(branch.tip().get(), x + COLUMN)
                                : fork(branch.next(), x + COLUMN));
            }
            int y = (arrivals.get(0) + arrivals.get(arrivals.size() - 1)) / 2;
            for (int i = 0; i < branches.size(); i++) {
                lines.add(line(branches.get(i), x, y, arrivals.get(i)));
            }
            return y;
        }

        private int end(PathTip tip, int x) {
            int y = below + ROW / 2;
            below += ROW;
            right = Math.max(right, x);
            ends.add(new End(x, y, tip));
            return y;
        }

        private static Line line(PathBranch branch, int x, int from, int to) {
            String rest = branch.rest();
            return new Line(
                    SvgPath.of(
                            "M# #C# # # # # #H#",
                            x,
                            from,
                            x + BEND * 0.7,
                            from,
                            x + BEND * 0.3,
                            to,
                            x + BEND,
                            to,
                            x + COLUMN),
                    SvgPath.number(1 + 5 * branch.first().figure()),
                    x + BEND + 4,
                    to,
                    branch.first().text(),
                    branch.first().probability(),
                    rest.length() > MOST_REST ? rest.substring(0, MOST_REST - 1) + "…" : rest);
        }
    }
}
