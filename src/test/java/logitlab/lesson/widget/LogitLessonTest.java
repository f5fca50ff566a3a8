package logitlab.lesson.widget;

import static logitlab.lesson.Claims.logit;
import static logitlab.lesson.Claims.percent;
import static logitlab.lesson.Claims.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import logitlab.lesson.Claims;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/01-logit.md} tells is so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogitLessonTest {

    private static final String SKY = "The sky is";
    private static final String DRANK = "The cat drank the";
    private static final String THREE = "One, two, three,";
    private static final String SAW = "He saw the";
    private static final String LIVED = "Once upon a time there lived a";

    private static final Claims CLAIMS = Claims.of("01-logit.md");

    @Test
    void every_number_in_the_prose_is_computed() {
        assertAll(
                LogitLessonTest::sky,
                LogitLessonTest::toy,
                LogitLessonTest::vocabulary,
                LogitLessonTest::whatIsNotTold,
                LogitLessonTest::teacher,
                () -> assertThat(CLAIMS.leftOver()).isEmpty());
    }

    private static void sky() {
        List<Candidate> best = Told.step(SKY).best(3);
        CLAIMS.says(
                "With %s, %s is ahead of %s with %s and %s with %s",
                logit(best.get(0).logit()),
                Told.code(best.get(0).id()),
                Told.code(best.get(1).id()),
                logit(best.get(1).logit()),
                Told.code(best.get(2).id()),
                logit(best.get(2).logit()));
        assertThat(Told.token(best.get(0).id())).isEqualTo(" blue");
    }

    private static void toy() {

        assertThat(widget("toy").config().source().logits()).isEqualTo(FiveTokens.LOGITS);
        CLAIMS.says("Bars that point right are above 0,");
        CLAIMS.says("it may be below 0. A logit of 0 is nothing special.");
        CLAIMS.says("give `idea` a logit of 3");
        assertThat(Logits.of(2.1, -0.5, 0.3, 1.2, 3).argmax()).isEqualTo(FiveTokens.IDEA);
    }

    private static void vocabulary() {
        Step sky = Told.step(SKY);
        double[] logits = sky.logits().toArray();
        long above =
                IntStream.range(0, logits.length).filter(id -> logits[id] > 0).count();
        long below =
                IntStream.range(0, logits.length).filter(id -> logits[id] < 0).count();
        for (String text : List.of("The sky is", "The sun rises", "Wednesday")) {
            CLAIMS.says("| %s | %s |", text, Told.pieces(text));
        }
        String size = whole(logits.length);
        CLAIMS.says("Storyteller’s has %s.", size);
        CLAIMS.says("have 100,000 and more"); // GPT-4: 100,277; Llama 3: 128,256
        CLAIMS.says("## All %s", size);
        CLAIMS.says("the section on all %s with the grey hill", size);
        CLAIMS.says("The table has room for %s.", widget("whole").top());
        CLAIMS.says("Most of them lie below 0,");
        assertThat(Arrays.stream(Told.step(LIVED).logits().toArray())
                        .filter(logit -> logit < 0)
                        .count())
                .isGreaterThan(logits.length / 2);
        CLAIMS.says("where %s of the %s logits are above 0, and %s below.", above, size, whole(below));
        CLAIMS.says("The highest is %s. The lowest is %s.", logit(sky.logits().max()), logit(lowest(sky)));
        List<Candidate> saw = Told.step(SAW).best(2);
        CLAIMS.says("After *%s* `␣four` is %s ahead of the second,", THREE, logit(ahead(THREE)));
        CLAIMS.says(
                "After *%s*, %s is only %s ahead of %s,",
                SAW,
                Told.code(saw.get(0).id()),
                logit(ahead(SAW)),
                Told.code(saw.get(1).id()));
        assertThat(ahead(THREE)).isGreaterThan(3);
        assertThat(ahead(SAW)).isLessThan(1);
    }

    private static void whatIsNotTold() {
        Step sky = Told.step(SKY);
        Step drank = Told.step(DRANK);
        Candidate best = Told.step(LIVED).best(1).get(0);
        Candidate alike = drank.best(drank.logits().size()).stream()
                .skip(1)
                .min(Comparator.comparingDouble(candidate -> Math.abs(candidate.logit() - best.logit())))
                .orElseThrow();
        CLAIMS.says("between 0 and 1, and together they make 1.");
        CLAIMS.says("%s is far above 1, %s is below 0,", logit(sky.logits().max()), logit(lowest(sky)));
        CLAIMS.says(
                "| %s | %s | %s | %s%% |",
                DRANK, Told.code(alike.id()), logit(alike.logit()), percent(alike.modelProbability()));
        CLAIMS.says(
                "| %s | %s | %s | %s%% |",
                LIVED, Told.code(best.id()), logit(best.logit()), percent(best.modelProbability()));
        assertThat(Math.abs(alike.logit() - best.logit())).isLessThan(1);
        assertThat(best.modelProbability()).isGreaterThan(10 * alike.modelProbability());
        CLAIMS.says(
                "%s stands %s below the best token of its text. %s is the best of its own.",
                Told.code(alike.id()), logit(drank.logits().max() - alike.logit()), Told.code(best.id()));
        CLAIMS.says("Add 5 to each of the five logits");
        Logits added = FiveTokens.LOGITS.map(id -> FiveTokens.LOGITS.at(id) + 5);
        assertThat(percent(added.probability(FiveTokens.MAT)))
                .isEqualTo(percent(FiveTokens.LOGITS.probability(FiveTokens.MAT)));
        String capital = Told.greedily("The capital of Australia is", 4).replaceAll("[.,].*", "");
        CLAIMS.says("after *The capital of Australia is*, Storyteller continues with *%s*.", capital.strip());
        assertThat(capital).doesNotContain("Canberra");
        CLAIMS.says("the natural logarithm of *p* ÷ (1 − *p*). It turns a number between 0 and 1");
    }

    private static void teacher() {
        CLAIMS.says("One text gives its best token 6, another gives its best token 13.");
        CLAIMS.says("“A logit below 0 means");
        CLAIMS.says("Take 100 off each of the five logits. All are below 0 now,");
        assertThat(FiveTokens.LOGITS.max() - 100).isNegative();
        CLAIMS.says("“−4.1 is more than −0.5.”"); // of the first exercise
        String best = logit(Told.step(SKY).logits().max());
        CLAIMS.says("“%s is %s%%.” Percentages would add up to 100.", best, best);
    }

    private static LogitsWidget widget(String id) {
        return (LogitsWidget) Shipped.lesson("logit").find(id, Widget.class).orElseThrow();
    }

    private static double lowest(Step step) {
        return step.worst(1).get(0).logit();
    }

    private static double ahead(String text) {
        List<Candidate> best = Told.step(text).best(2);
        return best.get(0).logit() - best.get(1).logit();
    }

    @Test
    void what_is_said_without_numbers_is_so_too() {
        assertThat(Told.greedily("The sun rises in the", 2)).isEqualTo(" east");
        assertThat(Told.best("The sun rises in the", 1)).containsExactly(" e");
        assertThat(Told.best(DRANK, 1)).containsExactly(" milk");
        assertThat(Told.best(THREE, 1)).containsExactly(" four");
    }

    @Test
    void every_link_opens() {
        Told.open(CLAIMS, Shipped.lesson("logit"));
    }
}
