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
    private static final String DRANK = "The cat drank the";

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
        CLAIMS.says("Probabilities add up to 1, so the strip is full");
        CLAIMS.says("without aiming, anywhere between 0 and 1.");
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
                "Here it is %s, which lies between %s and %s, so `floor` is chosen,",
                figure("%.4f", dice.draw().u()),
                border(floor.from().orElseThrow()),
                border(floor.cumulative().orElseThrow()));
    }

    /** The ends of the strip are whole. */
    private static String border(double value) {
        return value < 1e-9 ? "0" : value > 1 - 1e-9 ? "1" : figure("%.4f", value);
    }

    private static void seed() {
        CLAIMS.says("With the seed %s, the first three are %s, %s and %s,", 42, draw(42, 0), draw(42, 1), draw(42, 2));
        int steps = ((LanesWidget) widget("story")).steps();
        assertThat(((LanesWidget) widget("story")).seed()).isEqualTo(6);
        CLAIMS.says(
                "Try seed 9, then seed 6 again. With seed 6 the text continues with *%s*, with seed 9 with *%s*,",
                Told.sampled(LIVED, 2, 6).strip(), Told.sampled(LIVED, 2, 9).strip());
        assertThat(Told.sampled(LIVED, steps, 6)).isEqualTo(Told.sampled(LIVED, steps, 6));
        CLAIMS.says("A different program makes different draws from the seed 42.");
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
                "between %s and %s is nothing unusual for `mat`, because in 95 of 100 such trials",
                whole(mat.expected() - 2 * mat.deviation()), whole(mat.expected() + 2 * mat.deviation()));
        CLAIMS.says("Take 100 draws, and the boxes are wide for their bars. Take 10,000, and they are narrow.");
        for (int count : new int[] {100, 1000, 10_000}) {
            DrawCounts.Line line = new DrawCounts(Told.toy(0), 7, count).best(1).get(0);
            CLAIMS.says("| %s | %s | %s |", whole(count), whole(line.expected()), whole(2 * line.deviation()));
        }
        CLAIMS.says("With 100 times as many draws, the scatter is only %s times as large.", whole(Math.sqrt(100)));
    }

    private static void whyNot() {
        DrawWidget widget = (DrawWidget) widget("rare");
        Step step = widget.step();
        Candidate best = step.best(1).get(0);
        Candidate rare = step.candidate(step.chosen());
        String code = Told.code(rare.id());
        assertThat(rare.modelProbability()).isBetween(0.005, 0.05);
        CLAIMS.says("The text is *%s*.", LIVED);
        CLAIMS.says(
                "%s has %s%% and %s has only %s%%, yet %3$s was chosen!",
                Told.code(best.id()), percent(best.modelProbability()), code, percent(rare.modelProbability()));
        CLAIMS.says(
                "The intervals of the %s tokens that are more probable end at %s. Then comes %s, up to %s. The draw is %s,"
                        + " so it falls into the interval of %3$s",
                rare.rank(),
                border(rare.from().orElseThrow()),
                code,
                border(rare.cumulative().orElseThrow()),
                figure("%.4f", step.draw().u()));
        CLAIMS.says(
                "if %s came every time? Then it would have 100%%, and not %s%%.",
                Told.code(best.id()), percent(best.modelProbability()));
        CLAIMS.says(
                "A token with %s%% should come about once in %s times,",
                percent(rare.modelProbability()), whole(1 / rare.modelProbability()));
        CLAIMS.says(
                "the step of *%s* with the seed %s. Let the class find out by themselves why %s was right.",
                LIVED, widget.draw().seed(), code);
        List<Candidate> likely = step.all().stream()
                .filter(candidate -> candidate.modelProbability() >= 0.05)
                .toList();
        double rest =
                1 - likely.stream().mapToDouble(Candidate::modelProbability).sum();
        CLAIMS.says(
                "Only %s tokens have 5%% or more here. The other %s have less each, but %s%% together,",
                likely.size(), whole(step.logits().size() - likely.size()), percent(rest));
        assertThat(rest).isGreaterThan(0.3);
    }

    private static void notRandom() {
        SamplesWidget drank = (SamplesWidget) widget("milk");
        DrawCounts.Line milk = drank.tally().best(1).get(0);
        assertThat(Told.token(milk.candidate().id())).isEqualTo(" milk");
        assertThat(milk.candidate().samplingProbability()).isGreaterThan(0.9);
        CLAIMS.says(
                "`␣milk` has %s%%, so %s of %s draws should give it.",
                percent(milk.candidate().samplingProbability()), whole(milk.expected()), whole(drank.count()));
        Step even = Told.step(LIVED, Decoder.SAMPLE, Told.settings("temperature", "100"), 2);
        CLAIMS.says(
                "makes all %s tokens almost equally probable",
                whole(even.logits().size()));
        double best = even.best(1).get(0).samplingProbability();
        double worst = even.worst(1).get(0).samplingProbability();
        assertThat(best / worst).isLessThan(1.5);
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
        CLAIMS.says("Show *%s* with 1,000 draws.", DRANK);
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
        assertThat(Told.step(DRANK, Decoder.SAMPLE, settings, 42).draw().u())
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
