package logitlab.web.link;

import java.util.Arrays;
import java.util.Locale;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** A stop on the way from a text to the next token, in this order. */
public enum Station {
    TOKENS,
    EMBEDDING,
    LAYERS,
    LOGITS,
    CHOICE;

    /** Its name in links and addresses, such as {@code embedding}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1 for the first. */
    public int number() {
        return ordinal() + 1;
    }

    /** @throws InvalidValueException naming {@code station} if there is no station of this name */
    static Station of(String key) {
        return Arrays.stream(values())
                .filter(station -> station.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "station", new Constraint("one-of", "tokens, embedding, layers, logits, choice"), key));
    }
}
