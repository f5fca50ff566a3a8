package logitlab.model;

import java.util.function.Supplier;

/**
 * How long work takes its turns. Each run of a model, with what is made of its result, is one piece, and the work of others comes
 * between two pieces.
 */
public interface Permit {

    /** For work that nobody else waits for. */
    Permit AT_ONCE = Supplier::get;

    /** Does a piece when its turn has come, and returns its result or throws what it throws. */
    <T> T run(Supplier<T> piece);
}
