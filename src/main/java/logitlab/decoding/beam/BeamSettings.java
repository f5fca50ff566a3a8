package logitlab.decoding.beam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;

/**
 * What can be set for a beam search. {@link #of} is its only parser, for links, forms and JSON; {@link #toMap} is its inverse.
 *
 * <pre>
 * BeamSettings.of(Map.of("beams", "4", "length-penalty", "0.8", "early-stopping", "true"))
 * </pre>
 *
 * @param beams how many texts go on after each step, 1 to 16; 1 is greedy decoding
 * @param lengthPenalty in [-10, 10]: a score is the log probability divided by the number of tokens to this power, so 0 compares the
 *     probabilities themselves, which favours short texts, and more than that favours long ones
 * @param earlyStopping whether the search ends as soon as {@code beams} texts have ended; otherwise it ends when the best unfinished text
 *     is worse than all of these
 */
public record BeamSettings(int beams, double lengthPenalty, boolean earlyStopping) {

    public static final Range BEAMS = Range.of(1, 16);
    public static final Range LENGTH_PENALTY = Range.of(-10, 10);

    public static final BeamSettings USUAL = new BeamSettings(4, 1, false);

    /** The keys of {@link #of}. */
    public static final List<String> KEYS = List.of("beams", "length-penalty", "early-stopping");

    public BeamSettings {
        BEAMS.require("beams", beams);
        LENGTH_PENALTY.require("length-penalty", lengthPenalty);
    }

    /**
     * Settings from their values, with keys as in {@link #KEYS}; a missing one is as in {@link #USUAL}.
     *
     * @throws InvalidValueException naming the key, the rule and the value
     */
    public static BeamSettings of(Map<String, String> values) {
        values.forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                throw new InvalidValueException(key, new Constraint("beam-setting", String.join(", ", KEYS)), value);
            }
        });
        return new BeamSettings(
                values.containsKey("beams")
                        ? NumberParser.whole("beams", values.get("beams"), BEAMS)
                                .intValue()
                        : USUAL.beams,
                values.containsKey("length-penalty")
                        ? NumberParser.number("length-penalty", values.get("length-penalty"), LENGTH_PENALTY)
                        : USUAL.lengthPenalty,
                values.containsKey("early-stopping") ? flag(values.get("early-stopping")) : USUAL.earlyStopping);
    }

    private static boolean flag(String value) {
        if (!List.of("true", "false").contains(value)) {
            throw new InvalidValueException("early-stopping", new Constraint("one-of", "true, false"), value);
        }
        return Boolean.parseBoolean(value);
    }

    /** The values that {@link #of} reads back to these settings, without those that are usual. */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        if (beams != USUAL.beams) {
            values.put("beams", Integer.toString(beams));
        }
        if (lengthPenalty != USUAL.lengthPenalty) {
            values.put("length-penalty", Range.plain(lengthPenalty));
        }
        if (earlyStopping != USUAL.earlyStopping) {
            values.put("early-stopping", Boolean.toString(earlyStopping));
        }
        return values;
    }

    /** {@code score = logProbability / length ** lengthPenalty}. @param length at least 1, the end token counted */
    public double score(double logProbability, int length) {
        return logProbability / Math.pow(length, lengthPenalty);
    }
}
