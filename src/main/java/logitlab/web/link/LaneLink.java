package logitlab.web.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.Switches;

/**
 * One lane of a link: its decoder, its model if that is not the link's, its settings, the ids that it has chosen, in base 36
 * with dots between them, and the steps whose token a person chose, in base 10 with dots between them.
 *
 * <pre>
 * b=sample&amp;b.temperature=0.8&amp;b.ids=1z.c0.7&amp;b.forced=1
 * </pre>
 *
 * @param name what the visitor calls it, if not by its decoder; at most 24 characters
 * @param settings of greedy decoding and of sampling; off for a beam search
 * @param beams the settings of a beam search; the usual ones for other decoders
 * @param switches of the model's heads and MLPs, such as {@code switch.4.2=0}
 * @param forced the steps, from 0, whose token was chosen by hand, in ascending order, each below the number of ids
 */
public record LaneLink(
        Optional<String> name,
        Decoder decoder,
        Optional<String> model,
        Optional<String> digest,
        Settings settings,
        BeamSettings beams,
        Switches switches,
        List<Integer> ids,
        List<Integer> forced) {

    private static final int BASE = 36;
    private static final int LONGEST_ID = 6;
    static final String IDS = "ids";
    static final String FORCED = "forced";
    private static final String NAME = "name";
    private static final int LONGEST_NAME = 24;
    private static final String MODEL = "model";
    static final String DIGEST = "digest";
    private static final Set<String> OWN = Set.of(NAME, IDS, FORCED, MODEL, DIGEST);
    private static final String SWITCH = "switch.";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern BIAS = Pattern.compile("bias\\.\\d{1,10}");

    public LaneLink {
        ids = List.copyOf(ids);
        forced = List.copyOf(forced);
    }

    /** Whether a lane may have this parameter, given without the lane's name. */
    public static boolean knows(String key) {
        return OWN.contains(key)
                || Settings.KEYS.contains(key)
                || key.equals(Settings.ORDER)
                || BeamSettings.KEYS.contains(key)
                || isSwitch(key)
                || BIAS.matcher(key).matches();
    }

    static boolean isSwitch(String key) {
        return key.startsWith(SWITCH);
    }

    /** A lane on the link's model that has chosen nothing yet. */
    public static LaneLink of(Decoder decoder, Settings settings) {
        return new LaneLink(
                Optional.empty(),
                decoder,
                Optional.empty(),
                Optional.empty(),
                settings,
                BeamSettings.USUAL,
                Switches.NONE,
                List.of(),
                List.of());
    }

    /** @param values the lane's parameters, named without the lane; {@code ""} is the decoder */
    public static LaneLink parse(Map<String, String> values) {
        Map<String, String> settings = new LinkedHashMap<>(values);
        Decoder decoder = Decoder.of(settings.remove(""));
        settings.values().removeIf(String::isBlank);
        List<Integer> ids = Optional.ofNullable(settings.remove(IDS))
                .map(LaneLink::parseIds)
                .orElse(List.of());
        List<Integer> forced = Optional.ofNullable(settings.remove(FORCED))
                .map(steps -> parseForced(steps, ids.size()))
                .orElse(List.of());
        Optional<String> name = Optional.ofNullable(settings.remove(NAME)).map(LaneLink::name);
        Optional<String> model = Optional.ofNullable(settings.remove(MODEL));
        Optional<String> digest = Optional.ofNullable(settings.remove(DIGEST));
        digest.ifPresent(LaneLink::requireDigest);
        Switches switches = Switches.of(settings, SWITCH);
        settings.keySet().removeIf(LaneLink::isSwitch);
        boolean searches = decoder == Decoder.BEAM;
        return new LaneLink(
                name,
                decoder,
                model,
                digest,
                searches ? Settings.OFF : Settings.of(settings),
                searches ? BeamSettings.of(settings) : BeamSettings.USUAL,
                switches,
                ids,
                forced);
    }

    private static String name(String typed) {
        String name = typed.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw new InvalidValueException(NAME, new Constraint("at-most-characters", LONGEST_NAME), typed);
        }
        return name;
    }

    /** @throws InvalidValueException naming {@code digest}, if it is not a digest */
    public static void requireDigest(String digest) {
        if (!DIGITS.matcher(digest).matches()) {
            throw new InvalidValueException("digest", new Constraint("digest"), digest);
        }
    }

    private static List<Integer> parseIds(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String id : text.split("\\.", -1)) {
            ids.add(parseId(id).orElseThrow(() -> new InvalidValueException(IDS, new Constraint("base-36"), id)));
        }
        return ids;
    }

    /** An id in base 36, or the largest number if it is above that; empty if it is not 1 to 6 digits. */
    static OptionalInt parseId(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'z')) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) Math.min(Long.parseLong(id, BASE), Integer.MAX_VALUE));
    }

    /** Ids in base 36, with dots between them. */
    static String written(List<Integer> ids) {
        StringBuilder written = new StringBuilder(4 * ids.size());
        for (int id : ids) {
            written.append(written.isEmpty() ? "" : ".").append(Integer.toString(id, BASE));
        }
        return written.toString();
    }

    private static List<Integer> parseForced(String steps, int size) {
        List<Integer> forced = new ArrayList<>();
        for (String step : steps.split("\\.", -1)) {
            int least = forced.isEmpty() ? 0 : forced.get(forced.size() - 1) + 1;
            int number = step.matches("\\d{1,6}") ? Integer.parseInt(step) : -1;
            if (number < least || number >= size) {
                throw new InvalidValueException(FORCED, new Constraint("steps-of-lane", size), steps);
            }
            forced.add(number);
        }
        return forced;
    }

    /** This lane with its first {@code count} ids, or with all if it has fewer. */
    public LaneLink first(int count) {
        return with(ids.subList(0, Math.min(count, ids.size())));
    }

    /** This lane with other ids; those that it has in common with these stay chosen by hand where they were. */
    public LaneLink with(List<Integer> other) {
        int same = common(ids, other);
        List<Integer> kept = forced.stream().filter(step -> step < same).toList();
        return new LaneLink(name, decoder, model, digest, settings, beams, switches, other, kept);
    }

    /** How many ids two paths have in common before they part. */
    public static int common(List<Integer> one, List<Integer> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    /** This lane with its first ids and then a token that a person chose. @param step at most the number of ids */
    LaneLink choose(int step, int id) {
        List<Integer> chosen = new ArrayList<>(ids.subList(0, step));
        chosen.add(id);
        return first(step).with(chosen).forced(step);
    }

    private LaneLink forced(int step) {
        List<Integer> more = Stream.concat(forced.stream(), Stream.of(step))
                .distinct()
                .sorted()
                .toList();
        return forced(more);
    }

    /** This lane with other steps chosen by hand. */
    public LaneLink forced(List<Integer> steps) {
        return new LaneLink(name, decoder, model, digest, settings, beams, switches, ids, steps);
    }

    /** This lane with a model, unless it names one. */
    public LaneLink model(String id) {
        return model.isPresent()
                ? this
                : new LaneLink(name, decoder, Optional.of(id), digest, settings, beams, switches, ids, forced);
    }

    /** This lane on the model of its link. */
    public LaneLink onLinksModel() {
        return new LaneLink(name, decoder, Optional.empty(), Optional.empty(), settings, beams, switches, ids, forced);
    }

    public LaneLink name(Optional<String> other) {
        return new LaneLink(other, decoder, model, digest, settings, beams, switches, ids, forced);
    }

    /** This lane with other switches. */
    public LaneLink switches(Switches other) {
        return new LaneLink(name, decoder, model, digest, settings, beams, other, ids, forced);
    }

    /** This lane with other settings of its stages. */
    public LaneLink settings(Settings other) {
        return new LaneLink(name, decoder, model, digest, other, beams, switches, ids, forced);
    }

    /** A lane that samples with these settings, with the model, the switches and the ids of this one. */
    public LaneLink sampled(Settings other) {
        return new LaneLink(
                Optional.empty(), Decoder.SAMPLE, model, digest, other, BeamSettings.USUAL, switches, ids, forced);
    }

    /** A lane that searches with beams, with the model and the switches of this one. */
    public LaneLink searching(BeamSettings other) {
        return new LaneLink(
                Optional.empty(), Decoder.BEAM, model, digest, Settings.OFF, other, switches, List.of(), List.of());
    }

    /** This lane with another decoder, and of its settings those that this one has. */
    public LaneLink decoder(Decoder other) {
        boolean searches = other == Decoder.BEAM;
        return new LaneLink(
                name,
                other,
                model,
                digest,
                searches ? Settings.OFF : settings,
                searches ? beams : BeamSettings.USUAL,
                switches,
                ids,
                forced);
    }

    /** This lane with the digest of its own model, if it has a model of its own and no digest. */
    public LaneLink on(String modelDigest) {
        return model.isEmpty() || digest.isPresent()
                ? this
                : new LaneLink(name, decoder, model, Optional.of(modelDigest), settings, beams, switches, ids, forced);
    }

    /** This lane on today's model; without the tokens that followed another prompt; if its weights were others, without all that names tokens by their ids, and without switches. */
    LaneLink today(Weights weights) {
        Optional<String> named = model.map(id -> weights.today().id());
        return weights.areHere()
                ? new LaneLink(name, decoder, named, Optional.empty(), settings, beams, switches, ids, forced)
                : new LaneLink(
                        name,
                        decoder,
                        named,
                        Optional.empty(),
                        weights.haveSameFiles() ? settings : settings.withoutBias(),
                        beams,
                        weights.haveSameFiles() ? switches : Switches.NONE,
                        List.of(),
                        List.of());
    }

    /** The parameters from which {@link #parse} makes this lane again. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("", decoder.key());
        name.ifPresent(given -> values.put(NAME, given));
        model.ifPresent(id -> values.put(MODEL, id));
        digest.ifPresent(hex -> values.put(DIGEST, hex));
        values.putAll(settings.toMap());
        values.putAll(beams.toMap());
        switches.byName().forEach((place, factor) -> values.put(SWITCH + place, Range.plain(factor)));
        if (!ids.isEmpty()) {
            values.put(IDS, written(ids));
        }
        if (!forced.isEmpty()) {
            values.put(FORCED, forced.stream().map(String::valueOf).collect(Collectors.joining(".")));
        }
        return values;
    }
}
