package logitlab.decoding.take;

import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;

/** All that decides the choice of one token but the draw. @param prefix all ids before it */
public record Side(Logits logits, Prefix prefix, Decoder decoder, Settings settings) {

    /** The choice with a draw. */
    public Step step(Draw draw) {
        List<Stage> stages = decoder.stages(settings);
        return Step.of(logits, prefix, stages, draw);
    }

    /** This side with one thing of the other. @param thing see {@link Exchange} */
    Side with(String thing, Side other) {
        return switch (thing) {
            case Exchange.LOGITS -> new Side(other.logits, other.prefix, decoder, settings);
            case Exchange.DECODER -> new Side(logits, prefix, other.decoder, settings);
            case Exchange.BIAS -> new Side(logits, prefix, decoder, withBias(settings, other.settings));
            default -> new Side(logits, prefix, decoder, withValue(settings, thing, other.settings));
        };
    }

    private static Settings withBias(Settings own, Settings other) {
        return new Settings(
                other.bias(),
                own.repetitionPenalty(),
                own.temperature(),
                own.topK(),
                own.topP(),
                own.minP(),
                own.typicalP());
    }

    private static Settings withValue(Settings own, String key, Settings other) {
        Map<String, String> values = own.withoutBias().toMap();
        String value = other.toMap().get(key);
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        return withBias(Settings.of(values), own);
    }
}
