package logitlab.lesson.museum;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.MinP;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Temperature;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;

/** The bugs that are not in a truncation; each method runs a program with one bug. */
final class WrongPrograms {

    /** The length of a list on a screen. */
    private static final int SCREEN = 50;

    private WrongPrograms() {}

    /** A repetition penalty: a stage that can change which token has the largest logit. */
    @FunctionalInterface
    private interface Penalty extends Stage {

        @Override
        default boolean canChangeArgmax() {
            return true;
        }
    }

    /**
     * Top-p in single precision from below: adds up from the worst token and keeps a token if the sum exceeds 1 - p. For p below
     * 3e-8 that is exactly 1, and no sum exceeds it.
     */
    static DecoderOutput allMasked(DecoderInput input) {
        double p = input.settings().topP();
        Float32Step single = Float32Step.of(input.step(input.settings().stages().stream()
                .filter(stage -> !(stage instanceof TopP))
                .toList()));
        Float32Step cut = p < 1 ? single.above(1 - (float) p) : single;
        return cut.drawn(cut.max(), input.draw());
    }

    /** A temperature that divides the exponentials instead of the logits: {@code ln(exp(z_i - m) / T)}; softmax cancels it. */
    static DecoderOutput temperatureAfter(DecoderInput input) {
        return input.swapped(Temperature.class, right -> (scores, prefix) -> {
            Logits logits = scores.logits();
            return scores.with(logits.map(id -> logits.at(id) - logits.max() - Math.log(right.temperature())));
        });
    }

    /** Divides by the temperature even if it is 0: 1 / 0 is infinite, and infinity minus infinity is not a number. */
    static DecoderOutput zeroTemperature(DecoderInput input) {
        Float32Step single = Float32Step.of(input.step(input.settings().stages()));
        Float32Step scaled = input.zero() ? single.times(1 / 0f) : single;
        return scaled.drawn(scaled.max(), input.draw());
    }

    /**
     * Softmax in single precision that does not subtract the largest logit: below about -104 every exponential is 0, above about
     * 88 one is infinite, and 0 / 0 is not a number.
     */
    static DecoderOutput noMaximum(DecoderInput input) {
        return Float32Step.of(input.step(input.settings().stages())).drawn(0, input.draw());
    }

    /** Applies softmax only to the best 50 tokens, which fit on a screen: a top-k that nobody asked for. */
    static DecoderOutput headOnly(DecoderInput input) {
        List<Stage> stages = new ArrayList<>(List.of(new TopK(SCREEN)));
        stages.addAll(input.settings().stages());
        return input.run(stages);
    }

    /** A repetition penalty that always divides, so that a negative logit moves towards 0 and is favoured. */
    static DecoderOutput negativeDivided(DecoderInput input) {
        return input.swapped(
                RepetitionPenalty.class,
                right -> penalty((scores, prefix) -> {
                    Logits logits = scores.logits();
                    return scores.with(logits.map(id -> prefix.ids().anyMatch(earlier -> earlier == id)
                            ? logits.at(id) / right.penalty()
                            : logits.at(id)));
                }));
    }

    /** A repetition penalty that is applied again each time a token occurs in the text. */
    static DecoderOutput eachOccurrence(DecoderInput input) {
        return input.swapped(
                RepetitionPenalty.class,
                right -> penalty((scores, prefix) -> {
                    double[] logits = scores.logits().toArray();
                    double penalty = right.penalty();
                    prefix.ids()
                            .filter(id -> id >= 0 && id < logits.length)
                            .forEach(id -> logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
                    return scores.with(scores.logits().map(id -> logits[id]));
                }));
    }

    private static Stage penalty(Penalty penalty) {
        return penalty;
    }

    /** A cut whose kept tokens have the probabilities that they had before it, so that they do not sum to 1. */
    static DecoderOutput notRenormalised(DecoderInput input) {
        Step step = input.step(input.settings().stages());
        Logits before = Logits.of(
                step.all().stream().mapToDouble(Candidate::adjustedLogit).toArray());
        float[] probabilities = new float[before.size()];
        BitSet kept = new BitSet(before.size());
        step.all().stream().filter(Candidate::kept).forEach(candidate -> {
            kept.set(candidate.id());
            probabilities[candidate.id()] = (float) before.probability(candidate.id());
        });
        return DecoderOutput.drawn(
                probabilities,
                kept,
                Scores.of(input.logits()).ranking(),
                input.draw().u());
    }

    /** Min-p whose border is a share of the largest logit instead of the largest probability; dropped tokens get a logit of 0. */
    static DecoderOutput borderOnLogits(DecoderInput input) {
        return input.swapped(MinP.class, right -> (scores, prefix) -> {
            Logits logits = scores.logits();
            double border = right.share() * logits.max();
            return scores.with(logits.map(id -> logits.at(id) < border ? 0 : logits.at(id)));
        });
    }
}
