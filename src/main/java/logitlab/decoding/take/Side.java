package logitlab.decoding.take;

import java.util.List;
import java.util.function.Function;
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

    /** This side with one thing of the other; a setting that its order lacks has no effect. @param thing see {@link Exchange} */
    Side with(String thing, Side other) {
        return switch (thing) {
            case Exchange.LOGITS -> new Side(other.logits, other.prefix, decoder, settings);
            case Exchange.DECODER -> new Side(logits, prefix, other.decoder, settings);
            default -> new Side(logits, prefix, decoder, with(thing, settings, other.settings));
        };
    }

    private static Settings with(String key, Settings own, Settings other) {
        Function<String, Settings> owner = setting -> setting.equals(key) ? other : own;
        return new Settings(
                owner.apply(Exchange.BIAS).bias(),
                owner.apply("repetition-penalty").repetitionPenalty(),
                owner.apply("temperature").temperature(),
                owner.apply("top-k").topK(),
                owner.apply("top-p").topP(),
                owner.apply("min-p").minP(),
                owner.apply("typical-p").typicalP(),
                owner.apply(Settings.ORDER).order());
    }
}
