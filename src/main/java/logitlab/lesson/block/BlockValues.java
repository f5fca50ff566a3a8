package logitlab.lesson.block;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Switches;

/**
 * The values of a block, with flat keys as in a link: the entries of a list are {@code logits.0}, {@code logits.1} and so on.
 *
 * <p>The same methods read a lesson's block and a visitor's values; each failure is an {@link InvalidValueException} with the flat key.
 * Immutable.
 *
 * @param kind the name by which the lesson asks for the block, such as {@code softmax}; empty if it does not matter
 */
public record BlockValues(String kind, Map<String, String> entries) {

    public static final Constraint REQUIRED = new Constraint("required");

    public BlockValues {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public BlockValues(Map<String, String> entries) {
        this("", entries);
    }

    /** The same values, some of them changed. */
    public BlockValues with(Map<String, String> changed) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.putAll(changed);
        return new BlockValues(kind, all);
    }

    public BlockValues without(String key) {
        Map<String, String> fewer = new LinkedHashMap<>(entries);
        fewer.remove(key);
        return new BlockValues(kind, fewer);
    }

    /**
     * @param known the keys of lists without the numbers of their entries, and {@code switch} without its places
     * @throws InvalidValueException if there is another key
     */
    public void allow(List<String> known) {
        entries.forEach((key, value) -> {
            if (!known.contains(key.startsWith("switch.") ? "switch" : key.replaceFirst("\\.\\d+$", ""))) {
                throw new InvalidValueException(key, new Constraint("known-key", String.join(", ", known)), value);
            }
        });
    }

    /** Whether the block has a value, even an empty one. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    public String text(String key) {
        return find(key).orElseThrow(() -> new InvalidValueException(key, REQUIRED, ""));
    }

    public String oneOf(String key, List<String> choices) {
        String value = text(key);
        if (!choices.contains(value)) {
            throw new InvalidValueException(key, new Constraint("one-of", String.join(", ", choices)), value);
        }
        return value;
    }

    /** @param name the value that stands for a choice */
    public <T> T oneOf(String key, List<T> choices, Function<T, String> name) {
        List<String> names = choices.stream().map(name).toList();
        return choices.get(names.indexOf(oneOf(key, names)));
    }

    public double number(String key, Range range) {
        return NumberParser.number(key, text(key), range);
    }

    /** @param otherwise returned if there is no value */
    public double number(String key, Range range, double otherwise) {
        return find(key).isPresent() ? number(key, range) : otherwise;
    }

    public int whole(String key, Range range) {
        return (int) wholeLong(key, range);
    }

    /** @param otherwise returned if there is no value */
    public int whole(String key, Range range, int otherwise) {
        return find(key).isPresent() ? whole(key, range) : otherwise;
    }

    public long wholeLong(String key, Range range) {
        return NumberParser.whole(key, text(key), range);
    }

    /** 0 if there is no seed. */
    public long seed() {
        return find("seed").isPresent() ? wholeLong("seed", Draw.SEEDS) : 0;
    }

    /** {@code sample} if there is no decoder. */
    public Decoder decoder() {
        return Decoder.ofSteps(find("decoder").orElse("sample"));
    }

    /** The first model if the block names none. */
    public LanguageModel model(Models models) {
        return find("model").map(models::get).orElseGet(models::first);
    }

    /** The values that are settings of a decoder; a setting that is missing or blank is off. */
    public Settings settings() {
        Map<String, String> settings = new LinkedHashMap<>(entries);
        settings.keySet().removeIf(key -> !Settings.KEYS.contains(key) && !key.startsWith("bias."));
        settings.values().removeIf(String::isBlank);
        return Settings.of(settings);
    }

    /** What is switched inside a model; a blank factor is as trained. */
    public Switches switches() {
        return Switches.of(entries, "switch.");
    }

    /** The entries of a list; empty if there is no list. */
    public List<String> list(String key) {
        return IntStream.iterate(0, i -> has(key + "." + i), i -> i + 1)
                .mapToObj(i -> text(key + "." + i))
                .toList();
    }

    /** A list with {@code fewest} to {@code most} entries. */
    public List<String> list(String key, int fewest, int most) {
        List<String> entries = list(key);
        if (entries.isEmpty()) {
            throw new InvalidValueException(key, REQUIRED, find(key).orElse(""));
        }
        if (entries.size() < fewest || entries.size() > most) {
            throw new InvalidValueException(
                    key, new Constraint("entries", fewest, most), Integer.toString(entries.size()));
        }
        return entries;
    }

    /** A list of different entries, each one of the {@code choices}. */
    public List<String> choices(String key, Collection<String> choices) {
        List<String> entries = list(key);
        for (int i = 0; i < entries.size(); i++) {
            String field = key + "." + i;
            oneOf(field, List.copyOf(choices));
            if (entries.indexOf(entries.get(i)) < i) {
                throw new InvalidValueException(field, new Constraint("once"), entries.get(i));
            }
        }
        return entries;
    }

    public double[] numbers(String key, Range range, int fewest, int most) {
        return IntStream.range(0, list(key, fewest, most).size())
                .mapToDouble(i -> number(key + "." + i, range))
                .toArray();
    }
}
