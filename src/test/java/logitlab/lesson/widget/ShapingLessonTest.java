package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Temperature;
import logitlab.decoding.explain.LogitComparison;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/08-shaping.md} says in numbers and of its lanes is computed here, on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapingLessonTest {

    private static final String FILE = "08-shaping.md";
    private static final String PETS = "The cat and the dog";
    private static final String GARDEN = " ran into the garden.";
    private static final String BALL = " The dog ran after the ball.";

    private static final LanguageModel MODEL = Shipped.MODELS.first();
    private static final LanguageModel YOUNG = Shipped.MODELS.get("storyteller-step-1250");
    private static final Lesson LESSON = Shipped.lesson("shaping");

    private static EditorWidget editor(String id, String... words) {
        Map<String, String> typed = IntStream.range(0, words.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> words[2 * i], i -> words[2 * i + 1]));
        WidgetInput<EditorWidget> input =
                WidgetInput.of((EditorWidget) LESSON.find(id, Widget.class).orElseThrow(), typed);
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }

    private static Lane greedy(double penalty, int steps) {
        Settings settings = Settings.of(Map.of("repetition-penalty", Double.toString(penalty)));
        return Lane.open(YOUNG, YOUNG.prompt(PETS), List.of(), Decoder.GREEDY, settings, 0)
                .run(steps);
    }

    private static String text(int id) {
        return MODEL.tokenizer().token(id).text();
    }

    private static String text(Lane lane) {
        return lane.ids().stream().map(ShapingLessonTest::text).collect(Collectors.joining());
    }

    private static Candidate candidate(Lane lane, int at, String token) {
        return lane.step(at).all().stream()
                .filter(candidate -> text(candidate.id()).equals(token))
                .findFirst()
                .orElseThrow();
    }

    private static String twoDecimals(double value) {
        return decimals(2, value);
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(FILE);
        assertAll(
                () -> bias(claims),
                () -> ban(claims),
                () -> invariant(claims),
                () -> loop(claims),
                () -> sign(claims),
                () -> constant(claims),
                () -> assertThat(claims.others())
                        .as("lessons, edits, and what is said of GPT-2 and of an issue")
                        .containsExactlyInAnyOrder(
                                "0", "1", "1.2", "1.5", "2", "2019", "2302", "2.2", "5", "13", "20", "40", "100", "−1",
                                "−100"));
    }

    private static void bias(Worked claims) {
        Logits after = editor("desk", "bias.3", "1").after();
        for (int id : FiveTokens.ranked()) {
            claims.row(FiveTokens.name(id), percent(FiveTokens.LOGITS.probability(id)), percent(after.probability(id)));
        }
        assertThat(after.at(FiveTokens.FLOOR)).isCloseTo(2.2, within(1e-12));
        assertThat(after.argmax()).isEqualTo(FiveTokens.FLOOR);
        double before = FiveTokens.LOGITS.probability(FiveTokens.FLOOR);
        double now = after.probability(FiveTokens.FLOOR);
        claims.says("multiplies by e, which is about %s.", decimals(3, Math.E));
        claims.says(
                "were %s to %s, which is %s. Now they are %s, which is %s to %s.",
                twoDecimals(100 * before),
                twoDecimals(100 * (1 - before)),
                decimals(3, before / (1 - before)),
                decimals(3, before / (1 - before) * Math.E),
                twoDecimals(100 * now),
                twoDecimals(100 * (1 - now)));
    }

    private static void ban(Worked claims) {
        EditorWidget banned = editor("desk", "bias.3", "", "ban.0", "on");
        Logits after = banned.after();
        claims.says("its %s go to the others.", percent(FiveTokens.LOGITS.probability(FiveTokens.MAT)));
        claims.says(
                "`floor` goes from %s to %s, `sofa` from %s to %s. Each has become %s times what it was.",
                percent(FiveTokens.LOGITS.probability(FiveTokens.FLOOR)),
                percent(after.probability(FiveTokens.FLOOR)),
                percent(FiveTokens.LOGITS.probability(FiveTokens.SOFA)),
                percent(after.probability(FiveTokens.SOFA)),
                decimals(3, 1 / (1 - FiveTokens.LOGITS.probability(FiveTokens.MAT))));
        claims.says(
                "`floor` was %s times as probable as `sofa`, and still is.",
                twoDecimals(FiveTokens.LOGITS.probability(FiveTokens.FLOOR)
                        / FiveTokens.LOGITS.probability(FiveTokens.SOFA)));
        assertThat(banned.comparison().sameRatios()).isTrue();

        EditorWidget live = editor("live");
        int m = live.before().argmax();
        assertThat(text(m)).isEqualTo(" R");
        Prefix rome = MODEL.prompt("The capital of Italy is Rome");
        assertThat(text(rome.at(rome.size() - 1))).isEqualTo("ome");
        claims.says(
                "with all %s tokens behind the table.",
                decimals(0, live.before().size()));
        claims.says("`␣R` has %s.", percent(live.before().probability(m)));
        EditorWidget without = editor("live", "ban." + m, "on");
        assertThat(Worked.of(FILE).links()).contains("?live.ban." + m + "=on#live");
        claims.says("and greedy takes %s.", Worked.code(text(without.after().argmax())));
    }

    private static void invariant(Worked claims) {
        LogitComparison shifted = editor("all", "constant", "5").comparison();
        assertThat(shifted.sameProbabilities()).isTrue();
        LogitComparison doubled = editor("all", "scale", "2").comparison();
        assertThat(doubled.sameOrder()).isTrue();
        assertThat(doubled.sameProbabilities()).isFalse();
        claims.says("`mat` rises to %s.", percent(doubled.after().probability(FiveTokens.MAT)));
        claims.says("a temperature of %s under another name", "0.5");
        assertThat(FiveTokens.step(new Temperature(0.5))
                        .candidate(FiveTokens.MAT)
                        .samplingProbability())
                .isCloseTo(doubled.after().probability(FiveTokens.MAT), within(1e-12));
        claims.says(
                "each token has %s, and",
                percent(editor("all", "scale", "0").after().probability(FiveTokens.MOON)));
        LogitComparison turned = editor("all", "scale", "-1").comparison();
        assertThat(turned.after().argmax()).isEqualTo(FiveTokens.IDEA);
        claims.says("`idea` leads with %s.", percent(turned.after().probability(FiveTokens.IDEA)));
    }

    private static void loop(Worked claims) {
        Lane free = greedy(1, 61);
        Lane penalised = greedy(1.2, 25);
        claims.says("after %s steps of training", "1,250");
        assertThat(text(free)).isEqualTo(GARDEN + BALL.repeat(8));
        claims.says("after %s tokens, the dog has run after the ball %s times.", 61, 8);
        double[] dog = IntStream.range(0, 4)
                .mapToDouble(round -> candidate(free, 6 + 7 * round, " dog").modelProbability())
                .toArray();
        assertThat(dog).isSorted();
        claims.says(
                "In the first round, `␣dog` has %s. In the second it has %s, and in the fourth %s.",
                percent(dog[0]), percent(dog[1]), percent(dog[3]));
        Candidate the = candidate(penalised, 12, " The");
        Candidate quote = candidate(penalised, 12, " \"");
        claims.row("`␣The`", "yes", twoDecimals(the.logit()), twoDecimals(the.adjustedLogit()));
        claims.row("`␣\"`", "no", twoDecimals(quote.logit()), twoDecimals(quote.adjustedLogit()));
        assertThat(text(penalised)).isEqualTo(GARDEN + BALL + " \"Where is the pig? In the nest,\" said Grandpa.");
        claims.says("the same two after %s tokens", "25");
        assertThat(text(greedy(5, 40))).doesNotContain("cat", "dog");

        Lane weaker = greedy(1.19, 48);
        claims.teacherSays(
                "the two logits are %s and %s.", twoDecimals(the.adjustedLogit()), twoDecimals(quote.logit()));
        claims.teacherSays(
                "%s divided by 1.19 is %s,",
                twoDecimals(the.logit()),
                twoDecimals(candidate(weaker, 12, " The").adjustedLogit()));
        claims.teacherSays("the dog runs after the ball %s times before", 6);
        assertThat(text(weaker)).isEqualTo(GARDEN + BALL.repeat(6) + " \"");
    }

    @Test
    void the_smallest_penalty_with_which_no_dog_runs_after_the_ball_is_125_hundredths() {
        assertThat(text(greedy(1.24, 12))).isEqualTo(GARDEN + BALL);
        assertThat(text(greedy(1.25, 25))).doesNotContain("after the ball");
    }

    private static void sign(Worked claims) {
        claims.says("`mat` goes from %s to %s.", "2.1", twoDecimals(2.1 / 1.2));
        claims.says("`moon` goes from %s to %s.", "−0.5", decimals(1, -0.5 * 1.2));
        claims.says("`moon` would go from %s to %s, and that is *up*", "−0.5", twoDecimals(-0.5 / 1.2));
        claims.teacherSays("Then −0.5 would become %s", twoDecimals(-0.5 / 1.2));
    }

    private static void constant(Worked claims) {
        EditorWidget here = editor("shifted");
        claims.says(
                "lowers `mat` from %s to %s.",
                percent(here.before().probability(FiveTokens.MAT)),
                percent(here.after().probability(FiveTokens.MAT)));
        EditorWidget deep = editor("shifted", "constant", "-100");
        claims.says(
                "goes from %s to %s,",
                twoDecimals(2.1 - 100), twoDecimals(deep.after().at(FiveTokens.MAT)));
        claims.says("`mat` falls below %s.", "0.01%");
        assertThat(deep.after().probability(FiveTokens.MAT)).isPositive().isLessThan(0.0001);
        assertThat(editor("shifted", "constant", "-100", "repetition-penalty", "1")
                        .comparison()
                        .sameProbabilities())
                .isTrue();
    }
}
