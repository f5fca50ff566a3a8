package logitlab.web.link;

import java.util.Arrays;
import java.util.Locale;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;

/** A stop on the way from a text to the next token, in this order. */
public enum Station {
    TOKENS,
    EMBEDDING,
    LAYERS,
    LOGITS,
    CHOICE;

    /** Its name in links and addresses, such as {@code embedding}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1 for the first. */
    public int number() {
        return ordinal() + 1;
    }

    /** @throws InvalidValue naming {@code station} if there is no station of this name */
    static Station of(String word) {
        return Arrays.stream(values())
                .filter(station -> station.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "station", new Rule("one-of", "tokens, embedding, layers, logits, choice"), word));
    }
}
