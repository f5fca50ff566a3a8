package logitlab.lesson.widget;

import static logitlab.lesson.FiveTokens.FLOOR;
import static logitlab.lesson.FiveTokens.LOGITS;
import static logitlab.lesson.FiveTokens.MAT;
import static logitlab.lesson.FiveTokens.MOON;
import static logitlab.lesson.FiveTokens.SOFA;
import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Distribution;
import logitlab.decoding.MinP;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Temperature;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/06-truncation.md} says in numbers is computed here, on the five tokens and on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TruncationLessonTest {

    private static final String STORY = "Once upon a time there was a";
    private static final String SHARP = "Thursday, Friday, Saturday,";
    private static final String WIDE = "He saw the";
    private static final Distribution MODEL = FiveTokens.at(1);

    private static final Lesson LESSON = Shipped.lesson("truncation");

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of("06-truncation.md");
        assertAll(
                () -> opening(claims),
                () -> topK(claims),
                () -> topP(claims),
                () -> shape(claims),
                () -> minP(claims),
                () -> together(claims),
                () -> order(claims),
                () -> assertThat(claims.others())
                        .as(
                                "the settings, the logits and the temperature of the examples, per cent of the whole, other programs’ settings, a lesson")
                        .containsExactlyInAnyOrder(
                                "0.05", "0.1", "0.5", "0.8", "0.89", "0.9", "0.95", "1", "2", "3", "10", "13", "40",
                                "50", "80", "100"));
    }

    private static Step live(String prompt, Map<String, String> settings) {
        TruncationWidget wide =
                (TruncationWidget) LESSON.find("wide", Widget.class).orElseThrow();
        Map<String, String> words = new LinkedHashMap<>(Map.of("prompt", prompt, "top-k", ""));
        words.putAll(settings);
        WidgetInput<TruncationWidget> input = WidgetInput.of(wide, words);
        assertThat(input.wrong()).isEmpty();
        return input.widget().step();
    }

    private static Step live(String prompt) {
        return live(prompt, Map.of());
    }

    private static String text(Candidate candidate) {
        return Shipped.MODELS.first().tokenizer().token(candidate.id()).text();
    }

    private static Candidate best(String prompt) {
        return live(prompt).best(1).get(0);
    }

    private static void opening(Worked claims) {
        Step step = live(STORY);
        double[] unlikely = IntStream.range(0, step.logits().size())
                .mapToDouble(id -> step.model().at(id))
                .filter(probability -> probability < 0.001)
                .toArray();
        double together = Arrays.stream(unlikely).sum();
        claims.says(
                "finds %s of its %s tokens less probable than one in a thousand",
                decimals(0, unlikely.length), decimals(0, step.logits().size()));
        claims.says(
                "all together they have %s, so a draw lands among them about once in %s steps",
                percent(together), decimals(0, 1 / together));
    }

    private static void topK(Worked claims) {
        List<Integer> kept = FiveTokens.kept(new TopK(3));
        for (int id : FiveTokens.ranked()) {
            boolean stays = kept.contains(id);
            claims.row(
                    FiveTokens.name(id),
                    percent(MODEL.at(id)),
                    stays ? "kept" : "dropped",
                    stays ? percent(FiveTokens.sampling(id, new TopK(3))) : "–");
        }
        double sum = FiveTokens.sum(MODEL, kept);
        claims.says("The three that stay had %s together, and", percent(sum));
        claims.says(
                "each is divided by %2$s. For `mat`, %1$s ÷ %2$s = %3$s.",
                decimals(4, MODEL.at(MAT)), decimals(4, sum), decimals(4, FiveTokens.sampling(MAT, new TopK(3))));
    }

    private static void topP(Worked claims) {
        List<Integer> kept = FiveTokens.kept(new TopP(0.8));
        double sum = 0;
        for (int id : FiveTokens.ranked()) {
            boolean crosses = sum < 0.8 && sum + MODEL.at(id) >= 0.8;
            sum += MODEL.at(id);
            claims.row(
                    FiveTokens.name(id),
                    percent(MODEL.at(id)),
                    percent(sum),
                    crosses ? "kept: here the sum crosses 80%" : kept.contains(id) ? "kept" : "dropped");
        }
        claims.says("Without `floor` there would be %s,", percent(MODEL.at(MAT)));
        claims.says(
                "After the cut, `mat` has %s and `floor` %s.",
                percent(FiveTokens.sampling(MAT, new TopP(0.8))), percent(FiveTokens.sampling(FLOOR, new TopP(0.8))));
    }

    private static void shape(Worked claims) {
        double sunday = best(SHARP).modelProbability();
        double widest = best(WIDE).modelProbability();
        claims.says("`␣Sunday` has %s.", percent(sunday));
        claims.says("the best token, %s, has %s,", Told.code(best(WIDE).id()), percent(widest));
        assertThat(widest).isLessThan(0.1);
        claims.row("The best token has", percent(sunday), percent(widest));
        Map<String, String> topK = Map.of("top-k", "10");
        claims.row(
                "Top-k 10 keeps",
                live(SHARP, topK).kept() + " tokens",
                live(WIDE, topK).kept() + " tokens");
        claims.row("Together these had", percent(keptProbability(SHARP, topK)), percent(keptProbability(WIDE, topK)));
        Map<String, String> topP = Map.of("top-p", "0.9");
        claims.row(
                "Top-p 0.9 keeps",
                live(SHARP, topP).kept() + " token",
                decimals(0, live(WIDE, topP).kept()) + " tokens");
        claims.says("throws away %s of what", percent(1 - keptProbability(WIDE, topK)));
        claims.says(
                "It keeps %s token where the model is sure, and %s where it is not.",
                live(SHARP, topP).kept(), decimals(0, live(WIDE, topP).kept()));
        claims.says("But %s is a lot.", decimals(0, live(WIDE, topP).kept()));
        assertThat(live(WIDE, topP).kept()).isGreaterThan(100);
    }

    private static double keptProbability(String prompt, Map<String, String> settings) {
        return live(prompt, settings).all().stream()
                .filter(Candidate::kept)
                .mapToDouble(Candidate::modelProbability)
                .sum();
    }

    private static void minP(Worked claims) {
        double best = MODEL.at(MAT);
        claims.says(
                "Ours is `mat`, with %s, and one tenth of it is %s. So `floor` and `sofa` stay, while `moon` with %s and `idea` go.",
                percent(best), percent(0.1 * best), percent(MODEL.at(MOON)));
        assertThat(FiveTokens.kept(new MinP(0.1))).containsExactlyInAnyOrder(MAT, FLOOR, SOFA);
        Map<String, String> minP = Map.of("min-p", "0.1");
        claims.says(
                "After the three days, min-p 0.1 keeps %s token; after *He saw the* it keeps %s.",
                live(SHARP, minP).kept(), live(WIDE, minP).kept());
        claims.says("Then `sofa`, with %s, would have to go.", percent(MODEL.at(SOFA)));
        assertThat(MODEL.at(SOFA)).isLessThan(0.1);
        claims.says(
                "no token at all would stay, as even the best has only %s",
                percent(best(WIDE).modelProbability()));
        double distance = -Math.log(0.1);
        claims.says("is a distance of %s, since e to the power of %s", decimals(2, distance), decimals(2, -distance));
        claims.says(
                "`mat` has the logit %s, so whatever lies below about %s is dropped",
                decimals(1, LOGITS.at(MAT)), decimals(1, LOGITS.at(MAT) - distance));
        claims.teacherSays(
                "The best token has %s. What does min-p", percent(best(WIDE).modelProbability()));
        claims.teacherSays(
                "the wide text, where the best token has %s.",
                percent(best(WIDE).modelProbability()));
        claims.teacherSays("(At least %s.)", percent(0.1 * best(WIDE).modelProbability()));
        claims.teacherSays(
                "%s, %s and %s tokens stay.",
                live(WIDE, Map.of("top-k", "10")).kept(),
                decimals(0, live(WIDE, Map.of("top-p", "0.9")).kept()),
                live(WIDE, minP).kept());
        claims.teacherSays("before and after: %s both times", decimals(2, best / MODEL.at(FLOOR)));
    }

    private static void together(Worked claims) {
        Stage topK = new TopK(3);
        Stage topP = new TopP(0.89);
        claims.says(
                "Top-k 3 alone keeps %s of our five tokens.",
                FiveTokens.kept(topK).size());
        claims.says(
                "Top-p 0.89 alone also keeps %s, because `mat` and `floor` have only %s together.",
                FiveTokens.kept(topP).size(), percent(FiveTokens.sum(MODEL, List.of(MAT, FLOOR))));
        claims.says("They keep %s.", FiveTokens.kept(topK, topP).size());
        claims.says(
                "after top-k 3, `mat` and `floor` have %s,",
                percent(FiveTokens.sampling(MAT, topK) + FiveTokens.sampling(FLOOR, topK)));
    }

    private static void order(Worked claims) {
        Step raw = step(Map.of("temperature", "1", "top-p", "1"));
        Step first = step(Map.of());
        Step last = step(Map.of("order", "llama.cpp"));
        claims.says(
                "The logits become %s, %s and %s. The best token now has %s, and",
                decimals(0, first.logits().at(0) / 0.5),
                decimals(0, first.logits().at(1) / 0.5),
                decimals(0, first.logits().at(2) / 0.5),
                percent(step(Map.of("top-p", "1")).candidate(0).samplingProbability()));
        assertThat(first.kept()).isEqualTo(1);
        double one = raw.model().at(0);
        double two = raw.model().at(1);
        claims.says(
                "On the raw logits the best has %s, which is too little. With the second, %s, the sum is %s, so two stay.",
                percent(one), percent(two), percent(one + two));
        assertThat(last.kept()).isEqualTo(2);
        claims.says(
                "it makes %s and %s of the two",
                percent(last.candidate(0).samplingProbability()),
                percent(last.candidate(1).samplingProbability()));
        claims.says("about once in %s times", decimals(0, 1 / last.candidate(1).samplingProbability()));
    }

    private static Step step(Map<String, String> words) {
        WidgetInput<TruncationWidget> input = WidgetInput.of(
                (TruncationWidget) LESSON.find("order-matters", Widget.class).orElseThrow(), words);
        assertThat(input.wrong()).isEmpty();
        return input.widget().step();
    }

    @Test
    void the_token_named_is_the_best_one() {
        assertThat(text(best(SHARP))).isEqualTo(" Sunday");
    }

    @Test
    void at_a_temperature_of_1_both_orders_agree_and_from_a_little_above_0_63_down_they_do_not() {
        for (String temperature : List.of("1", "0.64")) {
            assertThat(step(Map.of("temperature", temperature)).kept())
                    .isEqualTo(2)
                    .isEqualTo(step(Map.of("temperature", temperature, "order", "llama.cpp"))
                            .kept());
        }
        assertThat(step(Map.of("temperature", "0.63")).kept()).isEqualTo(1);
        assertThat(step(Map.of("temperature", "0.63", "order", "llama.cpp")).kept())
                .isEqualTo(2);
    }

    @Test
    void two_tokens_that_tie_for_the_last_place_both_stay() {
        TruncationWidget cut =
                (TruncationWidget) LESSON.find("cut", Widget.class).orElseThrow();
        assertThat(WidgetInput.of(cut, Worked.words("?cut.logits.1=0.3#cut"))
                        .widget()
                        .step()
                        .kept())
                .isEqualTo(4);
        assertThat(Worked.of("06-truncation.md").links()).contains("?cut.logits.1=0.3#cut");
    }

    @Test
    void top_p_always_keeps_one_and_with_1_keeps_all() {
        assertThat(FiveTokens.kept(new TopP(1e-9))).containsExactly(MAT);
        assertThat(FiveTokens.kept(new TopP(1))).hasSize(5);
    }

    @Test
    void the_last_token_that_top_p_keeps_is_hardly_better_than_the_first_it_drops() {
        Step step = live(WIDE, Map.of("top-p", "0.9"));
        List<Candidate> around = step.best(step.kept() + 1);
        double last = around.get(around.size() - 2).modelProbability();
        double dropped = around.get(around.size() - 1).modelProbability();
        assertThat(around.get(around.size() - 1).kept()).isFalse();
        assertThat(last / dropped).isBetween(1.0, 1.01);
    }

    @Test
    void top_k_does_not_care_for_the_order_and_min_p_does() {
        assertThat(FiveTokens.kept(new TopK(2))).containsExactlyInAnyOrder(MAT, FLOOR);
        Stage cooler = new Temperature(0.5);
        assertThat(FiveTokens.kept(cooler, new TopK(2))).isEqualTo(FiveTokens.kept(new TopK(2), cooler));
        assertThat(FiveTokens.kept(cooler, new MinP(0.1))).isNotEqualTo(FiveTokens.kept(new MinP(0.1), cooler));
    }
}
