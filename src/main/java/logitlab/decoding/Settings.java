package logitlab.decoding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;

/**
 * What a visitor can set, each with the value that turns it off: no bias, penalty 1, temperature 1, no top-k, top-p 1, min-p 0,
 * typical-p 1; and whose order the stages have, which is that of transformers if nobody says otherwise.
 *
 * <p>{@link #of} is the only parser of settings: for links, forms, JSON and lesson widgets. {@link #toMap} is its inverse.
 *
 * <pre>
 * Settings.of(Map.of("temperature", "0.8", "top-k", "40", "bias.7", "-2", "bias.9", "ban"))
 * </pre>
 */
public record Settings(
        SortedMap<Integer, Double> bias,
        double repetitionPenalty,
        double temperature,
        OptionalInt topK,
        double topP,
        double minP,
        double typicalP,
        Order order) {

    public static final Settings OFF = new Settings(new TreeMap<>(), 1, 1, OptionalInt.empty(), 1, 0, 1);

    /** The keys of the stages in {@link #of}, in their order; {@code bias} stands for {@code bias.ID}. */
    public static final List<String> KEYS =
            List.of("bias", "repetition-penalty", "temperature", "top-k", "top-p", "min-p", "typical-p");

    /** The key of the order in {@link #of}. */
    public static final String ORDER = "order";

    /** The most tokens that may have a bias. */
    public static final int MAX_BIASES = 100;

    /** The value of {@code bias.ID} that bans the token. */
    public static final String BAN = "ban";

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

    /** In the order of transformers. */
    public Settings(
            SortedMap<Integer, Double> bias,
            double repetitionPenalty,
            double temperature,
            OptionalInt topK,
            double topP,
            double minP,
            double typicalP) {
        this(bias, repetitionPenalty, temperature, topK, topP, minP, typicalP, Order.TRANSFORMERS);
    }

    /**
     * Settings from their values, with keys as in {@link #KEYS} and {@link #ORDER}; a missing one is off.
     *
     * @throws InvalidValueException naming the key, the rule and the value, also of a setting that the order does not have
     */
    public static Settings of(Map<String, String> values) {
        SortedMap<Integer, Double> bias = new TreeMap<>();
        Order order = values.containsKey(ORDER) ? Order.of(values.get(ORDER)) : Order.TRANSFORMERS;
        values.forEach((key, value) -> {
            if (key.startsWith(BIAS)) {
                Long id = NumberParser.whole(key, key.substring(BIAS.length()), Range.of(0, Integer.MAX_VALUE));
                Double before = bias.put(id.intValue(), bias(key, value));
                if (before != null) { // bias.7 and bias.07
                    throw new InvalidValueException(key, new Constraint("once"), value);
                }
                requireFew("bias", bias.size());
            } else if (!key.equals(ORDER) && !KEYS.contains(key) || key.equals("bias")) {
                throw new InvalidValueException(
                        key, new Constraint("known-setting", String.join(", ", KEYS) + ", " + ORDER), value);
            }
            if (order.lacks(key)) {
                throw new InvalidValueException(key, new Constraint("in-order", order.key()), value);
            }
        });
        String temperature = values.getOrDefault("temperature", "1");
        if (NumberParser.find(temperature).orElse(1) == 0) {
            throw new InvalidValueException("temperature", new Constraint("not-zero-temperature"), temperature);
        }
        return new Settings(
                bias,
                number(values, "repetition-penalty", RepetitionPenalty.RANGE, OFF.repetitionPenalty),
                number(values, "temperature", Temperature.RANGE, OFF.temperature),
                values.containsKey("top-k")
                        ? OptionalInt.of(NumberParser.whole("top-k", values.get("top-k"), TopK.RANGE)
                                .intValue())
                        : OFF.topK,
                number(values, "top-p", TopP.RANGE, OFF.topP),
                number(values, "min-p", MinP.RANGE, OFF.minP),
                number(values, "typical-p", TypicalP.RANGE, OFF.typicalP),
                order);
    }

    /**
     * Checks the number of biases while they are read, so that a reader stops at the first one too many.
     *
     * @throws InvalidValueException naming {@code field} if {@code count} is above {@link #MAX_BIASES}
     */
    public static void requireFew(String field, int count) {
        if (count > MAX_BIASES) {
            throw new InvalidValueException(
                    field, new Constraint("at-most-tokens", MAX_BIASES), Integer.toString(count));
        }
    }

    private static double number(Map<String, String> values, String key, Range range, double off) {
        return values.containsKey(key) ? NumberParser.number(key, values.get(key), range) : off;
    }

    private static double bias(String key, String value) {
        return value.strip().equals(BAN) ? Bias.BAN : NumberParser.number(key, value, Bias.RANGE);
    }

    /** The values that {@link #of} reads back to these settings, without those that are off. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        bias.forEach((id, value) -> values.put(BIAS + id, value == Bias.BAN ? BAN : Range.plain(value)));
        put(values, "repetition-penalty", repetitionPenalty, OFF.repetitionPenalty);
        put(values, "temperature", temperature, OFF.temperature);
        topK.ifPresent(k -> values.put("top-k", Integer.toString(k)));
        put(values, "top-p", topP, OFF.topP);
        put(values, "min-p", minP, OFF.minP);
        put(values, "typical-p", typicalP, OFF.typicalP);
        if (order != OFF.order) {
            values.put(ORDER, order.key());
        }
        return values;
    }

    /**
     * These settings with another value of one, which is not a bias.
     *
     * @param key one of {@link #KEYS}
     * @throws InvalidValueException naming the key, the rule and the value
     */
    public Settings with(String key, double value) {
        Map<String, String> values = withoutBias().toMap();
        values.put(key, Range.plain(value));
        Settings others = of(values);
        return new Settings(
                bias,
                others.repetitionPenalty,
                others.temperature,
                others.topK,
                others.topP,
                others.minP,
                others.typicalP,
                order);
    }

    /** These settings with another bias of one token. */
    public Settings withBias(int id, double value) {
        SortedMap<Integer, Double> others = new TreeMap<>(bias);
        others.put(id, value);
        return new Settings(others, repetitionPenalty, temperature, topK, topP, minP, typicalP, order);
    }

    /** These settings without the one that names tokens by their ids. */
    public Settings withoutBias() {
        return new Settings(new TreeMap<>(), repetitionPenalty, temperature, topK, topP, minP, typicalP, order);
    }

    /** These settings in another order, without those that it does not have. */
    public Settings in(Order other) {
        Map<String, String> values = toMap();
        values.keySet().removeIf(other::lacks);
        values.put(ORDER, other.key());
        return of(values);
    }

    private static void put(Map<String, String> values, String key, double value, double off) {
        if (value != off) {
            values.put(key, Range.plain(value));
        }
    }

    /** The stages that are on, in their {@link #order}. */
    public List<Stage> stages() {
        return order.stages(this);
    }
}
