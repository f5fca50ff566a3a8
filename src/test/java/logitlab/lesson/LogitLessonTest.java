package logitlab.lesson;

import static logitlab.lesson.Claims.logit;
import static logitlab.lesson.Claims.percent;
import static logitlab.lesson.Claims.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;
import logitlab.decoding.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/01-logit.md} tells is so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogitLessonTest {

    private static final String SKY = "The sky is";
    private static final String LIVED = "Once upon a time there lived a";

    private static Told told;
    private static Claims claims;

    @BeforeAll
    static void load() {
        told = new Told();
        claims = Claims.of("01-logit.md");
    }

    @AfterAll
    static void close() {
        told.close();
    }

    @Test
    void every_number_in_the_prose_is_computed() {
        sky();
        toy();
        vocabulary();
        whatIsNotTold();
        teacher();
        assertThat(claims.leftOver()).isEmpty();
    }

    private static void sky() {
        List<Candidate> best = told.step(SKY).best(2);
        assertThat(told.best(SKY, 3)).containsExactly(" blue", " yellow", " green");
        claims.says("The picture shows the %s best.", widget("sky").top());
        claims.says(
                "`␣blue` has the highest score: %s. Then come `␣yellow` with %s and `␣green` with %s.",
                logit(best.get(0).logit()), logit(best.get(1).logit()), logitAfter(SKY, " green"));
    }

    private static void toy() {
        String[] names = {"mat", "moon", "sofa", "floor", "idea"};
        IntStream.range(0, names.length)
                .forEach(id -> claims.says("| `%s` | %s |", names[id], Claims.figure("%.1f", Told.TOY.at(id))));
        claims.says("Bars to the right are above 0, bars to the left below.");
        claims.says("it may be below 0. A logit of 0 is nothing special.");
        claims.says("give `idea` a logit of 3");
        assertThat(Logits.of(2.1, -0.5, 0.3, 1.2, 3).argmax()).isEqualTo(Told.IDEA);
    }

    private static void vocabulary() {
        Step sky = told.step(SKY);
        double[] logits = sky.logits().toArray();
        long above =
                IntStream.range(0, logits.length).filter(id -> logits[id] > 0).count();
        long below =
                IntStream.range(0, logits.length).filter(id -> logits[id] < 0).count();
        for (String text : List.of("The sky is", "The sun rises", "Wednesday")) {
            claims.says("| %s | %s |", text, told.pieces(text));
        }
        String size = whole(logits.length);
        claims.says("Storyteller’s has %s.", size);
        claims.says("100,000 and more"); // GPT-4: 100,277; Llama 3: 128,256
        claims.says("## All %s", size);
        claims.says("the section on all %s with the grey hill", size);
        claims.says("The table has room for %s.", widget("whole").top());
        claims.says("Most of them lie below 0,");
        claims.says("There, %s of the %s logits are above 0, and %s below.", above, size, whole(below));
        Candidate worst = sky.worst(1).get(0);
        claims.says(
                "The highest is %s. The lowest is %s, for the piece `%s`.",
                logit(sky.logits().max()), logit(worst.logit()), told.token(worst.id()));
        claims.says("the best token is %s ahead of the second.", logit(ahead(SKY)));
        claims.says("`␣king` is only %s ahead of `␣man`.", logit(ahead(LIVED)));
        assertThat(told.best(LIVED, 2)).containsExactly(" king", " man");
    }

    private static void whatIsNotTold() {
        Step sky = told.step(SKY);
        Candidate falling = told.candidate(SKY, " falling");
        Candidate king = told.candidate(LIVED, " king");
        claims.says("between 0 and 1, and together they make 1.");
        claims.says("%s is far above 1, %s is below 0,", logit(sky.logits().max()), logit(lowest(sky)));
        claims.says(
                "| %s | `␣falling` | %s | %s %% |", SKY, logit(falling.logit()), percent(falling.modelProbability()));
        claims.says("| %s | `␣king` | %s | %s %% |", LIVED, logit(king.logit()), percent(king.modelProbability()));
        claims.says(
                "`␣falling` stands %s below the best token", logit(sky.logits().max() - falling.logit()));
        claims.says("Add 5 to each of the five logits");
        claims.says("`mat` has %s %%.", percent(Told.TOY.probability(Told.MAT)));
        Logits added = Told.TOY.map(id -> Told.TOY.at(id) + 5);
        assertThat(percent(added.probability(Told.MAT))).isEqualTo(percent(Told.TOY.probability(Told.MAT)));
        claims.says("the natural logarithm of *p* ÷ (1 − *p*). It turns a number between 0 and 1");
    }

    private static void teacher() {
        claims.says("One text gives its best token 6, another gives its best token 13.");
        claims.says("“A logit below 0 means");
        claims.says("Take 100 off each of the five logits. All are below 0 now,");
        assertThat(Told.TOY.max() - 100).isNegative();
        claims.says("“−4.1 is more than −0.5.”"); // of the first exercise
        String best = logit(told.step(SKY).logits().max());
        claims.says("“%s is %s %%.” Per cents would add up to 100.", best, best);
    }

    private static CandidatesWidget widget(String id) {
        return (CandidatesWidget) told.lesson("logit").findWidget(id).orElseThrow();
    }

    private static String logitAfter(String text, String token) {
        return logit(told.candidate(text, token).logit());
    }

    private static double lowest(Step step) {
        return step.worst(1).get(0).logit();
    }

    private static double ahead(String text) {
        List<Candidate> best = told.step(text).best(2);
        return best.get(0).logit() - best.get(1).logit();
    }

    @Test
    void what_is_said_without_numbers_is_so_too() {
        assertThat(told.greedily("The sun rises in the", 2)).isEqualTo(" east");
        assertThat(told.best("The sun rises in the", 1)).containsExactly(" e");
        assertThat(told.best("The king had three", 1)).containsExactly(" legs");
        assertThat(told.best("The cat drank the", 1)).containsExactly(" milk");
    }

    @Test
    void every_link_opens() {
        told.open(claims, told.lesson("logit"));
    }

    @Test
    void every_exercise_takes_what_is_right_and_knows_its_mistakes() {
        told.answer(told.lesson("logit"));
    }
}
