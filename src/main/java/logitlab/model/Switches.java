package logitlab.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;

/**
 * Factors on what the heads and the MLPs of a network put out: 1 as trained, 0 switched off. Immutable.
 *
 * <p>A head's output is multiplied before the output projection, an MLP's output together with its bias. Layers and heads count
 * from 1, as in links.
 *
 * <pre>
 * Switches.NONE.head(4, 2, 0).mlp(5, 0.5)   has the factors {4.2=0.0, 5.mlp=0.5}
 * </pre>
 *
 * @param factors those that are not 1, in [0, 2]
 */
public record Switches(SortedMap<Place, Double> factors) {

    private static final int MOST = 2;

    /** A factor: off, as trained, up to doubled. */
    public static final Range FACTOR = Range.of(0, MOST);

    private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,4})\\.([1-9]\\d{0,4}|mlp)");

    /** Everything as trained. */
    public static final Switches NONE = new Switches(new TreeMap<>());

    /** A head, or the MLP of a layer if there is no head. */
    public record Place(int layer, OptionalInt head) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::layer).thenComparingInt(place -> place.head.orElse(Integer.MAX_VALUE));

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        /** As in links: {@code 4.2} or {@code 5.mlp}. */
        @Override
        public String toString() {
            return layer + "." + (head.isPresent() ? Integer.toString(head.getAsInt()) : "mlp");
        }
    }

    /**
     * What a network lets us switch.
     *
     * @param headLayers how many layers have heads that can be switched, {@code heads} each
     * @param mlps how many layers have an MLP that can be switched
     */
    public record Extent(int headLayers, int heads, int mlps) {

        /** Whether there is nothing to switch. */
        public boolean isNone() {
            return layers() == 0;
        }

        /** How many layers have anything to switch. */
        public int layers() {
            return Math.max(headLayers, mlps);
        }

        /** What this and the other network both let us switch. */
        public Extent and(Extent other) {
            return new Extent(
                    Math.min(headLayers, other.headLayers), Math.min(heads, other.heads), Math.min(mlps, other.mlps));
        }
    }

    /** @throws InvalidValueException naming the switch, such as {@code switch.4.2}, if its factor is not from 0 to 2 */
    public Switches {
        SortedMap<Place, Double> changed = new TreeMap<>();
        factors.forEach((place, factor) -> {
            if (!(factor >= 0 && factor <= MOST)) { // NaN, too
                throw refused(place, new Constraint("from-to", 0, MOST), factor);
            }
            if (factor != 1) {
                changed.put(place, factor + 0.0); // makes 0 of -0
            }
        });
        factors = Collections.unmodifiableSortedMap(changed);
    }

    /**
     * The switches of a link or a request.
     *
     * @param factors by name, such as {@code 4.2} for head 2 of layer 4 and {@code 5.mlp}
     * @throws InvalidValueException naming the switch, such as {@code switch.4.2}, if its name or its factor breaks a rule
     */
    public static Switches of(Map<String, String> factors) {
        SortedMap<Place, Double> all = new TreeMap<>();
        factors.forEach((name, factor) -> {
            Matcher place = NAME.matcher(name);
            if (!place.matches()) {
                throw new InvalidValueException("switch." + name, new Constraint("switch-name"), name);
            }
            OptionalInt head = place.group(2).equals("mlp")
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(place.group(2)));
            all.put(
                    new Place(Integer.parseInt(place.group(1)), head),
                    NumberParser.number("switch." + name, factor, FACTOR));
        });
        return new Switches(all);
    }

    /**
     * The switches among the parameters of a link or a form; a blank factor is as trained.
     *
     * @param prefix what their keys begin with, such as {@code switch.}
     * @throws InvalidValueException as {@link #of(Map)} does
     */
    public static Switches of(Map<String, String> parameters, String prefix) {
        Map<String, String> factors = new LinkedHashMap<>();
        parameters.forEach((key, factor) -> {
            if (key.startsWith(prefix) && !factor.isBlank()) {
                factors.put(key.substring(prefix.length()), factor);
            }
        });
        return of(factors);
    }

    /** The factors by the names that {@link #of(Map)} reads. */
    public Map<String, Double> byName() {
        Map<String, Double> names = new LinkedHashMap<>();
        factors.forEach((place, factor) -> names.put(place.toString(), factor));
        return names;
    }

    /** The same with one head's factor. */
    public Switches head(int layer, int head, double factor) {
        return with(new Place(layer, OptionalInt.of(head)), factor);
    }

    /** The same with the factor of one layer's MLP. */
    public Switches mlp(int layer, double factor) {
        return with(new Place(layer, OptionalInt.empty()), factor);
    }

    /** The same with another factor for a head or an MLP. */
    public Switches with(Place place, double factor) {
        SortedMap<Place, Double> changed = new TreeMap<>(factors);
        changed.put(place, factor);
        return new Switches(changed);
    }

    public boolean isNone() {
        return factors.isEmpty();
    }

    public double head(int layer, int head) {
        return factors.getOrDefault(new Place(layer, OptionalInt.of(head)), 1.0);
    }

    /** The factors of all heads, {@code [layers, heads]}, one layer after the other. */
    public float[] heads(int layers, int heads) {
        float[] all = ones(layers * heads);
        factors.forEach((place, factor) ->
                place.head().ifPresent(head -> all[(place.layer() - 1) * heads + head - 1] = factor.floatValue()));
        return all;
    }

    /** The factors of all MLPs, {@code [layers]}. */
    public float[] mlps(int layers) {
        float[] all = ones(layers);
        factors.forEach((place, factor) -> {
            if (place.head().isEmpty()) {
                all[place.layer() - 1] = factor.floatValue();
            }
        });
        return all;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Refuses what a network does not have.
     *
     * @throws InvalidValueException naming the switch of a layer or head that is not there
     */
    public void requireWithin(Extent extent) {
        for (Map.Entry<Place, Double> each : factors.entrySet()) {
            Place place = each.getKey();
            int layers = place.head().isPresent() ? extent.headLayers() : extent.mlps();
            if (layers == 0) {
                throw refused(place, new Constraint("no-switches"), Range.plain(each.getValue()));
            }
            if (place.layer() < 1 || place.layer() > layers) {
                throw refused(place, new Constraint("layer-up-to", layers), place.layer());
            }
            int head = place.head().orElse(1);
            if (head < 1 || head > extent.heads() && place.head().isPresent()) {
                throw refused(place, new Constraint("head-up-to", extent.heads()), head);
            }
        }
    }

    private static InvalidValueException refused(Place place, Constraint rule, Object value) {
        return new InvalidValueException("switch." + place, rule, value.toString());
    }
}
