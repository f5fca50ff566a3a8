package logitlab.lesson.museum;

import java.util.BitSet;
import logitlab.decoding.Stage;
import logitlab.decoding.Survivors;
import logitlab.decoding.Truncation;

/** A truncation that stops one token too late. */
record OneTooMany(Truncation right) implements Truncation {

    /** A stage that is no truncation stays as it is. */
    static Stage of(Stage stage) {
        return stage instanceof Truncation truncation ? new OneTooMany(truncation) : stage;
    }

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public BitSet keep(Survivors survivors) {
        return Truncation.head(Math.min(survivors.size(), right.keep(survivors).cardinality() + 1));
    }
}
