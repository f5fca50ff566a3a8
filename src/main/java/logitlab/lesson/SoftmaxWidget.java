package logitlab.lesson;

import java.util.List;
import logitlab.decoding.SoftmaxWork;
import logitlab.model.Models;

/** {@code ```widget softmax}: softmax worked out line by line, on logits that the lesson gives or on a live step of a model. */
public sealed interface SoftmaxWidget extends Widget permits GivenSoftmax, LiveSoftmax {

    /** Computed over the whole vocabulary. */
    SoftmaxWork work();

    /** The lines to show; {@link SoftmaxWork#everythingElse} has the others. */
    List<SoftmaxWork.Line> lines();

    static SoftmaxWidget of(BlockWords words, Models models) {
        return words.words().containsKey("prompt") ? LiveSoftmax.of(words, models) : GivenSoftmax.of(words);
    }
}
