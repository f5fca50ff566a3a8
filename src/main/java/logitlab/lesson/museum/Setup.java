package logitlab.lesson.museum;

import java.util.List;
import java.util.function.Function;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;

/**
 * What a decoder is given for one step, be it right or wrong.
 *
 * @param zero whether a temperature of 0 was asked for, which {@code settings} cannot hold
 */
public record Setup(Logits logits, Prefix prefix, Settings settings, boolean zero, Draw draw) {

    /** The right program; temperature 0 is greedy decoding to it. */
    public Output right() {
        return run((zero ? Decoder.GREEDY : Decoder.SAMPLE).stages(settings));
    }

    Output run(List<Stage> stages) {
        return Output.of(step(stages));
    }

    Step step(List<Stage> stages) {
        return Step.of(logits, prefix, stages, draw);
    }

    /** The right stages with an odd one in the place of another, where that is on. */
    <S extends Stage> Output swapped(Class<S> right, Function<S, Stage> odd) {
        return run(settings.stages().stream()
                .map(stage -> right.isInstance(stage) ? odd.apply(right.cast(stage)) : stage)
                .toList());
    }
}
