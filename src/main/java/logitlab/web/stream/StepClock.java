package logitlab.web.stream;

/**
 * When the steps of one stream are due: each one period after the step before it <em>was due</em>, however long that one took. So a
 * stream that is late for a moment catches up, and does not drift.
 *
 * <pre>
 * period 1,000, begun at 0, phase 1: due at 0, 1000, 2000, ...
 * the step of 1000 is sent at 1300: wait 700 for the step of 2000
 * the step of 2000 is sent at 3200: no wait, because the step of 3000 is due
 * the step of 3000 is sent at 9000: no wait, and the step after this one is due at 10000
 * </pre>
 *
 * <p>Streams that begin at the same moment, as when a class presses Play, would stay together for ever. The first wait is therefore
 * between half a period and a whole one, and different for each stream.
 *
 * <p>All times are in one unit, from a clock that never goes back. Not for use by several threads at once.
 */
final class StepClock {

    /** The fractional parts of its multiples spread evenly over 0 to 1, however many there are. */
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private final long period;
    private long due;

    private StepClock(long period, long due) {
        this.period = period;
        this.due = due;
    }

    /**
     * A stream whose first step is due now.
     *
     * @param phase the first wait as a share of the period, from 0.5 to 1
     */
    static StepClock begun(long now, long period, double phase) {
        return new StepClock(period, now - Math.round((1 - phase) * period));
    }

    /** The phase of the stream with this number, such as 0.5 for 0, 0.81 for 1, 0.62 for 2. */
    static double phase(long number) {
        double turns = number * GOLDEN_RATIO;
        return 0.5 + 0.5 * (turns - Math.floor(turns));
    }

    /**
     * How long to wait for the next step, now that one has been sent. A stream that is more than a period late leaves out what it
     * missed: it would otherwise send many steps at once.
     */
    long untilNext(long now) {
        due += period;
        if (now - due > period) {
            due = now;
        }
        return Math.max(0, due - now);
    }
}
