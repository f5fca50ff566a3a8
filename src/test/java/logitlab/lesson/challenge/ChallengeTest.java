package logitlab.lesson.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.text.Token;
import logitlab.web.Messages;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.view.Numbers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Solves each question as a learner does, from the rounded figures on the page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChallengeTest {

    private static final LanguageModel MODEL = Shipped.MODELS.first();
    private static final int SEEDS = 60;

    /** All questions of sixty seeds of the second edition, and of twelve of the first. */
    private static final List<Challenge> SECOND = IntStream.range(0, SEEDS)
            .mapToObj(seed -> Challenge.of(MODEL, Edition.SECOND, seed))
            .toList();

    private static final List<Challenge> FIRST = IntStream.range(0, 12)
            .mapToObj(seed -> Challenge.of(MODEL, Edition.FIRST, seed))
            .toList();

    private static List<ChallengeQuestion> all() {
        List<ChallengeQuestion> all = new ArrayList<>();
        SECOND.forEach(challenge -> all.addAll(challenge.questions()));
        FIRST.forEach(challenge -> all.addAll(challenge.questions()));
        return all;
    }

    private static List<ChallengeQuestion> all(QuestionKind kind) {
        return all().stream().filter(asked -> asked.kind() == kind).toList();
    }

    /** The figure of a row as a page shows it, without its percent sign; a percentage is a share. */
    private static double figure(ChallengeQuestion asked, int row, int column) {
        return rounded(asked.rows().get(row).figures().get(column));
    }

    private static double rounded(Value figure) {
        String shown = ValueTexts.text(figure).replace("−", "-").replace(",", "");
        if (shown.startsWith("<") || shown.startsWith(">")) {
            return ((Value.Number) figure).value();
        }
        return shown.endsWith("%") ? Double.parseDouble(shown.replace("%", "")) / 100 : Double.parseDouble(shown);
    }

    private static double given(ChallengeQuestion asked, int figure) {
        return rounded(asked.figures().get(figure));
    }

    private static double column(ChallengeQuestion asked, int column) {
        return IntStream.range(0, asked.rows().size())
                .filter(row -> asked.rows().get(row).figures().size() > column)
                .mapToDouble(row -> figure(asked, row, column))
                .sum();
    }

    private static int named(ChallengeQuestion asked, int figure) {
        return named(asked, ((Value.Named) asked.figures().get(figure)).token());
    }

    private static int named(ChallengeQuestion asked, Token token) {
        int id = token.id();
        return IntStream.range(0, asked.rows().size())
                .filter(row -> asked.rows().get(row).token().id() == id)
                .findFirst()
                .orElseThrow();
    }

    /** How many rows from the top it takes until a column reaches p. */
    private static int crossing(ChallengeQuestion asked, int column, double p) {
        double sum = 0;
        int count = 0;
        while (sum < p) {
            sum += figure(asked, count++, column);
        }
        return count;
    }

    /** The place of the largest figure. */
    private static String best(ChallengeQuestion asked) {
        return Integer.toString(asked.rows().stream()
                .max((one, other) -> Double.compare(
                        rounded(one.figures().get(0)), rounded(other.figures().get(0))))
                .orElseThrow()
                .token()
                .id());
    }

    /** The answer of a learner who has the figures on the page and nothing else. */
    private static String solved(ChallengeQuestion asked) {
        return switch (asked.kind()) {
            case SHIFT ->
                Map.of("all", "stays", "own", "rises", "alone", "falls").get(asked.variant());
            case SOFTMAX -> number(100 * figure(asked, 0, 1) * Math.exp(figure(asked, 1, 0) - figure(asked, 0, 0)));
            case SUM -> number(100 * Math.exp(figure(asked, 1, 0) - figure(asked, 0, 0)) / given(asked, 1));
            case GREEDY, NEIGHBOURS -> best(asked);
            case TWO -> number(100 * figure(asked, 0, 0) * figure(asked, 1, 0));
            case DRAW -> {
                double sum = 0;
                int row = 0;
                while (sum <= given(asked, 0)) {
                    sum += figure(asked, row++, 0);
                }
                yield Integer.toString(asked.rows().get(row - 1).token().id());
            }
            case AGAIN -> "step-" + (int) given(asked, 2);
            case OFTEN -> count(given(asked, 0) * figure(asked, named(asked, 1), 0));
            case TEMPERATURE -> number(Math.exp((figure(asked, 0, 0) - figure(asked, 1, 0)) / given(asked, 0)));
            case NUCLEUS -> count(crossing(asked, 0, given(asked, 0)));
            case RENORMALISED -> {
                double kept = IntStream.range(0, (int) given(asked, 0))
                        .mapToDouble(row -> figure(asked, row, 0))
                        .sum();
                yield number(100 * figure(asked, named(asked, 1), 0) / kept);
            }
            case MINP ->
                count(IntStream.range(0, asked.rows().size())
                        .filter(row -> figure(asked, row, 0) >= given(asked, 0) * figure(asked, 0, 0))
                        .count());
            case ORDER -> count(crossing(asked, asked.variant().equals("cut-first") ? 0 : 1, given(asked, 0)));
            case PARTING ->
                count(1
                        + IntStream.range(0, asked.rows().size())
                                .filter(row -> figure(asked, row, 1) >= figure(asked, row, 0))
                                .findFirst()
                                .orElseThrow());
            case LONGER -> count(asked.rows().size() + given(asked, 0) - 1);
            case PENALTY -> {
                double logit = figure(asked, 0, 0);
                yield number(logit > 0 ? logit / given(asked, 1) : logit * given(asked, 1));
            }
            case BIAS -> number(figure(asked, 0, 0) - figure(asked, 1, 0));
            case BAN -> number(100 * figure(asked, named(asked, 1), 0) / (1 - figure(asked, 0, 0)));
            case VECTORS -> count(asked.rows().size() * given(asked, 1));
            case SPACE -> "space-before";
            case ROWS ->
                count(asked.rows().stream()
                        .map(row -> row.token().id())
                        .distinct()
                        .count());
            case ROW -> at(asked, (int) given(asked, 1));
            case AHEAD -> ahead(asked, (int) given(asked, 1));
            case BLOCK -> count(asked.rows().size() * given(asked, 0));
            case WEIGHTS -> number(100 * (1 - column(asked, 0)));
            case LENS -> count(settled(asked));
            case SURPRISE -> number(given(asked, 1) - figure(asked, 0, 0));
            case LOSS -> number(column(asked, 0) / asked.rows().size());
            case PERPLEXITY -> number(Math.exp(given(asked, 0)));
            case GRADIENT -> number(figure(asked, named(asked, 1), 0) - (named(asked, 1) == 0 ? 1 : 0));
            case CROSSING ->
                List.of("crossing-dropped", "as-it-should", "one-too-many")
                        .get((int) given(asked, 1) - crossing(asked, 0, given(asked, 0)) + 1);
            case SIGN -> {
                double logit = figure(asked, 0, 0);
                double right = logit > 0 ? logit / given(asked, 1) : logit * given(asked, 1);
                String otherwise = logit > 0 ? "should-divide" : "should-multiply";
                yield Math.abs(figure(asked, 0, 1) - right) < 0.02 ? "penalised-well" : otherwise;
            }
            case CHANGE -> asked.variant();
        };
    }

    /** The one option that stands nowhere up to a position that counts from 1. */
    private static String ahead(ChallengeQuestion asked, int position) {
        List<String> behind = asked.rows().stream()
                .limit(position)
                .map(row -> Integer.toString(row.token().id()))
                .toList();
        return ((ChallengeQuestion.Choice) asked.form())
                .options().stream()
                        .map(ChallengeQuestion.Option::value)
                        .filter(value -> !behind.contains(value))
                        .reduce((one, other) -> "two of them")
                        .orElseThrow();
    }

    /** The number of the row from which on the last one's token does not change any more. */
    private static int settled(ChallengeQuestion asked) {
        List<Token> front =
                asked.rows().stream().map(ChallengeQuestion.Row::token).toList();
        int row = front.size();
        while (row > 1 && front.get(row - 2).equals(front.get(row - 1))) {
            row--;
        }
        return row;
    }

    /** The token after a position that counts from 1. */
    private static String at(ChallengeQuestion asked, int position) {
        return Integer.toString(asked.rows().get(position).token().id());
    }

    private static String number(double value) {
        return Double.toString(value);
    }

    private static String count(double value) {
        return Long.toString(Math.round(value));
    }

    @ParameterizedTest
    @EnumSource(QuestionKind.class)
    void what_a_learner_works_out_from_the_page_is_right(QuestionKind kind) {
        assertThat(all(kind))
                .as("asked in %d seeds", SEEDS)
                .hasSizeGreaterThan(3)
                .allSatisfy(asked -> assertThat(asked.judge(solved(asked)))
                        .as("%s: %s", asked, solved(asked))
                        .isTrue());
    }

    private static final String FIGURE = "\\(?(−?[\\d,]+(?:\\.\\d+)?%?)\\)?";
    private static final Pattern EQUATION =
            Pattern.compile(FIGURE + "(?: \\p{Ll}+)? ([×÷−+]) " + FIGURE + "(?: \\p{Ll}+)? = " + FIGURE);
    private static final Pattern POWER = Pattern.compile("e to the power of " + FIGURE + " is " + FIGURE);

    private static List<String> lines(ChallengeQuestion asked) {
        return asked.solution().stream()
                .map(line -> Messages.ENGLISH.say(
                        line.name(),
                        line.figures().stream().map(ValueTexts::text).toArray()))
                .toList();
    }

    private static BigDecimal printed(String figure) {
        String plain = figure.replace("−", "-").replace(",", "");
        return plain.endsWith("%") ? new BigDecimal(plain.replace("%", "")).movePointLeft(2) : new BigDecimal(plain);
    }

    private static void assertComesTo(BigDecimal calculated, String printed, String line) {
        int decimals = printed(printed).scale();
        assertThat(calculated.setScale(decimals, RoundingMode.HALF_UP)).as(line).isEqualByComparingTo(printed(printed));
    }

    @Test
    void no_calculator_contradicts_a_line_of_a_solution() {
        Map<QuestionKind, Integer> checked = new EnumMap<>(QuestionKind.class);
        for (Challenge challenge : SECOND) {
            for (ChallengeQuestion asked : challenge.questions()) {
                for (String line : lines(asked)) {
                    Stream<MatchResult> equations = EQUATION.matcher(line).results();
                    Stream<MatchResult> powers = POWER.matcher(line).results();
                    equations.forEach(match -> {
                        BigDecimal one = printed(match.group(1));
                        BigDecimal other = printed(match.group(3));
                        assertComesTo(
                                switch (match.group(2)) {
                                    case "×" -> one.multiply(other);
                                    case "÷" -> one.divide(other, MathContext.DECIMAL64);
                                    case "−" -> one.subtract(other);
                                    default -> one.add(other);
                                },
                                match.group(4),
                                line);
                        checked.merge(asked.kind(), 1, Integer::sum);
                    });
                    powers.forEach(match -> {
                        double power = Math.exp(printed(match.group(1)).doubleValue());
                        assertComesTo(BigDecimal.valueOf(power), match.group(2), line);
                        checked.merge(asked.kind(), 1, Integer::sum);
                    });
                }
            }
        }
        assertThat(checked)
                .containsOnlyKeys(
                        QuestionKind.SOFTMAX,
                        QuestionKind.SUM,
                        QuestionKind.TWO,
                        QuestionKind.OFTEN,
                        QuestionKind.TEMPERATURE,
                        QuestionKind.RENORMALISED,
                        QuestionKind.MINP,
                        QuestionKind.LONGER,
                        QuestionKind.PENALTY,
                        QuestionKind.BIAS,
                        QuestionKind.BAN,
                        QuestionKind.VECTORS,
                        QuestionKind.BLOCK,
                        QuestionKind.SURPRISE,
                        QuestionKind.LOSS,
                        QuestionKind.PERPLEXITY,
                        QuestionKind.GRADIENT,
                        QuestionKind.SIGN);
    }

    /** The sum of the first figures of a column, without the noise of binary fractions. */
    private static String sum(ChallengeQuestion asked, int column, int rows, Function<Double, Value> kind) {
        return ValueTexts.text(kind.apply(GeneratedText.rounded(
                IntStream.range(0, rows)
                        .filter(row -> asked.rows().get(row).figures().size() > column)
                        .mapToDouble(row -> figure(asked, row, column))
                        .sum(),
                6)));
    }

    @Test
    void a_sum_in_a_solution_is_that_of_the_figures_in_the_table() {
        for (Challenge challenge : SECOND) {
            for (ChallengeQuestion asked : challenge.questions()) {
                List<Value> figures =
                        asked.solution().get(asked.solution().size() - 1).figures();
                List<String> last = figures.stream().map(ValueTexts::text).toList();
                switch (asked.kind()) {
                    case NUCLEUS, CROSSING, ORDER -> {
                        int column = asked.variant().equals("temperature-first") ? 1 : 0;
                        boolean one = figures.size() < 4;
                        int kept = one ? 1 : (int) rounded(figures.get(3));
                        assertThat(last.get(one ? 0 : 1)).isEqualTo(sum(asked, column, kept, Value::percent));
                        if (!one) {
                            assertThat(last.get(0)).isEqualTo(sum(asked, column, kept - 1, Value::percent));
                        }
                    }
                    case DRAW -> {
                        int row = named(asked, ((Value.Named) figures.get(0)).token());
                        assertThat(last.get(1)).isEqualTo(sum(asked, 0, row, Value::share));
                        assertThat(last.get(2)).isEqualTo(sum(asked, 0, row + 1, Value::share));
                    }
                    case RENORMALISED ->
                        assertThat(last.get(1)).isEqualTo(sum(asked, 0, (int) given(asked, 0), Value::share));
                    case WEIGHTS -> {
                        assertThat(last.get(0))
                                .isEqualTo(sum(asked, 0, asked.rows().size(), Value::percent));
                        assertThat(rounded(figures.get(0)) + rounded(figures.get(1)))
                                .isCloseTo(1, within(1e-9));
                    }
                    case LOSS ->
                        assertThat(last.get(0))
                                .isEqualTo(sum(asked, 0, asked.rows().size(), sum -> Value.of(Value.Kind.NATS, sum)));
                    default -> {}
                }
            }
        }
    }

    /** The text before the step that a question is about. */
    private static Prefix before(StepReference reference) {
        Prefix text = MODEL.prompt(reference.prompt());
        for (int id : reference.ids().subList(0, reference.at())) {
            text = text.plus(id);
        }
        return text;
    }

    /** What the tokens of a text's next steps cost in nats. */
    private static double[] surprises(Prefix before, int... ids) {
        double[] surprises = new double[ids.length];
        Prefix text = before;
        for (int i = 0; i < ids.length; i++) {
            surprises[i] = MODEL.logits(text).crossEntropy(ids[i]);
            text = text.plus(ids[i]);
        }
        return surprises;
    }

    /** The answer from unrounded figures; empty if the kind has none. */
    private static OptionalDouble exact(ChallengeQuestion asked) {
        Prefix before = before(asked.reference());
        Logits logits = MODEL.logits(before);
        int[] ids = asked.rows().stream().mapToInt(row -> row.token().id()).toArray();
        return switch (asked.kind()) {
            case SOFTMAX, SUM -> OptionalDouble.of(100 * logits.probability(ids[1]));
            case TEMPERATURE -> OptionalDouble.of(Math.exp((logits.at(ids[0]) - logits.at(ids[1])) / given(asked, 0)));
            case OFTEN -> OptionalDouble.of(Math.round(given(asked, 0) * logits.probability(ids[named(asked, 1)])));
            case RENORMALISED -> {
                double kept = Arrays.stream(ids)
                        .limit((long) given(asked, 0))
                        .mapToDouble(logits::probability)
                        .sum();
                yield OptionalDouble.of(100 * logits.probability(ids[named(asked, 1)]) / kept);
            }
            case TWO ->
                OptionalDouble.of(
                        100 * Math.exp(-Arrays.stream(surprises(before, ids)).sum()));
            case LOSS ->
                OptionalDouble.of(
                        Arrays.stream(surprises(before, ids)).average().orElseThrow());
            case WEIGHTS -> {
                int last = before.size() - 1;
                int head = (int) given(asked, 0) - 1;
                List<Double> weights =
                        MODEL.inspect(before, last).attention((int) given(asked, 1), OptionalInt.of(head), last);
                int missing = IntStream.range(0, ids.length)
                        .filter(row -> asked.rows().get(row).figures().isEmpty())
                        .findFirst()
                        .orElseThrow();
                yield OptionalDouble.of(100 * weights.get(missing));
            }
            case BAN ->
                OptionalDouble.of(100 * logits.probability(ids[named(asked, 1)]) / (1 - logits.probability(ids[0])));
            case PENALTY -> {
                double logit = logits.at(ids[0]);
                yield OptionalDouble.of(logit > 0 ? logit / given(asked, 1) : logit * given(asked, 1));
            }
            case BIAS -> OptionalDouble.of(logits.at(ids[0]) - logits.at(ids[1]));
            case SURPRISE -> OptionalDouble.of(logits.crossEntropy(ids[0]));
            case GRADIENT -> {
                int row = named(asked, 1);
                yield OptionalDouble.of(logits.probability(ids[row]) - (row == 0 ? 1 : 0));
            }
            default -> OptionalDouble.empty();
        };
    }

    @Test
    void the_answer_from_unrounded_figures_is_right_too() {
        Map<QuestionKind, Integer> checked = new EnumMap<>(QuestionKind.class);
        for (Challenge challenge : SECOND) {
            for (ChallengeQuestion asked : challenge.questions()) {
                exact(asked).ifPresent(answer -> {
                    boolean whole = asked.kind() == QuestionKind.OFTEN;
                    assertThat(asked.judge(whole ? count(answer) : number(answer)))
                            .as("%s: %s", asked, answer)
                            .isTrue();
                    checked.merge(asked.kind(), 1, Integer::sum);
                });
            }
        }
        assertThat(checked).hasSize(13);
    }

    @ParameterizedTest
    @EnumSource(QuestionKind.class)
    void neither_the_place_nor_the_name_of_an_option_gives_the_answer_away(QuestionKind kind) {
        Map<Integer, Integer> places = new HashMap<>();
        for (Challenge challenge : SECOND) {
            for (ChallengeQuestion asked : challenge.questions()) {
                if (asked.kind() == kind && asked.form() instanceof ChallengeQuestion.Choice choice) {
                    List<String> values = choice.options().stream()
                            .map(ChallengeQuestion.Option::value)
                            .toList();
                    places.merge(values.indexOf(choice.right()), 1, Integer::sum);
                }
            }
        }
        int asked = places.values().stream().mapToInt(count -> count).sum();
        assertThat(places)
                .as("%s", kind)
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        some -> assertThat(some)
                                .hasSizeGreaterThan(2)
                                .allSatisfy((place, count) -> assertThat(count).isLessThan(2 * asked / 3)));
    }

    @Test
    void a_share_in_place_of_a_percentage_is_named() {
        List<ChallengeQuestion> percents = all().stream()
                .filter(asked -> asked.form() instanceof ChallengeQuestion.Number number
                        && number.unit().equals("percent"))
                .toList();
        assertThat(percents).isNotEmpty().allSatisfy(asked -> {
            double share = ((ChallengeQuestion.Number) asked.form()).right() / 100;
            assertThat(asked.mistake(number(share))).contains("other-unit");
        });
    }

    @ParameterizedTest
    @EnumSource(QuestionKind.class)
    void a_common_mistake_is_refused_and_named(QuestionKind kind) {
        for (ChallengeQuestion asked : all(kind)) {
            for (String wrong : wrong(asked)) {
                assertThat(asked.judge(wrong)).as("%s: %s", asked, wrong).isFalse();
                assertThat(asked.mistake(wrong)).as("%s: %s", asked, wrong).isPresent();
            }
            assertThat(asked.mistake(solved(asked))).isEmpty();
            assertThat(wrong(asked)).as("%s", asked).isNotEmpty();
        }
    }

    private static List<String> wrong(ChallengeQuestion asked) {
        if (asked.form() instanceof ChallengeQuestion.Choice choice) {
            return choice.options().stream()
                    .map(ChallengeQuestion.Option::value)
                    .filter(value -> !value.equals(choice.right()))
                    .toList();
        }
        ChallengeQuestion.Number number = (ChallengeQuestion.Number) asked.form();
        return number.mistakes().stream()
                .map(Mistake::value)
                .map(value -> number.unit().equals("count") ? count(value) : number(value))
                .toList();
    }

    @Test
    void a_number_may_have_a_decimal_comma_and_a_percentage_its_sign() {
        for (ChallengeQuestion asked : all()) {
            if (asked.form() instanceof ChallengeQuestion.Number number) {
                boolean whole = number.unit().equals("count");
                String typed = whole ? solved(asked) : solved(asked).replace('.', ',');
                assertThat(asked.judge(" " + typed.replace("-", "−")))
                        .as("%s: %s", asked.kind(), typed)
                        .isTrue();
                if (number.unit().equals("percent")) {
                    assertThat(asked.judge(typed + " %")).isTrue();
                    assertThat(asked.judge(typed + "%")).isTrue();
                }
            }
        }
    }

    @Test
    void a_number_as_the_site_prints_it_is_a_right_answer() {
        for (ChallengeQuestion asked : all()) {
            if (asked.form() instanceof ChallengeQuestion.Number number) {
                String printed = switch (number.unit()) {
                    case "percent" -> Numbers.percent(number.right() / 100);
                    case "count" -> Numbers.count(Math.round(number.right()));
                    default -> Numbers.logit(number.right());
                };
                assertThat(asked.judge(printed)).as("%s: %s", asked, printed).isTrue();
            }
        }
    }

    @Test
    void no_two_options_look_the_same_and_one_is_right() {
        for (ChallengeQuestion asked : all()) {
            if (asked.form() instanceof ChallengeQuestion.Choice choice) {
                assertThat(choice.options())
                        .extracting(
                                option -> option.label().map(ValueTexts::text).orElse(option.value()))
                        .as("%s", asked)
                        .hasSizeGreaterThan(2)
                        .doesNotHaveDuplicates();
                assertThat(choice.options())
                        .extracting(ChallengeQuestion.Option::value)
                        .doesNotHaveDuplicates()
                        .contains(choice.right());
            }
        }
    }

    @Test
    void five_kinds_are_of_the_first_seven_lessons_and_five_of_the_rest_and_no_two_take_one_skill() {
        Map<QuestionKind, Integer> asked = new EnumMap<>(QuestionKind.class);
        for (Challenge challenge : SECOND) {
            List<QuestionKind> kinds =
                    challenge.questions().stream().map(ChallengeQuestion::kind).toList();
            assertThat(kinds).as("seed %d", challenge.seed()).hasSize(10).isSorted();
            assertThat(kinds.stream().filter(Edition::isEarly)).hasSize(Challenge.HALF);
            assertThat(kinds).extracting(QuestionKind::skill).doesNotHaveDuplicates();
            kinds.forEach(kind -> asked.merge(kind, 1, Integer::sum));
        }
        assertThat(asked).containsOnlyKeys(QuestionKind.values()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void a_seed_asks_the_same_again_and_another_seed_something_else() {
        for (Edition edition : Edition.values()) {
            assertThat(Challenge.of(MODEL, edition, 5)).isEqualTo(Challenge.of(MODEL, edition, 5));
            assertThat(Challenge.of(MODEL, edition, 5).questions())
                    .isNotEqualTo(Challenge.of(MODEL, edition, 6).questions());
        }
    }

    @Test
    void the_first_edition_asks_its_ten_kinds_in_its_order() {
        for (Challenge challenge : FIRST) {
            assertThat(challenge.questions())
                    .extracting(asked -> asked.kind().key())
                    .containsExactly(
                            "softmax",
                            "draw",
                            "temperature",
                            "nucleus",
                            "parting",
                            "vectors",
                            "row",
                            "surprise",
                            "penalty",
                            "crossing");
        }
    }

    @Test
    void a_sentence_of_the_second_edition_names_no_part_of_a_word() {
        for (Challenge challenge : SECOND) {
            for (ChallengeQuestion asked : challenge.questions()) {
                if (List.of(QuestionKind.PENALTY, QuestionKind.SIGN).contains(asked.kind())) {
                    String word = ((Value.Named) asked.figures().get(0))
                            .token()
                            .text()
                            .strip();
                    assertThat((" " + asked.text().orElseThrow() + " ").split("\\P{L}+"))
                            .as("%s", asked)
                            .contains(word);
                }
            }
        }
    }

    @Test
    void the_draws_of_a_seed_and_the_row_of_a_model_are_the_real_ones() {
        ChallengeQuestion seed = all(QuestionKind.AGAIN).get(0);
        assertThat(figure(seed, 1, 0)).isEqualTo(rounded(Value.share(new Draw((long) given(seed, 0), 1).u())));
        for (ChallengeQuestion asked : all(QuestionKind.LENS)) {
            Inspection inspection = MODEL.inspect(
                    MODEL.prompt(asked.text().orElseThrow()),
                    MODEL.prompt(asked.text().orElseThrow()).size() - 1);
            assertThat(asked.rows()).hasSize(inspection.layers());
            int last = asked.rows().get(inspection.layers() - 1).token().id();
            assertThat(last)
                    .isEqualTo(
                            inspection.lens(inspection.layers()).orElseThrow().argmax());
        }
    }

    @Test
    void the_playground_finds_the_step_from_its_link_alone() {
        Map<StepReference, QuestionKind> references = new HashMap<>();
        all().forEach(asked -> references.put(asked.reference(), asked.kind()));
        references.forEach((reference, kind) -> {
            Lane lane = Lane.open(
                    MODEL,
                    MODEL.prompt(reference.prompt()),
                    reference.ids(),
                    Decoder.SAMPLE,
                    reference.settings(),
                    reference.seed());
            assertThat(lane.differingSteps()).as("%s", kind).isEmpty();
            assertThat(reference.ids()).hasSize(reference.at() + 1);
        });
    }

    @Test
    void the_largest_seed_asks_ten_questions_as_well() {
        long largest = (long) Challenge.SEEDS.max();
        for (Edition edition : Edition.values()) {
            assertThat(Challenge.of(MODEL, edition, largest).questions()).hasSize(10);
        }
    }

    /** In each of these texts a step has a token with 100.00%, so that nothing is left for the others. */
    @ParameterizedTest
    @ValueSource(longs = {399952, 549934, 567789})
    void a_token_that_has_everything_is_not_banned(long seed) {
        assertThat(Challenge.of(MODEL, Edition.SECOND, seed).questions()).hasSize(10);
    }

    @Test
    void a_model_that_shows_less_is_asked_about_what_it_shows() {
        LanguageModel lstm = Shipped.MODELS.get("storyteller-lstm");
        Challenge challenge = Challenge.of(lstm, Edition.SECOND, 3);
        assertThat(challenge.questions())
                .hasSize(10)
                .extracting(ChallengeQuestion::kind)
                .doesNotContain(QuestionKind.WEIGHTS, QuestionKind.AHEAD);
    }

    @Test
    void an_unreadable_answer_is_refused() {
        ChallengeQuestion number = FIRST.get(0).questions().get(0);
        ChallengeQuestion choice = FIRST.get(0).questions().get(1);
        assertThatThrownBy(() -> number.judge("much")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> choice.judge("-1")).isInstanceOf(InvalidValueException.class);
        assertThat(number.mistake("-99")).isEqualTo(Optional.empty());
    }
}
