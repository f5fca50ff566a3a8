package logitlab.lesson.widget;

import static logitlab.lesson.FiveTokens.FLOOR;
import static logitlab.lesson.FiveTokens.IDEA;
import static logitlab.lesson.FiveTokens.LOGITS;
import static logitlab.lesson.FiveTokens.MAT;
import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Step;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/05-temperature.md} says in numbers is computed here, on the five tokens and on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TemperatureLessonTest {

    private static final List<Double> TEMPERATURES =
            IntStream.rangeClosed(1, 100).mapToObj(i -> i / 10.0).toList();

    private static final Lesson LESSON = Shipped.lesson("temperature");

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of("05-temperature.md");
        assertAll(
                () -> dividing(claims),
                () -> limits(claims),
                () -> probabilities(claims),
                () -> entropy(claims),
                () -> realStep(claims),
                () -> texts(claims),
                () -> teacher(claims),
                () -> assertThat(claims.others())
                        .as("temperatures, and the base of a sum")
                        .containsExactlyInAnyOrder("0", "0.1", "0.3", "0.5", "0.8", "1", "2", "3", "10", "100"));
    }

    private static void dividing(Worked claims) {
        Distribution before = FiveTokens.at(1);
        Distribution after = FiveTokens.at(0.5);
        claims.says("Softmax gives `mat` %s and `floor` %s.", percent(before.at(MAT)), percent(before.at(FLOOR)));
        for (int id : FiveTokens.ranked()) {
            claims.row(
                    FiveTokens.name(id),
                    decimals(1, LOGITS.at(id)),
                    decimals(1, LOGITS.at(id) / 0.5),
                    percent(before.at(id)),
                    percent(after.at(id)));
        }
        claims.says(
                "`floor` was %s below `mat`, and after the division it is %s below,",
                decimals(1, distance(1)), decimals(1, distance(0.5)));
        claims.says("`mat` was %s times as probable", decimals(2, ratio(1)));
        claims.says("Now it is %s times as probable", decimals(2, ratio(0.5)));
        claims.says(
                "At a temperature of 2, `mat` has %s and `floor` %s.",
                percent(FiveTokens.at(2).at(MAT)), percent(FiveTokens.at(2).at(FLOOR)));
    }

    private static double distance(double temperature) {
        return (LOGITS.at(MAT) - LOGITS.at(FLOOR)) / temperature;
    }

    private static double ratio(double temperature) {
        return FiveTokens.at(temperature).at(MAT) / FiveTokens.at(temperature).at(FLOOR);
    }

    private static void limits(Worked claims) {
        claims.says(
                "no longer %s below `mat`, but %s. The ratio is now about %s to 1, and `mat` has %s.",
                decimals(1, distance(1)),
                decimals(0, distance(0.1)),
                decimals(0, ratio(0.1)),
                percent(FiveTokens.at(0.1).at(MAT)));
        claims.says(
                "the five logits lie between %s and %s.",
                decimals(2, LOGITS.at(IDEA) / 100), decimals(3, LOGITS.at(MAT) / 100));
        claims.says(
                "`mat` has %s and `idea` %s.",
                percent(FiveTokens.at(100).at(MAT)), percent(FiveTokens.at(100).at(IDEA)));
        claims.says("one fifth, %s%%", decimals(0, 100.0 / LOGITS.size()));
        claims.says(
                "the small model behind this page, has %s",
                decimals(0, step("live", "1").logits().size()));
    }

    private static void probabilities(Worked claims) {
        Distribution model = FiveTokens.at(1);
        double sum = 0;
        for (int id : FiveTokens.ranked()) {
            sum += model.at(id) / 0.5;
        }
        for (int id : FiveTokens.ranked()) {
            claims.row(
                    FiveTokens.name(id),
                    decimals(4, model.at(id)),
                    decimals(4, model.at(id) / 0.5),
                    decimals(4, model.at(id) / 0.5 / sum));
        }
        claims.row("**Sum**", "1", decimals(0, sum), "1").says("adds up to %s", decimals(0, sum));
        double squares = 0;
        for (int id : FiveTokens.ranked()) {
            squares += model.at(id) * model.at(id);
        }
        double mat = decimal(model.at(MAT));
        claims.says("becomes %1$s × %1$s = %2$s", decimals(4, mat), decimals(4, mat * mat));
        claims.says("The five squares add up to %s", decimals(4, squares));
        claims.says(
                "%s ÷ %s is %s: the same %s as above",
                decimals(4, mat * mat),
                decimals(4, squares),
                decimals(4, model.at(MAT) * model.at(MAT) / squares),
                percent(FiveTokens.at(0.5).at(MAT)));
    }

    private static double decimal(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static void entropy(Worked claims) {
        double one = FiveTokens.at(1).entropy();
        claims.says(
                "our five tokens have an entropy of %s. At 0.5 it is %s, and at 2 it is %s. With five tokens it can never exceed %s.",
                decimals(2, one),
                decimals(2, FiveTokens.at(0.5).entropy()),
                decimals(2, FiveTokens.at(2).entropy()),
                decimals(2, Math.log(5)));
        claims.says(
                "e to the power of %s is about %s. So the model is as unsure as someone who picks fairly among %2$s tokens",
                decimals(2, one), decimals(0, Math.exp(one)));
        claims.says(
                "Follow `floor`: %s at a temperature of 1, %s at 1.5, and %s at 3.",
                percent(FiveTokens.at(1).at(FLOOR)),
                percent(FiveTokens.at(1.5).at(FLOOR)),
                percent(FiveTokens.at(3).at(FLOOR)));
        claims.says(
                "At a temperature of 1 the average is %s. `floor`, with %s,",
                decimals(2, average(1)), decimals(1, LOGITS.at(FLOOR)));
    }

    private static double average(double temperature) {
        Distribution weights = FiveTokens.at(temperature);
        return IntStream.range(0, LOGITS.size())
                .mapToDouble(id -> weights.at(id) * LOGITS.at(id))
                .sum();
    }

    private static Step step(String widget, String temperature) {
        TemperatureWidget sweep =
                (TemperatureWidget) LESSON.find(widget, Widget.class).orElseThrow();
        return WidgetInput.of(sweep, Map.of("temperature", temperature))
                .widget()
                .step();
    }

    private static double best(Step step) {
        return step.best(1).get(0).modelProbability();
    }

    private static void realStep(Worked claims) {
        Step one = step("live", "1");
        claims.says("Now come all %s tokens", decimals(0, one.logits().size()));
        claims.says("the best token, %s, has only", Told.code(one.best(1).get(0).id()));
        assertThat(best(one)).isLessThan(0.4);
        assertThat(best(step("live", "0.3"))).isGreaterThan(0.9);
        claims.says("has only %s. Many", percent(best(one)));
        claims.says("the entropy is %s nats.", decimals(2, one.entropy()));
        claims.says("At 0.5 it has %s.", percent(best(step("live", "0.5"))));
        claims.says("At 0.3 it has %s,", percent(best(step("live", "0.3"))));
        Step three = step("live", "3");
        claims.says(
                "At 3, it has %s. All the tokens without a line then hold %s together.",
                percent(best(three)),
                percent(three.everythingElse(three.best(5)).modelProbability()));
    }

    private static void texts(Worked claims) {
        for (String temperature : List.of("0.3", "1", "2")) {
            LanesWidget lanes = (LanesWidget) LESSON.find("lanes", Widget.class).orElseThrow();
            LanesWidget shown =
                    WidgetInput.of(lanes, Map.of("temperature", temperature)).widget();
            claims.row(
                    temperature,
                    shown.sampled().ids().stream()
                            .map(id -> shown.sampled()
                                    .model()
                                    .tokenizer()
                                    .token(id)
                                    .text())
                            .collect(Collectors.joining())
                            .strip());
        }
    }

    @Test
    void dividing_never_changes_the_order_of_the_tokens() {
        for (double temperature : TEMPERATURES) {
            Distribution divided = FiveTokens.at(temperature);
            List<Integer> ranked = FiveTokens.ranked();
            for (int place = 1; place < ranked.size(); place++) {
                assertThat(divided.at(ranked.get(place))).isLessThan(divided.at(ranked.get(place - 1)));
            }
        }
    }

    @Test
    void the_entropy_grows_with_the_temperature_and_the_best_token_loses() {
        for (double temperature : TEMPERATURES) {
            assertThat(FiveTokens.at(temperature + 0.1).entropy())
                    .isGreaterThan(FiveTokens.at(temperature).entropy());
            assertThat(FiveTokens.at(temperature + 0.1).at(MAT))
                    .isLessThan(FiveTokens.at(temperature).at(MAT));
        }
    }

    @Test
    void towards_0_the_best_has_everything_and_without_end_all_have_the_same() {
        assertThat(FiveTokens.at(0.001).at(MAT)).isEqualTo(1);
        for (int id : FiveTokens.ranked()) {
            assertThat(FiveTokens.at(1e6).at(id)).isCloseTo(0.2, within(1e-6));
        }
    }

    /** The note: a little more temperature lifts just those tokens whose logit lies below the weighted average. */
    @Test
    void a_token_gains_while_its_logit_lies_below_the_average() {
        for (double temperature : TEMPERATURES) {
            for (int id : FiveTokens.ranked()) {
                double more = FiveTokens.at(temperature * 1.0001).at(id);
                assertThat(more > FiveTokens.at(temperature).at(id))
                        .as("token %s at %s", id, temperature)
                        .isEqualTo(LOGITS.at(id) < average(temperature));
            }
            assertThat(average(temperature + 0.1)).isLessThan(average(temperature));
        }
    }

    private static void teacher(Worked claims) {
        double first = TEMPERATURES.stream()
                .filter(temperature -> best(days(Double.toString(temperature))) < 0.5)
                .findFirst()
                .orElseThrow();
        claims.teacherSays("fall below one half after the three days? (At %s.)", decimals(1, first));
    }

    private static Step days(String temperature) {
        TemperatureWidget live =
                (TemperatureWidget) LESSON.find("live", Widget.class).orElseThrow();
        return WidgetInput.of(live, Map.of("prompt", "Thursday, Friday, Saturday,", "temperature", temperature))
                .widget()
                .step();
    }

    @Test
    void a_temperature_of_0_is_refused() {
        TemperatureWidget sweep =
                (TemperatureWidget) LESSON.find("sweep", Widget.class).orElseThrow();
        assertThat(WidgetInput.of(sweep, Map.of("temperature", "0")).wrong())
                .extracting(invalid -> invalid.constraint().name())
                .containsExactly("not-zero-temperature");
    }
}
