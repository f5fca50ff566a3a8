package logitlab.lesson.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.Value;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Solves each question as a learner does, from the rounded figures on the page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChallengeTest {

    private static final LanguageModel MODEL = Shipped.MODELS.first();

    private static final Map<Long, Challenge> MADE = new ConcurrentHashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private static Challenge challenge(long seed) {
        return MADE.computeIfAbsent(seed, made -> Challenge.of(MODEL, made));
    }

    private static ChallengeQuestion question(long seed, QuestionKind kind) {
        return challenge(seed).questions().get(kind.ordinal());
    }

    private static double figure(ChallengeQuestion.Row row, int place) {
        return rounded(row.figures().get(place));
    }

    /** As a page shows it: logits with two decimals, shares with four, percentages with two. */
    private static double rounded(Value figure) {
        Value.Number number = (Value.Number) figure;
        double scale = number.kind() == Value.Kind.SHARE || number.kind() == Value.Kind.PERCENT ? 1e4 : 1e2;
        return Math.round(number.value() * scale) / scale;
    }

    private static String answer(ChallengeQuestion question, double number) {
        assertThat(question.judge(Double.toString(number)))
                .as("%s: %s", question, number)
                .isTrue();
        return Double.toString(number);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void each_kind_is_asked_once_and_a_seed_asks_the_same_again(long seed) {
        Challenge challenge = challenge(seed);
        assertThat(challenge.questions()).extracting(ChallengeQuestion::kind).containsExactly(QuestionKind.values());
        assertThat(Challenge.of(MODEL, seed)).isEqualTo(challenge);
        assertThat(challenge(seed + 1).questions()).isNotEqualTo(challenge.questions());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_probability_follows_from_the_difference_of_the_logits(long seed) {
        ChallengeQuestion asked = question(seed, QuestionKind.SOFTMAX);
        double ratio =
                Math.exp(figure(asked.rows().get(1), 0) - figure(asked.rows().get(0), 0));
        answer(asked, 100 * figure(asked.rows().get(0), 1) * ratio);
        assertThat(asked.judge(Double.toString(100 * figure(asked.rows().get(0), 1))))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_draw_falls_where_the_sum_first_exceeds_it(long seed) {
        ChallengeQuestion asked = question(seed, QuestionKind.DRAW);
        double u = rounded(asked.figures().get(0));
        double sum = 0;
        int place = 0;
        for (; sum <= u; place++) {
            sum += figure(asked.rows().get(place), 0);
        }
        ChallengeQuestion.Choice choice = (ChallengeQuestion.Choice) asked.form();
        assertThat(choice.right()).isEqualTo(choice.options().get(place - 1).value());
        assertThat(asked.judge(choice.options().get(0).value())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_temperature_divides_the_difference(long seed) {
        ChallengeQuestion asked = question(seed, QuestionKind.TEMPERATURE);
        double distance = figure(asked.rows().get(0), 0) - figure(asked.rows().get(1), 0);
        answer(asked, Math.exp(distance / rounded(asked.figures().get(0))));
        assertThat(asked.judge(Double.toString(Math.exp(distance)))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_nucleus_ends_with_the_token_that_crosses(long seed) {
        ChallengeQuestion asked = question(seed, QuestionKind.NUCLEUS);
        int kept = crossing(asked);
        answer(asked, kept);
        assertThat(asked.judge(Integer.toString(kept - 1))).isFalse();
        ChallengeQuestion program = question(seed, QuestionKind.CROSSING);
        int off = (int) rounded(program.figures().get(1)) - crossing(program);
        assertThat(((ChallengeQuestion.Choice) program.form()).right())
                .isEqualTo(List.of("crossing-dropped", "as-it-should", "one-too-many")
                        .get(off + 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_tables_show_the_best_tokens_and_the_solution_adds_up_their_probabilities(long seed) {
        assertThat(question(seed, QuestionKind.TEMPERATURE).rows()).hasSize(2);
        for (QuestionKind kind : List.of(QuestionKind.NUCLEUS, QuestionKind.CROSSING)) {
            ChallengeQuestion asked = question(seed, kind);
            int kept = crossing(asked);
            assertThat(asked.rows()).hasSize(kept + 2);
            assertThat(asked.rows())
                    .isSortedAccordingTo((one, other) -> Double.compare(figure(other, 0), figure(one, 0)));
            List<Value> sums = asked.solution().get(0).figures();
            assertThat(rounded(sums.get(0))).isCloseTo(sum(asked, kept - 1), within(0.001));
            assertThat(rounded(sums.get(1))).isCloseTo(sum(asked, kept), within(0.001));
        }
    }

    private static double sum(ChallengeQuestion asked, int count) {
        return asked.rows().stream()
                .limit(count)
                .mapToDouble(row -> figure(row, 0))
                .sum();
    }

    private static int crossing(ChallengeQuestion asked) {
        double sum = 0;
        int count = 0;
        while (sum < rounded(asked.figures().get(0))) {
            sum += figure(asked.rows().get(count++), 0);
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lanes_diverge_where_the_draw_leaves_the_interval_of_greedy(long seed) {
        ChallengeQuestion asked = question(seed, QuestionKind.PARTING);
        int turn = IntStream.range(0, asked.rows().size())
                .filter(i ->
                        figure(asked.rows().get(i), 1) >= figure(asked.rows().get(i), 0))
                .findFirst()
                .orElseThrow();
        answer(asked, turn + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_token_has_a_vector_and_each_row_predicts_the_next_token(long seed) {
        ChallengeQuestion vectors = question(seed, QuestionKind.VECTORS);
        answer(vectors, vectors.rows().size() * 192.0);
        ChallengeQuestion row = question(seed, QuestionKind.ROW);
        int place = (int) rounded(row.figures().get(1));
        int next = MODEL.prompt(row.text().orElseThrow()).at(place);
        assertThat(row.judge(Integer.toString(next))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void surprise_is_a_subtraction_and_a_penalty_never_raises(long seed) {
        ChallengeQuestion surprise = question(seed, QuestionKind.SURPRISE);
        answer(
                surprise,
                rounded(surprise.figures().get(1)) - figure(surprise.rows().get(0), 0));
        ChallengeQuestion penalty = question(seed, QuestionKind.PENALTY);
        double logit = figure(penalty.rows().get(0), 0);
        double by = rounded(penalty.figures().get(1));
        answer(penalty, logit > 0 ? logit / by : logit * by);
        assertThat(penalty.judge(Double.toString(logit > 0 ? logit * by : logit / by)))
                .isFalse();
        assertThat(((ChallengeQuestion.Number) penalty.form()).right()).isLessThan(logit + 0.01);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_playground_finds_the_step_from_its_link_alone(long seed) {
        for (ChallengeQuestion asked : challenge(seed).questions()) {
            StepReference reference = asked.reference();
            Lane lane = Lane.open(
                    MODEL,
                    MODEL.prompt(reference.prompt()),
                    reference.ids(),
                    Decoder.SAMPLE,
                    reference.settings(),
                    reference.seed());
            assertThat(lane.differingSteps()).as("%s", asked.kind()).isEmpty();
            assertThat(reference.ids()).hasSize(reference.at() + 1);
            String before = MODEL.text(lane.text().first(lane.prompt().size() + reference.at()));
            asked.text()
                    .ifPresent(text -> assertThat(before).as("%s", asked.kind()).startsWith(text));
            if (asked.kind() == QuestionKind.DRAW) {
                assertThat(asked.judge(Integer.toString(reference.ids().get(0))))
                        .isTrue();
            }
            if (asked.kind() == QuestionKind.NUCLEUS) {
                assertThat(asked.judge(Integer.toString(lane.step(0).kept()))).isTrue();
            }
        }
    }

    @Test
    void the_largest_seed_asks_ten_questions_as_well() {
        long largest = (long) Challenge.SEEDS.max();
        assertThat(Challenge.of(MODEL, largest).questions()).hasSize(QuestionKind.values().length);
    }

    @Test
    void an_unreadable_answer_is_refused() {
        assertThatThrownBy(() -> question(0, QuestionKind.SOFTMAX).judge("much"))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> question(0, QuestionKind.DRAW).judge("-1")).isInstanceOf(InvalidValueException.class);
        assertThat(question(0, QuestionKind.SURPRISE).judge("0")).isFalse();
        ChallengeQuestion asked = question(0, QuestionKind.SOFTMAX);
        double right = ((ChallengeQuestion.Number) asked.form()).right();
        assertThat(asked.judge(" " + Double.toString(right).replace('.', ',') + " %"))
                .isTrue();
    }
}
