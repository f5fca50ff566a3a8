package logitlab.lesson.exercise.choice;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.Settings;
import logitlab.decoding.Temperature;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.question.TruncationCase;

/**
 * A change of a step's logits or of its settings.
 *
 * <pre>
 * change: {add: 5}     {divide-probabilities: 2}     {ban: moon}     {raise: moon, by: 2}     {temperature: 2}
 * </pre>
 *
 * @param name {@code add}, {@code divide-probabilities}, {@code ban}, {@code raise}, or the key of a setting
 * @param token the id of the only token that changes; -1 if all of them do
 * @param amount what is added, or the value of the setting
 */
record LogitChange(String name, int token, double amount) {

    static final String KEYS =
            "change.add, change.divide-probabilities, change.ban, change.raise, change.by, change.temperature, change.top-k, "
                    + "change.top-p, change.min-p, change.typical-p";

    private static final String PREFIX = "change.";
    private static final List<String> NAMES = List.of(
            "add", "divide-probabilities", "ban", "raise", "temperature", "top-k", "top-p", "min-p", "typical-p");

    static LogitChange of(BlockValues values, TruncationCase before) {
        List<String> names = NAMES.stream()
                .filter(name -> values.find(PREFIX + name).isPresent())
                .toList();
        if (names.size() != 1) {
            throw new InvalidValueException(
                    "change", new Constraint("exactly-one", String.join(", ", NAMES)), "" + names.size());
        }
        String name = names.get(0);
        String key = PREFIX + name;
        return switch (name) {
            case "add" -> new LogitChange(name, -1, values.number(key, Bias.RANGE));
            case "divide-probabilities" -> new LogitChange(name, -1, values.number(key, Temperature.RANGE));
            case "ban" -> new LogitChange(name, before.id(values, key), Double.NEGATIVE_INFINITY);
            case "raise" -> new LogitChange(name, before.id(values, key), values.number(PREFIX + "by", Bias.RANGE));
            default -> setting(name, values.text(key));
        };
    }

    private static LogitChange setting(String name, String value) {
        try {
            Settings.of(Map.of(name, value));
        } catch (InvalidValueException invalid) {
            throw invalid.within(PREFIX);
        }
        return new LogitChange(name, -1, Double.parseDouble(value));
    }

    TruncationCase after(TruncationCase before) {
        if (name.equals("divide-probabilities")) { // dividing each and then all by their sum
            double divided = Math.log(amount);
            return new TruncationCase(
                    before.vocabulary()
                            .with(before.logits().map(id -> before.logits().at(id) - divided)),
                    before.settings());
        }
        if (List.of("add", "ban", "raise").contains(name)) {
            double[] logits = before.logits().toArray();
            for (int id = 0; id < logits.length; id++) {
                logits[id] += token < 0 || token == id ? amount : 0;
            }
            return new TruncationCase(before.vocabulary().with(Logits.of(logits)), before.settings());
        }
        Map<String, String> settings = new LinkedHashMap<>(before.settings().toMap());
        settings.put(name, new BigDecimal(Double.toString(amount)).toPlainString());
        return new TruncationCase(before.vocabulary(), Settings.of(settings));
    }
}
