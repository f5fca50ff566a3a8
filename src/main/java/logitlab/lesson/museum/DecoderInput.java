package logitlab.lesson.museum;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;

/**
 * The input of a decoder for one step, whether it is right or wrong.
 *
 * @param zero whether the temperature is 0, which {@code settings} do not allow
 */
public record DecoderInput(Logits logits, Prefix prefix, Settings settings, boolean zero, Draw draw) {

    /** Runs the right program, for which temperature 0 means greedy decoding. */
    public DecoderOutput right() {
        return run((zero ? Decoder.GREEDY : Decoder.SAMPLE).stages(settings));
    }

    DecoderOutput run(List<Stage> stages) {
        return DecoderOutput.of(step(stages));
    }

    Step step(List<Stage> stages) {
        return Step.of(logits, prefix, stages, draw);
    }

    /** Runs the right stages with a wrong one in place of a right one, if that is on. */
    <S extends Stage> DecoderOutput swapped(Class<S> right, Function<S, Stage> odd) {
        return replaced(stage -> right.isInstance(stage) ? odd.apply(right.cast(stage)) : stage);
    }

    /** Runs what becomes of each of the right stages. */
    DecoderOutput replaced(UnaryOperator<Stage> odd) {
        return run(settings.stages().stream().map(odd).toList());
    }
}
