package logitlab.web.step;

import java.util.List;

/**
 * How tall the parts of the picture are, in CSS pixels: with more lanes each is lower, so that the texts stay in the same window.
 *
 * @param above a line, for the lane's name
 * @param greedy the line of a lane where the draw decides nothing
 * @param sample the line of a lane that draws
 * @param gap between the lines and the lens
 */
record StripHeights(int above, int greedy, int sample, int gap, int lens) {

    private static final int FIGURES = 22; // below the lens

    static StripHeights of(int lanes) {
        if (lanes <= 2) {
            return new StripHeights(29, 26, 58, 26, 52);
        }
        return lanes == 3 ? new StripHeights(26, 22, 40, 20, 40) : new StripHeights(23, 22, 30, 16, 34);
    }

    int of(LaneStep lane) {
        return lane.decoder().draws() ? sample : greedy;
    }

    /** All lines with their names. */
    int all(List<LaneStep> lanes) {
        return lanes.stream().mapToInt(lane -> above + of(lane)).sum();
    }

    /** The room that a lens takes; without one the lowest line takes it, so that nothing below moves. */
    int withLens() {
        return gap + lens + FIGURES;
    }
}
