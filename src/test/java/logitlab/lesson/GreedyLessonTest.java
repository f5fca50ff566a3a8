package logitlab.lesson;

import static logitlab.lesson.Claims.logit;
import static logitlab.lesson.Claims.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/03-greedy.md} tells is so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GreedyLessonTest {

    private static final String THREE = "Once upon a time there were three";
    private static final String LIVED = "Once upon a time there lived a";
    private static final String CIRCLE = THREE + " little mice, and the little mice, and the little";
    private static final int STEPS = 50;

    private static Told told;
    private static Claims claims;

    @BeforeAll
    static void load() {
        told = new Told();
        claims = Claims.of("03-greedy.md");
    }

    @AfterAll
    static void close() {
        told.close();
    }

    @Test
    void every_number_in_the_prose_is_computed() {
        toy();
        circles();
        dull();
        bestSteps();
        settings();
        right();
        teacher();
        assertThat(claims.leftOver()).isEmpty();
    }

    private static void toy() {
        claims.says("The largest logit is %s, so greedy takes `mat`.", Claims.figure("%.1f", Told.TOY.max()));
        assertThat(Told.TOY.argmax()).isEqualTo(Told.MAT);
        claims.says("`floor` may come up to a logit of 2.09: greedy still takes `mat`");
        assertThat(floorAt(2.09)).isEqualTo(Told.MAT);
        claims.says("Ids count from 0, so `mat` is %s and `floor` is %s.", Told.MAT, Told.FLOOR);
        claims.says("give `floor` the same %s. Greedy takes `mat`.", Claims.figure("%.1f", Told.TOY.max()));
        assertThat(floorAt(Told.TOY.max())).isEqualTo(Told.MAT);
        assertThat(floorAt(2.11)).isEqualTo(Told.FLOOR);
    }

    private static int floorAt(double logit) {
        Logits logits = Told.TOY.map(id -> id == Told.FLOOR ? logit : Told.TOY.at(id));
        return Step.of(logits, Prefix.EMPTY, Decoder.GREEDY.stages(Settings.OFF), new Draw(0, 0))
                .chosen();
    }

    private static void circles() {
        String text = THREE + " little";
        double before = 0;
        for (int round = 1; round <= 5; round++) {
            double mice = told.candidate(text, " mice").modelProbability();
            claims.says("| %s | %s %% |", round, percent(mice));
            assertThat(mice).isGreaterThan(before);
            before = mice;
            text += " mice, and the little";
        }
        LanesWidget loop =
                (LanesWidget) told.lesson("greedy").findWidget("loop").orElseThrow();
        assertThat(told.greedily(THREE, loop.steps()))
                .isEqualTo(" little mice" + ", and the little mice".repeat(5) + ", and the");
        assertThat(loop.greedy().ids()).hasSize(loop.steps());
    }

    private static void dull() {
        claims.says("each with %s greedy tokens", STEPS);
        ends("There was once a king who", "and I am a king, and I am a king");
        ends("In the forest there lived", "and I am a King, and I am a King");
        ends("My mother", "and I am a good man, and I am a good man");
        ends("In the morning", "The sun shone in the sky. The sun shone in the sky.");
    }

    private static void ends(String beginning, String where) {
        claims.says("| %s | %s |", beginning, where);
        assertThat(told.greedily(beginning, STEPS)).contains(where);
    }

    private static void bestSteps() {
        assertThat(told.greedily(LIVED, 5)).isEqualTo(" king who had three sons");
        assertThat(together("king")).isLessThan(together("man"));
    }

    private static double together(String first) {
        double one = told.candidate(LIVED, " " + first).modelProbability();
        String then = LIVED + " " + first;
        assertThat(told.best(then, 1)).containsExactly(" who");
        double two = told.candidate(then, " who").modelProbability();
        claims.says("| `␣%s` `␣who` | %s %% | %s %% | %s %% |", first, percent(one), percent(two), percent(one * two));
        return one * two;
    }

    private static void settings() {
        Candidate plain = told.candidate(CIRCLE, " mice");
        Step penalised = told.step(CIRCLE, Decoder.GREEDY, Told.settings("repetition-penalty", "1.5"), 0);
        claims.says("Temperature 5 changes nothing, and neither does top-k 3.");
        claims.says("But a repetition penalty of 1.5 does.");
        claims.says(
                "The logit of `␣mice` falls from %s to %s, since mice have been in the text. `␣mouse` has not, keeps its %s,"
                        + " and is taken.",
                logit(plain.logit()),
                logit(penalised.candidate(plain.id()).adjustedLogit()),
                logit(penalised.best(1).get(0).adjustedLogit()));
        assertThat(told.token(penalised.chosen())).isEqualTo(" mouse");
        for (Settings off : List.of(Told.settings("temperature", "5"), Told.settings("top-k", "3"))) {
            assertThat(told.step(CIRCLE, Decoder.GREEDY, off, 0).chosen()).isEqualTo(plain.id());
        }
        claims.says("*temperature 0* where they mean greedy. Nothing can be divided by 0.");
    }

    private static void right() {
        claims.says("`␣Sunday` %s %%.", percent(best("Thursday, Friday, Saturday,", " Sunday")));
        claims.says("`␣four` %s %%.", percent(best("One, two, three,", " four")));
        assertThat(told.best("The king had three", 1)).containsExactly(" legs");
    }

    private static double best(String text, String token) {
        assertThat(told.best(text, 1)).containsExactly(token);
        return told.candidate(text, token).modelProbability();
    }

    private static void teacher() {
        claims.says("Divide five logits by 5 on the board.");
        claims.says("“−3.0 is the largest here, as 3 is more than 2.”"); // of the first exercise
        LanesWidget loop =
                (LanesWidget) told.lesson("greedy").findWidget("loop").orElseThrow();
        claims.says("Let the greedy one run to %s tokens", loop.steps());
    }

    @Test
    void the_greedy_lane_and_the_step_in_the_circle_are_the_models() {
        CandidatesWidget mice =
                (CandidatesWidget) told.lesson("greedy").findWidget("mice").orElseThrow();
        assertThat(told.token(mice.step().chosen())).isEqualTo(" mice");
    }

    @Test
    void every_link_opens() {
        told.open(claims, told.lesson("greedy"));
    }

    @Test
    void every_exercise_takes_what_is_right_and_knows_its_mistakes() {
        told.answer(told.lesson("greedy"));
    }
}
