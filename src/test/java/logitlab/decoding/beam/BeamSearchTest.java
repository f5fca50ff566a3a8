package logitlab.decoding.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BeamSearchTest {

    private static final Set<Integer> NO_END = Set.of();

    /** 0.5, 0.4, 0.1 at first; after token 0 all alike; after token 1 always token 0. */
    private static final Function<Prefix, Logits> GARDEN_PATH = path -> path.size() == 0
            ? probabilities(0.5, 0.4, 0.1)
            : path.at(0) == 1 ? probabilities(0.98, 0.01, 0.01) : probabilities(1 / 3.0, 1 / 3.0, 1 / 3.0);

    @Test
    void two_beams_find_the_text_that_greedy_passes_by() {
        BeamSearch search = search(GARDEN_PATH, new BeamSettings(2, 1, false), NO_END, 2);
        assertThat(search.steps().get(0).continued())
                .extracting(BeamPath::tokens)
                .containsExactly(Prefix.of(0), Prefix.of(1));
        BeamPath best = search.hypotheses(2).get(0);
        assertThat(best.tokens()).isEqualTo(Prefix.of(1, 0));
        assertThat(best.logProbability()).isCloseTo(Math.log(0.4 * 0.98), within(1e-12));
        assertThat(best.score()).isCloseTo(Math.log(0.4 * 0.98) / 2, within(1e-12));
    }

    @Test
    void a_step_shows_twice_as_many_texts_as_beams_and_what_becomes_of_each() {
        BeamStep second = search(GARDEN_PATH, new BeamSettings(2, 1, false), NO_END, 2)
                .steps()
                .get(1);
        assertThat(second.candidates())
                .extracting(candidate -> candidate.path().tokens().toString(), BeamStep.Candidate::fate)
                .containsExactly(
                        tuple("1 0", BeamStep.Fate.CONTINUED),
                        tuple("0 0", BeamStep.Fate.CONTINUED),
                        tuple("0 1", BeamStep.Fate.DROPPED),
                        tuple("0 2", BeamStep.Fate.DROPPED));
        assertThat(second.candidates()).extracting(BeamStep.Candidate::parent).containsExactly(1, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void one_beam_is_greedy(long seed) {
        Function<Prefix, Logits> model = model(seed);
        Prefix greedy = Prefix.EMPTY;
        while (greedy.size() < 6) {
            greedy = greedy.plus(model.apply(greedy).argmax());
        }
        assertThat(search(model, new BeamSettings(1, 1, false), NO_END, 6)
                        .hypotheses(6)
                        .get(0)
                        .tokens())
                .isEqualTo(greedy);
    }

    /** After one of the five tokens at most four texts have not ended, so 16 beams keep them all, and the second step sees every text. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 0", "4, 2", "5, -1", "6, 0.5", "7, 1", "8, 3"})
    void wide_beams_find_the_best_of_all_texts(long seed, double lengthPenalty) {
        Function<Prefix, Logits> model = model(seed);
        BeamSettings settings = new BeamSettings(16, lengthPenalty, false);
        List<BeamPath> every = new ArrayList<>();
        collect(model, settings, Set.of(4), BeamPath.START, 2, every);
        every.sort(Comparator.comparingDouble(BeamPath::score).reversed());
        BeamSearch search = search(model, settings, Set.of(4), 2);
        assertThat(search.hypotheses(2)).hasSize(16);
        assertThat(search.hypotheses(2).get(0).tokens()).isEqualTo(every.get(0).tokens());
        assertThat(search.hypotheses(2).get(0).score()).isCloseTo(every.get(0).score(), within(1e-12));
    }

    /** Every text of at most {@code most} tokens, cut there or ended before. */
    private static void collect(
            Function<Prefix, Logits> model,
            BeamSettings settings,
            Set<Integer> ends,
            BeamPath path,
            int most,
            List<BeamPath> every) {
        if (path.ended() || path.tokens().size() == most) {
            every.add(path);
            return;
        }
        Logits logits = model.apply(path.tokens());
        for (int token = 0; token < logits.size(); token++) {
            double sum = path.logProbability() + logits.logProbability(token);
            Prefix longer = path.tokens().plus(token);
            BeamPath next = new BeamPath(longer, sum, settings.score(sum, longer.size()), ends.contains(token));
            collect(model, settings, ends, next, most, every);
        }
    }

    /** A text of 0.6 that ends at once, against one of 0.4 with two sure tokens: which is better is a matter of the length penalty. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0 0 1", "-1, 1"})
    void the_length_penalty_divides_by_a_power_of_the_length(double penalty, String best) {
        Function<Prefix, Logits> model = path -> path.size() == 0
                ? probabilities(0.4, 0.6)
                : path.size() == 1 ? probabilities(0.98, 0.02) : probabilities(0.02, 0.98);
        List<BeamPath> found =
                search(model, new BeamSettings(2, penalty, false), Set.of(1), 5).hypotheses(5);
        assertThat(found.get(0).tokens()).hasToString(best);
        assertThat(found.get(0).ended()).isTrue();
        double score =
                found.get(0).logProbability() / Math.pow(found.get(0).tokens().size(), penalty);
        assertThat(found.get(0).score()).isCloseTo(score, within(1e-12));
    }

    @Test
    void early_stopping_ends_when_as_many_texts_as_beams_have_ended_and_otherwise_the_best_beam_may_still_win() {
        Function<Prefix, Logits> model = path -> switch (path.size()) {
            case 0 -> probabilities(0.5, 0.5 - 1e-9);
            case 1 -> probabilities(0.51, 0.49);
            default -> probabilities(0.99, 0.01);
        };
        BeamSettings early = new BeamSettings(2, 1, true);
        BeamSearch stopped = search(model, early, Set.of(1), 10);
        BeamSearch patient = search(model, new BeamSettings(2, 1, false), Set.of(1), 10);
        assertThat(stopped.over()).isTrue();
        assertThat(stopped.steps()).hasSize(2);
        assertThat(stopped.hypotheses(10))
                .extracting(path -> path.tokens().toString())
                .containsExactly("1", "0 1");
        assertThat(patient.steps()).hasSizeGreaterThan(2);
        assertThat(patient.hypotheses(10).get(0).score())
                .isGreaterThan(stopped.hypotheses(10).get(0).score());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_it_would_have_found_with_fewer_tokens_is_what_a_shorter_search_finds(long seed) {
        Function<Prefix, Logits> model = model(seed);
        BeamSettings settings = new BeamSettings(3, 1, seed % 2 == 0);
        BeamSearch whole = search(model, settings, Set.of(0), 9);
        for (int most = 1; most <= 9; most++) {
            assertThat(whole.hypotheses(most))
                    .isEqualTo(search(model, settings, Set.of(0), most).hypotheses(most));
        }
    }

    @Test
    void a_banned_token_is_never_taken_and_fewer_texts_than_beams_are_all_there_are() {
        Function<Prefix, Logits> model = path -> Logits.of(1, Double.NEGATIVE_INFINITY, 0);
        BeamStep first =
                search(model, new BeamSettings(4, 1, false), NO_END, 1).steps().get(0);
        assertThat(first.candidates())
                .extracting(candidate -> candidate.path().tokens())
                .containsExactly(Prefix.of(0), Prefix.of(2));
    }

    @Test
    void a_search_is_over_where_nothing_can_follow() {
        Function<Prefix, Logits> model = path -> Logits.of(Double.NEGATIVE_INFINITY, 3);
        BeamSearch search = search(model, new BeamSettings(3, 1, false), Set.of(1), 5);
        assertThat(search.over()).isTrue();
        assertThat(search.hypotheses(5)).extracting(BeamPath::tokens).containsExactly(Prefix.of(1));
    }

    @Test
    void settings_come_back_unchanged_and_the_usual_ones_are_left_out() {
        Map<String, String> values = Map.of("beams", "8", "length-penalty", "0.5", "early-stopping", "true");
        assertThat(BeamSettings.of(values).toMap()).isEqualTo(values);
        assertThat(BeamSettings.of(Map.of())).isEqualTo(BeamSettings.USUAL);
        assertThat(BeamSettings.USUAL.toMap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "beams, 0, from-to",
        "beams, 17, from-to",
        "beams, 2.5, whole",
        "length-penalty, 10.1, from-to",
        "length-penalty, much, number",
        "early-stopping, yes, one-of",
        "temperature, 0.8, beam-setting"
    })
    void an_invalid_setting_is_refused_by_name(String key, String value, String rule) {
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> BeamSettings.of(Map.of(key, value)));
        assertThat(invalid.field()).isEqualTo(key);
        assertThat(invalid.constraint().name()).isEqualTo(rule);
        assertThat(invalid.value()).isEqualTo(value);
    }

    private static BeamSearch search(
            Function<Prefix, Logits> model, BeamSettings settings, Set<Integer> ends, int most) {
        return BeamSearch.run(paths -> paths.stream().map(model).toList(), settings, ends, most);
    }

    /** Five tokens, whose logits depend on the whole text. */
    private static Function<Prefix, Logits> model(long seed) {
        return path -> {
            Random random = new Random(31 * seed + path.hashCode());
            return Logits.of(random.doubles(5, -3, 3).toArray());
        };
    }

    private static Logits probabilities(double... probabilities) {
        return Logits.of(DoubleStream.of(probabilities).map(Math::log).toArray());
    }
}
