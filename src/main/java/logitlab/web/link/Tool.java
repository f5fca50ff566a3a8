package logitlab.web.link;

import java.util.Set;

/**
 * A page that examines one step of the playground. Its address is {@code /play/}, its key, and the link to that step with the
 * parameters of {@link ToolLink}.
 */
public enum Tool {
    FUTURES("futures", "probabilities"),
    TAKE("take", "text"),
    DRAWS("draws", "count", "from"),
    TEXTS("texts"),
    OTHERS("others"),
    BEAM("beam", "beams", "length-penalty", "early-stopping", "steps"),
    PARTING("parting"),
    PATHS("paths"),
    LEDGER("ledger", "text"),
    SAVE("save"),
    RECEIPT("receipt");

    private final String key;
    private final Set<String> own;

    /** @param own the parameters that only this tool has */
    Tool(String key, String... own) {
        this.key = key;
        this.own = Set.of(own);
    }

    /** Its name in addresses, in messages, and as a template. */
    public String key() {
        return key;
    }

    boolean knows(String parameter) {
        return own.contains(parameter);
    }
}
