package logitlab.lesson;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Bias;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;

/**
 * Something done to a step: to its logits, or to its settings.
 *
 * <pre>
 * change: {add: 5}     {ban: moon}     {raise: moon, by: 2}     {temperature: 2}
 * </pre>
 *
 * @param name what is done: {@code add}, {@code ban}, {@code raise}, or the key of the setting
 * @param token the id that it is done to, -1 where it is done to all
 * @param figure by how much, or the value of the setting
 */
public record Change(String name, int token, double figure) {

    private static final String PREFIX = "change.";
    private static final List<String> SETTINGS = List.of("temperature", "top-k", "top-p", "min-p", "typical-p");

    static final List<String> KEYS;

    static {
        List<String> keys = new ArrayList<>(List.of(PREFIX + "add", PREFIX + "ban", PREFIX + "raise", PREFIX + "by"));
        SETTINGS.forEach(key -> keys.add(PREFIX + key));
        KEYS = List.copyOf(keys);
    }

    private static final Range FIGURES = Bias.RANGE;

    static Change of(BlockWords words, GivenSoftmax.Vocabulary vocabulary) {
        List<String> names = KEYS.stream()
                .filter(key -> !key.equals(PREFIX + "by") && words.find(key).isPresent())
                .toList();
        if (names.size() != 1) {
            throw new InvalidValue(
                    "change",
                    new Rule("exactly-one", "add, ban, raise, " + String.join(", ", SETTINGS)),
                    "" + names.size());
        }
        String key = names.get(0);
        String name = key.substring(PREFIX.length());
        return switch (name) {
            case "add" -> new Change(name, -1, words.number(key, FIGURES));
            case "ban" -> new Change(name, vocabulary.id(words, key), Double.NEGATIVE_INFINITY);
            case "raise" -> new Change(name, vocabulary.id(words, key), words.number(PREFIX + "by", FIGURES));
            default -> setting(name, words.text(key));
        };
    }

    private static Change setting(String name, String word) {
        try {
            Settings.of(Map.of(name, word));
        } catch (InvalidValue invalid) {
            throw invalid.within(PREFIX);
        }
        return new Change(name, -1, Double.parseDouble(word));
    }

    boolean ofLogits() {
        return !SETTINGS.contains(name);
    }

    Cut after(Cut before) {
        GivenSoftmax.Vocabulary vocabulary = before.vocabulary();
        if (ofLogits()) {
            double[] logits = vocabulary.logits().toArray();
            for (int id = 0; id < logits.length; id++) {
                logits[id] += token < 0 || token == id ? figure : 0;
            }
            return new Cut(vocabulary.with(Logits.of(logits)), before.settings());
        }
        Map<String, String> settings = new LinkedHashMap<>(before.settings().toMap());
        settings.put(name, new BigDecimal(Double.toString(figure)).toPlainString());
        return new Cut(vocabulary, Settings.of(settings));
    }
}
