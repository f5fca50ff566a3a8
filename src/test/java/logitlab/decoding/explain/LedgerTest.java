package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.explain.LedgerEntry.Cut;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerTest {

    private static Step step(Decoder decoder, Map<String, String> settings, double... logits) {
        return Step.of(Logits.of(logits), Prefix.of(0, 3), decoder.stages(Settings.of(settings)), new Draw(42, 0));
    }

    private static double[] logs(double... probabilities) {
        return DoubleStream.of(probabilities).map(Math::log).toArray();
    }

    /** At temperature 0.5 the weights 4, 2, 1, 1 are squared: 16, 4, 1, 1, of which top-k drops the last two and top-p the second. */
    @Test
    void one_step_by_hand() {
        LedgerEntry entry = LedgerEntry.of(
                step(
                        Decoder.SAMPLE,
                        Map.of("temperature", "0.5", "top-k", "3", "top-p", "0.75"),
                        logs(0.5, 0.25, 0.15, 0.1)),
                0);

        double sum = 0.25 + 0.0625 + 0.0225 + 0.01;
        assertThat(entry.modelLogProbability()).isCloseTo(Math.log(0.5), within(1e-12));
        assertThat(entry.surprisal()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(entry.cut("top-k").model()).isCloseTo(0.1, within(1e-12));
        assertThat(entry.cut("top-k").adjusted()).isCloseTo(0.01 / sum, within(1e-12));
        // of the three that top-k left, the first alone has 0.25 / 0.335 = 0.746, so the second crosses 0.75
        assertThat(entry.cut("top-p").model()).isCloseTo(0.15, within(1e-12));
        assertThat(entry.cut("top-p").adjusted()).isCloseTo(0.0225 / sum, within(1e-12));
        assertThat(entry.cut("min-p")).isEqualTo(new Cut(0, 0));
        assertThat(entry.samplingLogProbability()).isCloseTo(Math.log(0.8), within(1e-12));
        assertThat(entry.samplingEntropy()).isCloseTo(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.2), within(1e-12));
    }

    @Test
    void greedy_takes_one_token_for_certain() {
        LedgerEntry entry = LedgerEntry.of(step(Decoder.GREEDY, Map.of(), logs(0.25, 0.5, 0.25)), 1);

        assertThat(entry.samplingLogProbability()).isZero();
        assertThat(entry.samplingEntropy()).isZero();
        assertThat(entry.modelEntropy()).isCloseTo(1.5 * Math.log(2), within(1e-12));
        assertThat(entry.cut("greedy").model()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void a_token_chosen_by_hand_may_be_impossible_for_the_settings() {
        LedgerEntry entry = LedgerEntry.of(step(Decoder.SAMPLE, Map.of("top-k", "1"), 2, 1, 0), 2);

        assertThat(entry.samplingLogProbability()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(entry.surprisal()).isBetween(2.0, 3.0);
        assertThat(new Ledger(List.of(entry)).samplingLogProbability()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void a_banned_token_adds_to_no_sum() {
        LedgerEntry entry =
                LedgerEntry.of(step(Decoder.SAMPLE, Map.of("top-p", "0.6"), 1, Double.NEGATIVE_INFINITY, 1, 0), 0);

        assertThat(entry.cut("top-p").model() + 2 * Math.exp(entry.modelLogProbability()))
                .isCloseTo(1, within(1e-12));
        assertThat(entry.modelEntropy()).isFinite();
    }

    /** Against sums over all tokens, written once more, on random steps with all settings. */
    @Test
    void what_is_cut_and_what_is_kept_add_up_to_all() {
        Random random = new Random(20);
        for (int trial = 0; trial < 300; trial++) {
            double[] logits = random.doubles(5, -4, 4).toArray();
            Step step = step(
                    trial % 7 == 0 ? Decoder.GREEDY : Decoder.SAMPLE,
                    Map.of(
                            "bias.1", Double.toString(random.nextInt(5) - 2),
                            "repetition-penalty", Double.toString(1 + random.nextInt(3) / 2.0),
                            "temperature", Double.toString(0.5 + random.nextInt(4) / 2.0),
                            "top-k", Integer.toString(1 + random.nextInt(5)),
                            "top-p",
                                    Double.toString(0.3 + random.nextInt(8) / 10.0)
                                            .substring(0, 3),
                            "min-p", Double.toString(random.nextInt(3) / 10.0),
                            "typical-p",
                                    Double.toString(0.5 + random.nextInt(6) / 10.0)
                                            .substring(0, 3)),
                    logits);
            LedgerEntry entry = LedgerEntry.of(step, step.chosen());

            double adjustedSum = step.all().stream()
                    .mapToDouble(one -> Math.exp(one.adjustedLogit()))
                    .sum();
            double modelSum = DoubleStream.of(logits).map(Math::exp).sum();
            double keptAdjusted = 0;
            double keptModel = 0;
            double entropy = 0;
            for (Candidate one : step.all()) {
                if (one.kept()) {
                    keptAdjusted += Math.exp(one.adjustedLogit()) / adjustedSum;
                    keptModel += Math.exp(one.logit()) / modelSum;
                    double q = Math.exp(one.adjustedLogit())
                            / step.all().stream()
                                    .filter(Candidate::kept)
                                    .mapToDouble(other -> Math.exp(other.adjustedLogit()))
                                    .sum();
                    entropy -= q * Math.log(q);
                }
            }
            assertThat(entry.cuts().values().stream().mapToDouble(Cut::adjusted).sum() + keptAdjusted)
                    .isCloseTo(1, within(1e-12));
            assertThat(entry.cuts().values().stream().mapToDouble(Cut::model).sum() + keptModel)
                    .isCloseTo(1, within(1e-12));
            assertThat(entry.samplingEntropy()).isCloseTo(entropy, within(1e-12));
            assertThat(entry.samplingLogProbability())
                    .isCloseTo(Math.log(step.reason().width()), within(1e-9));
        }
    }

    @Test
    void the_last_running_perplexity_is_that_of_the_whole_text() {
        List<LedgerEntry> entries = IntStream.range(0, 4)
                .mapToObj(id -> LedgerEntry.of(step(Decoder.SAMPLE, Map.of(), 3, 1, 0.5, -2), id))
                .toList();
        Ledger ledger = new Ledger(entries);

        Loss whole = new Loss(entries.stream().map(LedgerEntry::surprisal).toList());
        assertThat(ledger.perplexities()).hasSize(4);
        assertThat(ledger.perplexities().get(3)).isCloseTo(whole.perplexity(), within(1e-12));
        assertThat(ledger.perplexities().get(0))
                .isCloseTo(Math.exp(entries.get(0).surprisal()), within(1e-12));
        assertThat(ledger.modelLogProbability()).isCloseTo(-whole.total(), within(1e-12));
        assertThat(ledger.mean(LedgerEntry::modelEntropy))
                .isCloseTo(entries.get(0).modelEntropy(), within(1e-12));
    }

    @Test
    void perplexities_by_hand() {
        assertThat(Ledger.perplexities(List.of(Math.log(2), Math.log(8))))
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(2, within(1e-12)),
                        second -> assertThat(second).isCloseTo(4, within(1e-12)));
        assertThat(new Ledger(List.of()).perplexities()).isEmpty();
        assertThat(new Ledger(List.of()).truncations()).isEmpty();
    }
}
