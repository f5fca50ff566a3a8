package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.museum.DecoderOutput;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.widget.input.WidgetInput;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/13-bugs.md} says in numbers is computed here, and each exhibit is seen wrong and seen right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BugsLessonTest {

    private static final String FILE = "13-bugs.md";

    private static final Lesson LESSON = Shipped.lesson("bugs");

    private static ExhibitWidget widget(int number, Map<String, String> words) {
        WidgetInput<ExhibitWidget> input = WidgetInput.of(
                (ExhibitWidget) LESSON.find("exhibit-" + number, Widget.class).orElseThrow(), words);
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }

    private static ExhibitWidget widget(int number) {
        return widget(number, Map.of());
    }

    private static Exhibit exhibit(int number, String key, String word) {
        return widget(number, Map.of(key, word)).exhibit();
    }

    private static int id(ExhibitWidget widget, String text) {
        return IntStream.range(0, widget.exhibit().right().size())
                .filter(id -> widget.config().source().token(id).text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** The words that move every logit of an exhibit. */
    private static Map<String, String> moved(int number, double by) {
        Logits logits = widget(number).exhibit().input().logits();
        Map<String, String> words = new LinkedHashMap<>();
        for (int id = 0; id < logits.size(); id++) {
            words.put("logits." + id, decimals(1, logits.at(id) + by).replace('−', '-'));
        }
        return words;
    }

    private static double[] softmax(double... logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(FILE);
        assertAll(
                () -> cut(claims),
                () -> temperature(claims),
                () -> zero(claims),
                () -> softmaxAlone(claims),
                () -> penalty(claims),
                () -> occurrences(claims),
                () -> list(claims),
                () -> smallest(claims),
                () -> references(claims),
                () -> assertThat(claims.others())
                        .as("lessons, settings, and border cases")
                        .containsExactlyInAnyOrder(
                                "0", "0.01", "0.5", "0.99", "1", "10", "100", "138", "2", "20", "3", "40", "50", "60",
                                "−3"));
    }

    private static void cut(Worked claims) {
        double[] p = FiveTokens.ranked().stream()
                .mapToDouble(FiveTokens.LOGITS::probability)
                .toArray();
        claims.says(
                "best first, are %s, %s, %s, %s and %s.",
                percent(p[0]), percent(p[1]), percent(p[2]), percent(p[3]), percent(p[4]));
        assertThat(p[0]).isBetween(0.5, 0.8);
        assertThat(p[0] + p[1]).isGreaterThan(0.8);
        Exhibit strict = widget(1).exhibit();
        claims.says(
                "With 0.8 it keeps %s token where %s belong.",
                strict.suspect().kept(), strict.right().kept());
    }

    private static void temperature(Worked claims) {
        Logits toy = FiveTokens.LOGITS;
        claims.says(
                "`mat` has %s at 0.5 and at 2, where %s and %s would be right.",
                percent(widget(3).exhibit().suspect().probability(FiveTokens.MAT)),
                percent(softmax(toy.map(id -> toy.at(id) / 0.5).toArray())[FiveTokens.MAT]),
                percent(softmax(toy.map(id -> toy.at(id) / 2).toArray())[FiveTokens.MAT]));
        for (String each : List.of("0.1", "0.5", "2", "50")) {
            DecoderOutput suspect = exhibit(3, "temperature", each).suspect();
            assertThat(percent(suspect.probability(FiveTokens.MAT))).isEqualTo("59.13%");
        }
    }

    private static void zero(Worked claims) {
        ExhibitWidget cold = widget(4);
        Logits logits = cold.exhibit().input().logits();
        int last = cold.exhibit().suspect().chosen();
        assertThat(logits.at(last))
                .isEqualTo(Arrays.stream(logits.toArray()).min().orElseThrow());
        claims.says(
                "the last token of all %s, with every seed: here %s, with a logit of %s.",
                decimals(0, logits.size()),
                Worked.code(cold.config().source().token(last).text()),
                decimals(2, logits.at(last)));
        assertThat(cold.exhibit().suspect().brokenCount()).isEqualTo(logits.size());
        assertThat(LongStream.of(0, 1, 2, 3, 42, 1000)
                        .mapToObj(seed -> exhibit(4, "seed", Long.toString(seed))
                                .suspect()
                                .chosen()))
                .containsOnly(last);
    }

    private static void softmaxAlone(Worked claims) {
        claims.says("e to the power of −135.9 is 0.");
        assertThat((float) Math.exp(-135.9)).isZero();
        Exhibit twenty = widget(5, moved(5, 20)).exhibit();
        assertThat(twenty.suspect().brokenCount()).isEqualTo(5);
        Exhibit forty = widget(5, moved(5, 40)).exhibit();
        assertThat(forty.suspect().broken()).isFalse();
        claims.says(
                "`mat` has %s instead of %s.",
                percent(forty.suspect().probability(FiveTokens.MAT)),
                percent(forty.right().probability(FiveTokens.MAT)));
        assertThat(widget(5, moved(5, 60)).exhibit().differs()).isFalse();
        assertThat(Math.exp(378.1)).isGreaterThan(Float.MAX_VALUE); // as in uTensor’s report
        Logits toy = FiveTokens.LOGITS;
        Logits low = widget(5).exhibit().input().logits();
        IntStream.range(0, 5)
                .forEach(id -> assertThat(decimals(1, toy.at(id) - 138)).isEqualTo(decimals(1, low.at(id))));
    }

    private static void penalty(Worked claims) {
        claims.says(
                "Without a penalty `dog` has %s. A penalty of 1.5 should bring it down to %s. Here it goes up to %s.",
                percent(softmax(-2, -1.6, -1.8, -2.1, -2.6)[0]),
                percent(softmax(-2 * 1.5, -1.6, -1.8, -2.1, -2.6)[0]),
                percent(softmax(-2 / 1.5, -1.6, -1.8, -2.1, -2.6)[0]));
        Exhibit dog = widget(6).exhibit();
        assertThat(percent(dog.suspect().probability(0))).isEqualTo("31.85%");
        assertThat(percent(dog.right().probability(0))).isEqualTo("8.11%");
        double before = 0;
        for (String each : List.of("1", "1.5", "2", "5")) { // “the more it is punished, the more probable it is”
            double after = exhibit(6, "repetition-penalty", each).suspect().probability(0);
            assertThat(after).isGreaterThan(before);
            before = after;
        }
        assertThat(widget(6, moved(6, 10)).exhibit().differs()).isFalse();
    }

    private static void occurrences(Worked claims) {
        claims.says(
                "should be 3 ÷ 1.2 = %s. Here it ends at %s.", decimals(2, 3 / 1.2), decimals(2, 3 / Math.pow(1.2, 5)));
        claims.says("right in both programs: %s.", decimals(2, 1.2 / 1.2));
        Exhibit little = widget(7).exhibit();
        double[] suspect = softmax(3 / Math.pow(1.2, 5), 1.9, 1, 1, 0.4);
        double[] right = softmax(3 / 1.2, 1.9, 1, 1, 0.4);
        for (int id = 0; id < 5; id++) {
            assertThat(percent(little.suspect().probability(id))).isEqualTo(percent(suspect[id]));
            assertThat(percent(little.right().probability(id))).isEqualTo(percent(right[id]));
        }
        assertThat(suspect[2]).isGreaterThan(right[2]);
        assertThat(exhibit(7, "repetition-penalty", "1").differs()).isFalse();
    }

    private static void list(Worked claims) {
        ExhibitWidget day = widget(8);
        int best = day.exhibit().input().logits().argmax();
        claims.says(
                "The other %s are not in the sum.",
                decimals(0, day.exhibit().right().size() - 50));
        claims.says(
                "%s instead of %s for %s,",
                percent(day.exhibit().suspect().probability(best)),
                percent(day.exhibit().right().probability(best)),
                Worked.code(day.config().source().token(best).text()));
        assertThat(day.exhibit().suspect().probability(best))
                .isGreaterThan(1.3 * day.exhibit().right().probability(best));
        ExhibitWidget week = widget(8, Map.of("prompt", "Monday, Tuesday, Wednesday,"));
        int thursday = id(week, " Thursday");
        assertThat(week.exhibit().suspect().probability(thursday)).isGreaterThan(0.99);
        assertThat(week.exhibit().right().probability(thursday)).isGreaterThan(0.99);
        for (String sleeps : List.of("50", "10")) {
            assertThat(exhibit(8, "top-k", sleeps).differs()).isFalse();
        }
        assertThat(exhibit(8, "top-k", "51").differs()).isTrue();
    }

    private static void smallest(Worked claims) {
        claims.says("so 1 − %s is 1, and no sum is above 1. From %s on,", "0.00000001", "0.00000003");
        assertThat(1 - (float) 0.00000001).isEqualTo(1);
        assertThat(widget(9).exhibit().suspect().kept()).isZero();
        assertThat(exhibit(9, "top-p", "0.000000029").differs()).isTrue();
        for (String right : List.of("0.00000003", "0.0001", "0.5", "1")) {
            assertThat(exhibit(9, "top-p", right).differs()).as(right).isFalse();
        }
        Logits logits = widget(4).exhibit().input().logits();
        Step step = Step.of(
                logits, Prefix.EMPTY, Settings.of(Map.of("top-p", "0.00000001")).stages(), new Draw(7, 0));
        assertThat(step.chosen()).isEqualTo(step.greedy());
        claims.says("top-p at %s, next to greedy", "0.00000001");
    }

    /** Years, numbers of threads, and what the reports say: read there, not computed. */
    private static void references(Worked claims) {
        claims.says("llama.cpp had it in June 2023 (pull request 1953)");
        claims.says("had it in 2026 (issue 164)");
        claims.says("ChatRWKV had it in September 2023 (pull request 170)");
        claims.says("gemma.cpp had it in August 2026 (pull request 981)");
        claims.says("every other prompt likewise (issue 37)");
        claims.says("in March 2025 (pull request 9631)");
        claims.says("a logit of 378.1 and an infinite exponential (issue 175)");
        claims.says("in December 2019 (issue 2302)");
        claims.says("in January 2024 (issue 8194)");
        claims.says("in December 2024 (pull request 1062), lattice in June 2026 (issue 312)");
        claims.says("users have asked why (issue 38549)");
        claims.says("mlx-lm in September 2026 (pull request 1912)");
        claims.says("at a p of 0.0001, or even of 0.001.");
        claims.says("in August 2026 (pull request 1563)");
    }

    @Test
    void each_exhibit_is_wrong_at_first_and_right_with_other_settings() {
        List<Map<String, String>> asleep = List.of(
                Map.of("top-p", "0.5"),
                Map.of("top-p", "0.99"),
                Map.of("temperature", "1"),
                Map.of("temperature", "0.01"),
                moved(5, 60),
                moved(6, 10),
                Map.of("repetition-penalty", "1"),
                Map.of("top-k", "50"),
                Map.of("top-p", "0.00000003"));
        for (int number = 1; number <= asleep.size(); number++) {
            assertThat(widget(number).exhibit().differs())
                    .as("exhibit %s", number)
                    .isTrue();
            assertThat(widget(number).showsRight()).isFalse();
            assertThat(widget(number, asleep.get(number - 1)).exhibit().differs())
                    .as("exhibit %s", number)
                    .isFalse();
        }
        assertThat(LESSON.find("exhibit-" + (asleep.size() + 1), Widget.class)).isEmpty();
    }

    @Test
    void each_exhibit_has_a_folded_answer_with_a_public_reference_and_nothing_before_it_shows_the_right_program()
            throws IOException {
        String text = Files.readString(Path.of("lessons/en", FILE));
        List<String> sections = Arrays.stream(text.split("(?m)^## "))
                .filter(section -> section.contains("```widget exhibit"))
                .toList();
        assertThat(sections).hasSize(9);
        for (String section : sections) {
            List<MatchResult> answers = Pattern.compile("(?sm)^```note The answer$.*?^```$")
                    .matcher(section)
                    .results()
                    .toList();
            assertThat(answers).as(section).hasSize(1);
            assertThat(answers.get(0).group()).containsPattern("]\\(https://github\\.com/[^)]+\\)");
            assertThat(section.substring(0, answers.get(0).start()))
                    .doesNotContain("right=shown")
                    .doesNotContain("https://");
        }
    }
}
