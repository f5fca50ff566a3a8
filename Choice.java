package logitlab.web.api;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;

/** One step taken for a caller: what was asked has been checked against the vocabulary by then. */
final class Choice {

    private Choice() {}

    /** @throws InvalidValue where the settings lead beyond what a double can hold */
    static Step step(Logits logits, Prefix prefix, Settings settings, Draw draw) {
        requireFinite(logits, settings);
        return Step.of(logits, prefix, settings.stages(), draw);
    }

    /** The largest logit is the one that could become infinite, or leave no finite one behind. */
    private static void requireFinite(Logits logits, Settings settings) {
        double bias = settings.bias().values().stream()
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
        double penalty = Math.max(settings.repetitionPenalty(), 1 / settings.repetitionPenalty());
        double most = (Math.abs(logits.max()) + bias) * penalty / settings.temperature();
        if (!Double.isFinite(most)) {
            throw new InvalidValue("settings", new Rule("finite-logits"), Double.toString(logits.max()));
        }
    }

    /** @throws InvalidValue where an id is outside the vocabulary */
    static void requireKnown(String path, Prefix ids, int vocabulary) {
        IntStream.range(0, ids.size())
                .filter(i -> ids.at(i) >= vocabulary)
                .findFirst()
                .ifPresent(i -> {
                    throw unknown(path + "[" + i + "]", ids.at(i), vocabulary);
                });
    }

    /** @throws InvalidValue where it is outside the vocabulary */
    static void requireKnown(String path, OptionalInt id, int vocabulary) {
        if (id.isPresent() && id.getAsInt() >= vocabulary) {
            throw unknown(path, id.getAsInt(), vocabulary);
        }
    }

    /** @throws InvalidValue where a bias is for an id outside the vocabulary */
    static void requireKnown(Settings settings, int vocabulary) {
        settings.bias().keySet().forEach(id -> requireKnown("settings.bias." + id, OptionalInt.of(id), vocabulary));
    }

    private static InvalidValue unknown(String path, int id, int vocabulary) {
        return new InvalidValue(path, new Rule("token-id-up-to", vocabulary - 1), Integer.toString(id));
    }
}
