package logitlab.web.view;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Decoder;
import logitlab.decoding.Reason;
import logitlab.decoding.Settings;
import logitlab.decoding.beam.BeamSettings;
import logitlab.model.Switches;
import logitlab.web.Messages;

/** Sentences about a step: its settings, and why its token was chosen. */
public final class Sentences {

    private Sentences() {}

    /** {@code Temperature 0.8}, {@code order of llama.cpp}: each setting that is on, but no bias. */
    public static List<String> settings(Messages messages, Settings settings) {
        return settings.toMap().entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("bias."))
                .map(setting -> setting.getKey().equals(Settings.ORDER)
                        ? messages.say("order.of." + setting.getValue())
                        : messages.fieldName(setting.getKey()) + "\u00a0" + setting.getValue())
                .toList();
    }

    /** {@code 4 beams}, {@code Length penalty 0.8}: the number of beams, and what else is not as usual. */
    public static List<String> beams(Messages messages, BeamSettings settings) {
        Stream<String> others = settings.toMap().entrySet().stream()
                .filter(setting -> !setting.getKey().equals("beams"))
                .map(setting -> setting.getKey().equals("early-stopping")
                        ? messages.say("beam.early")
                        : messages.fieldName(setting.getKey()) + "\u00a0" + setting.getValue());
        return Stream.concat(Stream.of(messages.say("beam.beams", settings.beams())), others)
                .toList();
    }

    /** {@code head 2 of layer 4 off}: each switch that is not as trained. */
    public static List<String> switches(Messages messages, Switches switches) {
        return switches.factors().entrySet().stream()
                .map(entry -> messages.say(
                        entry.getValue() == 0 ? "switch.off" : "switch.is",
                        place(messages, entry.getKey()),
                        Numbers.plain(entry.getValue())))
                .toList();
    }

    /** {@code head 2 of layer 4}, {@code the MLP of layer 5}. */
    public static String place(Messages messages, Switches.Place place) {
        return place.head().isPresent()
                ? messages.say("place.head", place.layer(), place.head().getAsInt())
                : messages.say("place.mlp", place.layer());
    }

    /** {@code Head 2 of layer 4 is off}: the same of one head or MLP, as a sentence. */
    public static String switched(Messages messages, Switches.Place place, double factor) {
        return messages.say(
                factor == 0 ? "switch.is-off" : "switch.is", placeFirst(messages, place), Numbers.plain(factor));
    }

    /** {@code Head 2 of layer 4}: the same as the first words of a sentence. */
    public static String placeFirst(Messages messages, Switches.Place place) {
        return place.head().isPresent()
                ? messages.say("place.first.head", place.layer(), place.head().getAsInt())
                : messages.say("place.first.mlp", place.layer());
    }

    /** {@code × 0.5}, or in words: off, or as trained. */
    public static String factor(Messages messages, double factor) {
        return factor == 0 || factor == 1
                ? messages.say(factor == 0 ? "switch.choice.off" : "switch.choice.on")
                : messages.say("switch.choice", Numbers.plain(factor));
    }

    /** {@code T 0.8, top-p 0.95, 1 switch}: settings and switches, as short as can be. */
    public static String shortSettings(Messages messages, Settings settings, Switches switches) {
        Stream<String> named = settings.toMap().entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("bias."))
                .map(setting -> setting.getKey().equals(Settings.ORDER)
                        ? messages.say("order." + setting.getValue())
                        : messages.say("short." + setting.getKey(), setting.getValue()));
        Stream<String> switched = switches.isNone()
                ? Stream.empty()
                : Stream.of(messages.say("short.switches", switches.factors().size()));
        return Stream.concat(named, switched).collect(Collectors.joining(", "));
    }

    /** {@code ␣the −2.00}, or that the token is banned. */
    public static String bias(Messages messages, String token, double bias) {
        return bias == Bias.BAN
                ? messages.say("bias.banned", token)
                : messages.say("bias.is", token, Numbers.logit(bias));
    }

    /** Why a token was chosen. @param token returns the name of a token in the sentence: its text, or its id if there is no model */
    public static String reason(Messages messages, Decoder decoder, Reason reason, IntFunction<String> token) {
        String way = way(decoder, reason);
        return messages.say(
                "reason." + (way.equals("drawn") && reason.tookBest() ? "drawn-best" : way),
                token.apply(reason.chosen()),
                Numbers.share(reason.draw()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()),
                token.apply(reason.greedy()));
    }

    /** That a person chose a token, and what would have been chosen otherwise. @param taken the token that the person chose */
    public static String byHand(
            Messages messages, Decoder decoder, Reason reason, int taken, IntFunction<String> token) {
        String instead = decoder.draws() ? "draw" : decoder.key();
        return messages.say(
                "reason.by-hand." + instead + (taken == reason.chosen() ? ".too" : ""),
                token.apply(taken),
                Numbers.share(reason.draw()),
                token.apply(reason.chosen()));
    }

    /**
     * What decided: {@code greedy} decoding, a {@code beam} search, the {@code only} token kept, the draw ({@code drawn}), or a draw that rounding put beyond
     * the last interval ({@code rounding}).
     */
    public static String way(Decoder decoder, Reason reason) {
        return !decoder.draws()
                ? decoder.key()
                : reason.kept() == 1 ? "only" : reason.draw() >= reason.to() ? "rounding" : "drawn";
    }

    /**
     * The rank as people count: {@code 1st} for rank 0, {@code 4,096th} for rank 4095.
     *
     * @param rank counted from 0, as in the API
     */
    public static String rank(Messages messages, int rank) {
        int number = rank + 1;
        boolean teen = number / 10 % 10 == 1;
        int last = number % 10;
        String ending = !teen && last >= 1 && last <= 3 ? Integer.toString(last) : "other";
        return messages.say("ordinal." + ending, Numbers.count(number));
    }
}
