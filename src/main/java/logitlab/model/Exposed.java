package logitlab.model;

import java.util.Locale;

/** What can be seen of a model besides its logits. The first five have the names of {@link Inspection.Group}. */
public enum Exposed {
    /** The embedding of each token, and the vectors between the layers. */
    VECTORS,
    /** The attention weights. */
    ATTENTION,
    /** What each part adds to the vectors. */
    PARTS,
    /** Queries, keys and values. */
    HEADS,
    /** The gates and states of an LSTM. */
    GATES,
    /** The logits after each layer. */
    LENS,
    /** What each part of the network adds to a logit. */
    BILL,
    /** Its heads and MLPs can be switched off. */
    SWITCHES;

    /** {@code attention}, as in the name of its message. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
