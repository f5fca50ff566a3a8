package logitlab.lesson.museum;

import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;

/** A temperature that divides the exponentials instead of the logits: {@code ln(exp(z_i - m) / T)}; softmax takes it out again. */
record DividedExponentials(double temperature) implements Stage {

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        return scores.with(logits.map(id -> logits.at(id) - logits.max() - Math.log(temperature)));
    }
}
