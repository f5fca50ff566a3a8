package logitlab.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What people wrote about a model in its {@code card.md}. A package without a card has an empty one.
 *
 * <pre>
 * ---
 * summary: Storyteller, a small language model     find("summary")
 * training_tokens: 67983040                        number("training_tokens")
 * ---
 * It was trained on ...                            prose()
 * </pre>
 *
 * @param facts the lines {@code key: value} between the two lines {@code ---}
 * @param prose the Markdown after them
 */
public record CardText(Map<String, String> facts, String prose) {

    public static final CardText NONE = new CardText(Map.of(), "");

    public CardText {
        facts = Map.copyOf(facts);
    }

    /** Empty if the card does not have the key, or the value is blank. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(facts.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Empty also if the value is not a finite number. */
    public OptionalDouble number(String key) {
        try {
            return find(key).stream()
                    .mapToDouble(Double::parseDouble)
                    .filter(Double::isFinite)
                    .findFirst();
        } catch (NumberFormatException noNumber) {
            return OptionalDouble.empty();
        }
    }
}
