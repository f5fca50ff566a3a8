package logitlab.lesson.widget;

import static logitlab.lesson.Claims.figure;
import static logitlab.lesson.Claims.percent;
import static logitlab.lesson.Claims.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.Locale;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.explain.DrawCounts;
import logitlab.lesson.Claims;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/04-sampling.md} tells is so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplingLessonTest {

    private static final String LIVED = "Once upon a time there lived a";
    private static final String ATE = "He ate the";
    private static final String SKY = "The sky is";

    private static final Claims CLAIMS = Claims.of("04-sampling.md");

    @Test
    void every_number_in_the_prose_is_computed() {
        assertAll(
                SamplingLessonTest::strip,
                SamplingLessonTest::seed,
                SamplingLessonTest::manyDraws,
                SamplingLessonTest::whyNot,
                SamplingLessonTest::notRandom,
                SamplingLessonTest::teacher,
                () -> assertThat(CLAIMS.leftOver()).isEmpty());
    }

    private static void strip() {
        String[] names = {"mat", "moon", "sofa", "floor", "idea"};
        CLAIMS.says("Draw a strip from 0 to 1.");
        CLAIMS.says("Probabilities add up to 1.");
        CLAIMS.says("a number between 0 and 1, called the **draw**");
        for (Candidate candidate : Told.toy(42).best(5)) {
            CLAIMS.says(
                    "| `%s` | %s%% | %s to %s |",
                    names[candidate.id()],
                    percent(candidate.samplingProbability()),
                    border(candidate.from().orElseThrow()),
                    border(candidate.cumulative().orElseThrow()));
        }
        DrawWidget dice = (DrawWidget) widget("dice");
        Candidate floor = dice.step().candidate(FiveTokens.FLOOR);
        assertThat(dice.step().chosen()).isEqualTo(FiveTokens.FLOOR);
        assertThat(dice.step().greedy()).isEqualTo(FiveTokens.MAT);
        CLAIMS.says(
                "Here it is %s. That lies between %s and %s, so `floor` is chosen.",
                figure("%.4f", dice.draw().u()),
                border(floor.from().orElseThrow()),
                border(floor.cumulative().orElseThrow()));
    }

    /** The ends of the strip are whole. */
    private static String border(double value) {
        return value < 1e-9 ? "0" : value > 1 - 1e-9 ? "1" : figure("%.4f", value);
    }

    private static void seed() {
        CLAIMS.says("With the seed %s, the first three are %s, %s and %s.", 42, draw(42, 0), draw(42, 1), draw(42, 2));
        CLAIMS.says("Try seed 3, then seed 2 again. Seed 2 tells of a girl, seed 3 of a very strong man.");
        int steps = ((LanesWidget) widget("story")).steps();
        assertThat(((LanesWidget) widget("story")).seed()).isEqualTo(2);
        assertThat(Told.sampled(LIVED, steps, 2)).startsWith(" girl").isEqualTo(Told.sampled(LIVED, steps, 2));
        assertThat(Told.sampled(LIVED, steps, 3)).contains(" a very strong man");
        CLAIMS.says("Another program with the seed 42 has other draws.");
        CLAIMS.says("from 0 up to, but not including, 1.");
    }

    private static String draw(long seed, int step) {
        return figure("%.4f", new Draw(seed, step).u());
    }

    private static void manyDraws() {
        SamplesWidget many = (SamplesWidget) widget("draws");
        DrawCounts.Line mat = many.tally().best(1).get(0);
        assertThat(mat.candidate().id()).isEqualTo(FiveTokens.MAT);
        CLAIMS.says(
                "With %s draws, `mat` should come %s times, as its probability is %s%%. It came %s times.",
                whole(many.count()),
                whole(mat.expected()),
                percent(mat.candidate().samplingProbability()),
                mat.count());
        CLAIMS.says(
                "between %s and %s is nothing unusual for `mat`. In 95 of 100 such trials",
                whole(mat.expected() - 2 * mat.deviation()), whole(mat.expected() + 2 * mat.deviation()));
        CLAIMS.says("Take 100 draws, and the boxes are wide for their bars. Take 10,000, and they are narrow.");
        for (int count : new int[] {100, 1000, 10_000}) {
            DrawCounts.Line line = new DrawCounts(Told.toy(0), 7, count).best(1).get(0);
            CLAIMS.says("| %s | %s | %s |", whole(count), whole(line.expected()), whole(2 * line.deviation()));
        }
        CLAIMS.says("With 100 times as many draws, the scatter is only %s times as large.", whole(Math.sqrt(100)));
    }

    private static void whyNot() {
        Step step = ((DrawWidget) widget("honey")).step();
        Candidate honey = step.candidate(Told.id(" honey"));
        assertThat(step.chosen()).isEqualTo(honey.id());
        assertThat(Told.best(ATE, 4)).containsExactly(" grass", " bread", " Man", " honey");
        CLAIMS.says(
                "`␣grass` has %s%%. `␣honey` has %s%%.",
                percent(step.best(1).get(0).modelProbability()), percent(honey.modelProbability()));
        CLAIMS.says(
                "end at %s. Then comes `␣honey`, up to %s. The draw is %s.",
                border(honey.from().orElseThrow()),
                border(honey.cumulative().orElseThrow()),
                figure("%.4f", step.draw().u()));
        CLAIMS.says(
                "Then it would have 100%%, and not %s%%.",
                percent(step.best(1).get(0).modelProbability()));
        CLAIMS.says(
                "A token with %s%% should come about once in %s times.",
                percent(honey.modelProbability()), whole(1 / honey.modelProbability()));
        List<Candidate> likely = step.all().stream()
                .filter(candidate -> candidate.modelProbability() >= 0.05)
                .toList();
        double rest =
                1 - likely.stream().mapToDouble(Candidate::modelProbability).sum();
        CLAIMS.says(
                "Only %s tokens have 5%% or more here. The other %s have less, but together they have %s%%.",
                likely.size(), whole(step.logits().size() - likely.size()), percent(rest));
        assertThat(rest).isGreaterThan(0.5);
    }

    private static void notRandom() {
        SamplesWidget sky = (SamplesWidget) widget("sky");
        DrawCounts.Line blue = sky.tally().best(1).get(0);
        assertThat(Told.token(blue.candidate().id())).isEqualTo(" blue");
        CLAIMS.says(
                "`␣blue` has %s%%, so %s of %s draws should give it.",
                percent(blue.candidate().samplingProbability()), whole(blue.expected()), whole(sky.count()));
        Step even = Told.step(LIVED, Decoder.SAMPLE, Told.settings("temperature", "100"), 2);
        CLAIMS.says(
                "makes all %s tokens almost equally probable",
                whole(even.logits().size()));
        double best = even.best(1).get(0).samplingProbability();
        double worst = even.worst(1).get(0).samplingProbability();
        assertThat(best / worst).isLessThan(1.2);
    }

    private static void teacher() {
        assertThat(at(0.5912)).isEqualTo(FiveTokens.MAT);
        assertThat(at(0.5914)).isEqualTo(FiveTokens.FLOOR);
        CLAIMS.says("The draw is 0.5912, and then 0.5914. What is chosen? (`mat`, then `floor`.");
        CLAIMS.says("(73: at 73 centimetres)");
        CLAIMS.says(
                "How many of 10,000 draws should give `idea`? (About %s.)",
                whole(10_000 * FiveTokens.LOGITS.probability(FiveTokens.IDEA)));
        CLAIMS.says("“It chose a token of 4%, so it is broken.” Ask how often a token of 4%".replace("%", "%%"));
        CLAIMS.says("Show *The sky is* with 1,000 draws.");
        CLAIMS.says(
                "the step of *He ate the* with the seed %s",
                ((DrawWidget) widget("honey")).draw().seed());
    }

    /** The token in whose piece a draw lies. */
    private static int at(double u) {
        return Told.toy(0).best(5).stream()
                .filter(candidate -> candidate.cumulative().orElseThrow() > u)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Widget widget(String id) {
        return Shipped.lesson("sampling").find(id, Widget.class).orElseThrow();
    }

    @Test
    void a_draw_depends_on_the_seed_and_the_step_alone() {
        Settings settings = Told.settings("temperature", "0.5");
        assertThat(Told.step(SKY, Decoder.SAMPLE, settings, 42).draw().u())
                .isEqualTo(Told.step(LIVED, Decoder.GREEDY, Settings.OFF, 42)
                        .draw()
                        .u());
        assertThat(String.format(Locale.ROOT, "%.4f", Told.toy(42).draw().u())).isEqualTo(draw(42, 0));
    }

    @Test
    void every_link_opens() {
        Told.open(CLAIMS, Shipped.lesson("sampling"));
    }
}
