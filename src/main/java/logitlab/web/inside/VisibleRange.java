package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import logitlab.web.view.Numbers;

/**
 * One position of the text, or a gap: the positions {@code from} to {@code to} together, because a picture has no room for all.
 *
 * <pre>
 * Window.upTo(9, 4)   is 0, the gap from 1 to 7, 8, 9
 * </pre>
 */
record VisibleRange(int from, int to) {

    /** All positions up to one if there is room for them; otherwise the first one, a gap, and the last ones. @param most at least 3 */
    static List<VisibleRange> upTo(int position, int most) {
        List<VisibleRange> windows = new ArrayList<>();
        boolean all = position < most;
        if (!all) {
            windows.add(new VisibleRange(0, 0));
            windows.add(new VisibleRange(1, position - most + 2));
        }
        for (int at = all ? 0 : position - most + 3; at <= position; at++) {
            windows.add(new VisibleRange(at, at));
        }
        return List.copyOf(windows);
    }

    boolean gap() {
        return from != to;
    }

    int count() {
        return to - from + 1;
    }

    /** The sum of the weights of its positions. */
    double sum(List<Double> weights) {
        double sum = 0;
        for (int at = from; at <= to && at < weights.size(); at++) {
            sum += weights.get(at);
        }
        return sum;
    }

    /** Its token, or how many tokens there are in the gap. */
    String name(OpenedInsideLink opened) {
        return gap() ? opened.say("inside.gap", Numbers.count(count())) : opened.tokenAt(from);
    }
}
