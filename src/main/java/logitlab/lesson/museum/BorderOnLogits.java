package logitlab.lesson.museum;

import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;

/** Min-p whose border is a share of the largest logit, not of the largest probability; what lies below gets a logit of 0. */
record BorderOnLogits(double share) implements Stage {

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        double border = share * logits.max();
        return scores.with(logits.map(id -> logits.at(id) < border ? 0 : logits.at(id)));
    }
}
