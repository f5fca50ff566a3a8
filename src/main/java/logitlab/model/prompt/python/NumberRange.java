package logitlab.model.prompt.python;

import java.util.AbstractList;

/** The whole numbers {@code start, start + step, ...} before {@code stop}. */
public final class NumberRange extends AbstractList<Object> {

    private static final int MOST = 100_000; // as in Jinja's sandbox

    private final long start;
    private final long step;
    private final int size;

    public NumberRange(long start, long stop, long step) {
        if (step == 0) {
            throw new JinjaException("range() with step 0");
        }
        double count = Math.ceil(((double) stop - start) / step);
        if (count > MOST) {
            throw new JinjaException("range() of more than " + MOST + " numbers");
        }
        this.start = start;
        this.step = step;
        this.size = (int) Math.max(0, count);
    }

    @Override
    public Object get(int index) {
        return start + step * index;
    }

    @Override
    public int size() {
        return size;
    }
}
