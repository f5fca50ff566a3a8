package logitlab.decoding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a visitor can set, each with the value that turns it off: no bias, penalty 1, temperature 1, no top-k, top-p 1, min-p 0,
 * typical-p 1.
 *
 * <p>{@link #of} is the one parser of settings: for links, forms, JSON and lesson widgets. {@link #toMap} is its inverse.
 *
 * <pre>
 * Settings.of(Map.of("temperature", "0.8", "top-k", "40", "bias.7", "-2"))
 * </pre>
 */
public record Settings(
        SortedMap<Integer, Double> bias,
        double repetitionPenalty,
        double temperature,
        OptionalInt topK,
        double topP,
        double minP,
        double typicalP) {

    public static final Settings OFF = new Settings(new TreeMap<>(), 1, 1, OptionalInt.empty(), 1, 0, 1);

    /** The keys of {@link #of}, in the order of the stages; {@code bias} stands for {@code bias.ID}. */
    public static final List<String> KEYS =
            List.of("bias", "repetition-penalty", "temperature", "top-k", "top-p", "min-p", "typical-p");

    /** At most so many tokens have a bias. */
    public static final int MAX_BIASES = 100;

    private static final String BIAS = "bias.";

    public Settings {
        bias = new Bias(bias).byId();
        RepetitionPenalty.RANGE.require("repetition penalty", repetitionPenalty);
        Temperature.RANGE.require("temperature", temperature);
        topK.ifPresent(k -> TopK.RANGE.require("top-k", k));
        TopP.RANGE.require("top-p", topP);
        MinP.RANGE.require("min-p", minP);
        TypicalP.RANGE.require("typical-p", typicalP);
    }

    /**
     * Settings from words, keys as in {@link #KEYS}; what is left out is off.
     *
     * @throws InvalidValue naming the key, the rule and the value
     */
    public static Settings of(Map<String, String> words) {
        SortedMap<Integer, Double> bias = new TreeMap<>();
        words.forEach((key, word) -> {
            if (key.startsWith(BIAS)) {
                Long id = Words.whole(key, key.substring(BIAS.length()), Range.of(0, Integer.MAX_VALUE));
                Double before = bias.put(id.intValue(), Words.number(key, word, Bias.RANGE));
                if (before != null) { // bias.7 and bias.07
                    throw new InvalidValue(key, new Rule("once"), word);
                }
                requireFew("bias", bias.size());
            } else if (!KEYS.contains(key) || key.equals("bias")) {
                throw new InvalidValue(key, new Rule("known-setting", String.join(", ", KEYS)), word);
            }
        });
        return new Settings(
                bias,
                number(words, "repetition-penalty", RepetitionPenalty.RANGE, OFF.repetitionPenalty),
                temperature(words),
                words.containsKey("top-k")
                        ? OptionalInt.of(Words.whole("top-k", words.get("top-k"), TopK.RANGE)
                                .intValue())
                        : OFF.topK,
                number(words, "top-p", TopP.RANGE, OFF.topP),
                number(words, "min-p", MinP.RANGE, OFF.minP),
                number(words, "typical-p", TypicalP.RANGE, OFF.typicalP));
    }

    /**
     * Checks the number of biases while they are read, so that a reader stops at the first one too many.
     *
     * @throws InvalidValue naming {@code field} if {@code count} is above {@link #MAX_BIASES}
     */
    public static void requireFew(String field, int count) {
        if (count > MAX_BIASES) {
            throw new InvalidValue(field, new Rule("at-most-tokens", MAX_BIASES), Integer.toString(count));
        }
    }

    private static double temperature(Map<String, String> words) {
        if (words.containsKey("temperature")
                && Words.find(words.get("temperature")).orElse(OFF.temperature) == 0) {
            throw new InvalidValue("temperature", new Rule("not-zero-temperature"), words.get("temperature"));
        }
        return number(words, "temperature", Temperature.RANGE, OFF.temperature);
    }

    private static double number(Map<String, String> words, String key, Range range, double off) {
        return words.containsKey(key) ? Words.number(key, words.get(key), range) : off;
    }

    /** The words that {@link #of} reads back to these settings; what is off is left out. */
    public Map<String, String> toMap() {
        Map<String, String> words = new LinkedHashMap<>();
        bias.forEach((id, value) -> words.put(BIAS + id, Range.plain(value)));
        put(words, "repetition-penalty", repetitionPenalty, OFF.repetitionPenalty);
        put(words, "temperature", temperature, OFF.temperature);
        topK.ifPresent(k -> words.put("top-k", Integer.toString(k)));
        put(words, "top-p", topP, OFF.topP);
        put(words, "min-p", minP, OFF.minP);
        put(words, "typical-p", typicalP, OFF.typicalP);
        return words;
    }

    private static void put(Map<String, String> words, String key, double value, double off) {
        if (value != off) {
            words.put(key, Range.plain(value));
        }
    }

    /** The stages that are on: bias, repetition penalty, temperature, top-k, top-p, min-p, typical-p. */
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(shaping());
        add(stages, temperature != OFF.temperature, new Temperature(temperature));
        topK.ifPresent(k -> stages.add(new TopK(k)));
        add(stages, topP != OFF.topP, new TopP(topP));
        add(stages, minP != OFF.minP, new MinP(minP));
        add(stages, typicalP != OFF.typicalP, new TypicalP(typicalP));
        return List.copyOf(stages);
    }

    /** The stages that can change which token is best, and which greedy decoding therefore obeys: bias and penalty. */
    public List<Stage> shaping() {
        List<Stage> stages = new ArrayList<>();
        add(stages, !bias.isEmpty(), new Bias(bias));
        add(stages, repetitionPenalty != OFF.repetitionPenalty, new RepetitionPenalty(repetitionPenalty));
        return List.copyOf(stages);
    }

    private static void add(List<Stage> stages, boolean on, Stage stage) {
        if (on) {
            stages.add(stage);
        }
    }
}
