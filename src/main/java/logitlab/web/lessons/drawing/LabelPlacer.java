package logitlab.web.lessons.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds room for names beside the dots of a map whose width changes with the screen while its height, its dots and its names do not. A
 * name that has room at one width has it at every larger one.
 *
 * <p>Lengths are in CSS pixels; a dot's place across is a share of the width.
 */
public final class LabelPlacer {

    /** Widths of the picture from which on a name can be shown; the style sheet knows them as well. */
    private static final int[] ROOMS = {260, 300, 420, 560, 700, 840};

    private static final double LINE = 14; // the height of a name
    private static final double GAP = 6; // between a dot and its name
    private static final double EDGE = 3;
    private static final int FAR = 10; // lines up or down

    private final double height;
    private final double letter;
    private final List<Dot> dots;

    /** A dot and its name. @param across in [0, 1], {@code down} from the top */
    public record Dot(double across, double down, String name) {}

    /**
     * Where a name stands.
     *
     * @param anchor {@code start}, {@code middle} or {@code end}
     * @param right how far right of the dot the name is anchored, {@code below} how far below it its line is
     * @param far whether a line has to lead from the dot to it
     * @param room the width of the picture from which on it is shown
     */
    public record Label(String anchor, double right, double below, boolean far, int room) {}

    /** @param left its left edge right of the dot, {@code top} its top below it */
    private record Side(String anchor, double right, double left, double top) {

        boolean far() {
            return Math.abs(top + LINE / 2) > LINE && !anchor.equals("middle");
        }
    }

    private record Box(Dot dot, double left, double right, double top, double bottom) {

        double left(double width) {
            return dot.across * width + left;
        }

        double right(double width) {
            return dot.across * width + right;
        }

        /** Whether the two have room at a width; boxes that a larger width would pull across each other have none. */
        boolean clears(Box other, double width) {
            if (bottom + dot.down <= other.top + other.dot.down || other.bottom + other.dot.down <= top + dot.down) {
                return true;
            }
            return dot.across < other.dot.across
                    ? right(width) <= other.left(width)
                    : dot.across > other.dot.across && other.right(width) <= left(width);
        }
    }

    /** @param letter the width of a letter of a name */
    public LabelPlacer(double height, double letter, List<Dot> dots) {
        this.height = height;
        this.letter = letter;
        this.dots = List.copyOf(dots);
    }

    /**
     * The place of each dot's name, in their order; empty if it never has room.
     *
     * @param first how many dots come first: their names may stand farther away, and their dots are never covered
     */
    public List<Optional<Label>> place(int first) {
        List<Optional<Label>> labels = new ArrayList<>(
                dots.stream().map(dot -> Optional.<Label>empty()).toList());
        List<Box> taken = new ArrayList<>();
        dots.stream().limit(first).forEach(dot -> taken.add(new Box(dot, -5, 5, -5, 5)));
        for (int room : ROOMS) {
            for (int i = 0; i < dots.size(); i++) {
                if (labels.get(i).isEmpty()) {
                    labels.set(i, place(dots.get(i), i < first, taken, room));
                }
            }
        }
        return labels;
    }

    private Optional<Label> place(Dot dot, boolean first, List<Box> taken, int room) {
        double length = letter * dot.name.length();
        for (Side side : sides(length, first ? FAR : 0)) {
            Box box = new Box(dot, side.left, side.left + length, side.top, side.top + LINE);
            boolean inside = box.left(room) >= EDGE
                    && box.right(room) <= room - EDGE
                    && dot.down + box.top >= EDGE
                    && dot.down + box.bottom <= height - EDGE;
            if (inside && taken.stream().allMatch(other -> other.dot == dot || box.clears(other, room))) {
                taken.add(box);
                return Optional.of(new Label(side.anchor, side.right, side.top + LINE - 3, side.far(), room));
            }
        }
        return Optional.empty();
    }

    /** Above, below, right, left; then right and left, farther and farther up and down. */
    private static List<Side> sides(double length, int far) {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side("middle", 0, -length / 2, -GAP - LINE));
        sides.add(new Side("middle", 0, -length / 2, GAP));
        for (int line = 0; line <= far; line++) {
            double away = line == 0 ? GAP + 1 : 3 * GAP;
            for (int down : line == 0 ? new int[] {0} : new int[] {-line, line}) {
                double top = down * (LINE + 1) - LINE / 2;
                sides.add(new Side("start", away, away, top));
                sides.add(new Side("end", -away, -away - length, top));
            }
        }
        return sides;
    }
}
