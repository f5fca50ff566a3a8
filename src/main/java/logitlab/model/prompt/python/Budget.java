package logitlab.model.prompt.python;

/** What one rendering may use: steps, characters and depth. A template that needs more is refused. */
public final class Budget {

    /** Values that are computed and statements that are run. */
    static final int STEPS = 1_000_000;

    /** Characters of all texts that are made on the way, together. */
    static final int CHARACTERS = 20_000_000;

    /** Values inside each other, such as the parts of a sum, the calls of macros and lists in lists. */
    static final int DEPTH = 400;

    private int steps = STEPS;
    private int characters = CHARACTERS;
    private int depth;
    private int line = 1;

    /** Counts steps. */
    public void step(long count) {
        if (count > steps) {
            throw new JinjaException("the template needs more than " + STEPS + " steps");
        }
        steps -= (int) Math.max(0, count);
    }

    /** Counts the characters of a text or the values of a list that is about to be made. */
    public void make(long length) {
        if (length > characters) {
            throw new JinjaException("the template makes more than " + CHARACTERS + " characters");
        }
        characters -= (int) Math.max(0, length);
        step(length / 64);
    }

    /** Counts a search for one text inside another, which can take as long as the product of their lengths. */
    public void search(int length, int wanted) {
        step(length / 64 + (wanted > 16 ? (long) length * wanted / 4096 : 0));
    }

    public void enter() {
        step(1);
        if (++depth > DEPTH) {
            throw new JinjaException("the template nests values or macros more than " + DEPTH + " deep");
        }
    }

    public void leave() {
        depth--;
    }

    public void reach(int next) {
        line = next;
    }

    /** The line that is being run. */
    public int line() {
        return line;
    }
}
