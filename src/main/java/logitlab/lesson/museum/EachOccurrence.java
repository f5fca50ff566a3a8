package logitlab.lesson.museum;

import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;

/** A repetition penalty that goes through the text token by token and works again at each one, however often it was met. */
record EachOccurrence(double penalty) implements Stage {

    @Override
    public Scores apply(Scores scores, Prefix prefix) {
        Logits logits = scores.logits();
        double[] penalised = logits.toArray();
        prefix.ids()
                .filter(id -> id >= 0 && id < penalised.length)
                .forEach(id -> penalised[id] = penalised[id] > 0 ? penalised[id] / penalty : penalised[id] * penalty);
        return scores.with(logits.map(id -> penalised[id]));
    }

    @Override
    public boolean canChangeArgmax() {
        return true;
    }
}
