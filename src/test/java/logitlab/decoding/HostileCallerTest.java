package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Any finite logits and any settings within their ranges give a sound step, never a bug. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileCallerTest {

    private static final double[] LOGITS = {
        0,
        -0.0,
        1,
        -1,
        Math.nextUp(1.0),
        5,
        5,
        700,
        -745,
        1e-320,
        -Double.MIN_VALUE,
        1e15,
        -1e15,
        1e306,
        1.1e306,
        -1e306,
        1e308,
        -1e308,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        BANNED
    };

    private static final Map<String, List<String>> WORDS = Map.of(
            "temperature", List.of("0.001", "0.8", "1", "1.9", "100"),
            "repetition-penalty", List.of("4.9e-324", "1e-300", "0.5", "1.2", "10"),
            "top-k", List.of("1", "2", "3", "2147483647"),
            "top-p", List.of("4.9e-324", "0.5", "0.95", "0.9999999999999999", "1"),
            "min-p", List.of("0", "4.9e-324", "0.05", "1"),
            "typical-p", List.of("4.9e-324", "0.5", "0.95", "0.9999999999999999", "1"),
            "bias.0", List.of("-1000", "1000", "0", "ban"),
            "bias.4", List.of("-1e-300", "3"));

    @Test
    void gets_a_sound_step_or_the_error_that_a_biased_token_is_unknown() {
        Random random = new Random(2024);
        int sound = 0;
        for (int round = 0; round < 20_000; round++) {
            double[] values = random.ints(1 + random.nextInt(8), 0, LOGITS.length)
                    .mapToDouble(i -> LOGITS[i])
                    .toArray();
            values[0] = LOGITS[random.nextInt(LOGITS.length - 1)]; // one at least is not banned
            Settings settings = Settings.of(someWords(random));
            Prefix prefix = Prefix.of(random.ints(3, -2, 12).toArray());
            try {
                Draw draw = new Draw(random.nextLong() >>> 11, random.nextInt(5));
                requireSound(Step.of(Logits.of(values), prefix, settings.stages(), draw));
                sound++;
            } catch (InvalidValueException invalid) {
                assertThat(invalid.field()).isIn("bias.0", "bias.4");
            }
        }
        assertThat(sound).isGreaterThan(15_000);
    }

    private static Map<String, String> someWords(Random random) {
        Map<String, String> words = new HashMap<>();
        WORDS.forEach((key, choices) -> {
            if (random.nextInt(3) == 0) {
                words.put(key, choices.get(random.nextInt(choices.size())));
            }
        });
        return words;
    }

    private static void requireSound(Step step) {
        List<Candidate> all = step.all();
        assertThat(all.stream().mapToDouble(Candidate::modelProbability).sum()).isCloseTo(1, within(1e-12));
        assertThat(all.stream().mapToDouble(Candidate::samplingProbability).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(all.get(step.chosen()).kept()).isTrue();
        assertThat(all.stream().map(Candidate::rank)).containsExactlyInAnyOrderElementsOf(ids(all.size()));
        List<Candidate> ranked = step.best(all.size());
        double end = 0;
        for (int rank = 0; rank < ranked.size(); rank++) {
            Candidate candidate = ranked.get(rank);
            assertThat(candidate.adjustedLogit()).isNotNaN();
            if (rank > 0) {
                assertThat(candidate.adjustedLogit())
                        .isLessThanOrEqualTo(ranked.get(rank - 1).adjustedLogit());
            }
            if (candidate.kept()) {
                assertThat(candidate.from()).hasValue(end);
                end = candidate.cumulative().orElseThrow();
                assertThat(candidate.droppedBy()).isEmpty();
            } else {
                assertThat(candidate.samplingProbability()).isZero();
                assertThat(candidate.droppedBy().isEmpty())
                        .isEqualTo(candidate.logit() == BANNED || candidate.adjustedLogit() == BANNED);
            }
        }
        assertThat(end).isCloseTo(1, within(1e-12));
    }

    private static List<Integer> ids(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @Test
    void may_send_300000_logits_that_are_equal_or_nearly_equal() {
        List<Stage> stages = Settings.of(Map.of("temperature", "0.8", "top-p", "0.95", "typical-p", "0.9"))
                .stages();
        double[] nearly =
                IntStream.range(0, 300_000).mapToDouble(id -> 1 + id * 0x1p-52).toArray();
        assertThat(Step.of(Logits.of(new double[300_000]), Prefix.EMPTY, stages, new Draw(1, 0))
                        .kept())
                .isEqualTo(285_000);
        assertThat(Step.of(Logits.of(nearly), Prefix.EMPTY, stages, new Draw(1, 0))
                        .kept())
                .isBetween(250_000, 285_000);
    }
}
