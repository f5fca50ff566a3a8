package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions up to one, as many as a picture has room for: all of them, or the first one, a gap, and the last ones.
 *
 * <pre>
 * Window.upTo(9, 4)   is 0, 1 to 7 as a gap, 8, 9
 * </pre>
 */
record Window(List<Slot> slots) {

    /** One position, or the positions {@code from} to {@code to} together, which are not shown one by one. */
    record Slot(int from, int to) {

        boolean gap() {
            return from != to;
        }

        int count() {
            return to - from + 1;
        }

        /** The sum of what belongs to its positions. */
        double sum(List<Double> weights) {
            double sum = 0;
            for (int at = from; at <= to && at < weights.size(); at++) {
                sum += weights.get(at);
            }
            return sum;
        }
    }

    /** @param most slots, at least 3 */
    static Window upTo(int position, int most) {
        List<Slot> slots = new ArrayList<>();
        boolean all = position < most;
        if (!all) {
            slots.add(new Slot(0, 0));
            slots.add(new Slot(1, position - most + 2));
        }
        for (int at = all ? 0 : position - most + 3; at <= position; at++) {
            slots.add(new Slot(at, at));
        }
        return new Window(List.copyOf(slots));
    }
}
