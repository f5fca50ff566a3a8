package logitlab.lesson.museum;

import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;

/** A repetition penalty that divides whatever the sign, so that a negative logit comes closer to 0 and is favoured. */
record NegativeDivided(double penalty) implements Stage {

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        return scores.with(
                logits.map(id -> prefix.ids().anyMatch(said -> said == id) ? logits.at(id) / penalty : logits.at(id)));
    }

    @Override
    public boolean canChangeArgmax() {
        return true;
    }
}
