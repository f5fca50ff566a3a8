package logitlab.lesson.widget;

import static logitlab.lesson.Claims.logit;
import static logitlab.lesson.Claims.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.Claims;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/03-greedy.md} tells is so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GreedyLessonTest {

    private static final String LOOP = "She had a little girl, and she";
    private static final String LIVED = "Once upon a time there lived a";
    private static final String VERY = "She was very";
    private static final String MICE = "There were three little mice, and three little mice, and three little";
    private static final int STEPS = 50;

    private static final Claims CLAIMS = Claims.of("03-greedy.md");

    @Test
    void every_number_in_the_prose_is_computed() {
        assertAll(
                GreedyLessonTest::toy,
                GreedyLessonTest::circles,
                GreedyLessonTest::dull,
                GreedyLessonTest::bestSteps,
                GreedyLessonTest::settings,
                GreedyLessonTest::right,
                GreedyLessonTest::teacher,
                () -> assertThat(CLAIMS.leftOver()).isEmpty());
    }

    private static void toy() {
        CLAIMS.says("the largest logit is %s, so greedy takes `mat`.", Claims.figure("%.1f", FiveTokens.LOGITS.max()));
        assertThat(FiveTokens.LOGITS.argmax()).isEqualTo(FiveTokens.MAT);
        CLAIMS.says("`floor` may come up to a logit of 2.09: greedy still takes `mat`");
        assertThat(floorAt(2.09)).isEqualTo(FiveTokens.MAT);
        CLAIMS.says("Ids count from 0, so `mat` is %s and `floor` is %s.", FiveTokens.MAT, FiveTokens.FLOOR);
        CLAIMS.says(
                "Give `floor` the same %s, and greedy takes `mat`;", Claims.figure("%.1f", FiveTokens.LOGITS.max()));
        assertThat(floorAt(FiveTokens.LOGITS.max())).isEqualTo(FiveTokens.MAT);
        assertThat(floorAt(2.11)).isEqualTo(FiveTokens.FLOOR);
    }

    private static int floorAt(double logit) {
        Logits logits = FiveTokens.LOGITS.map(id -> id == FiveTokens.FLOOR ? logit : FiveTokens.LOGITS.at(id));
        return Step.of(logits, Prefix.EMPTY, Decoder.GREEDY.stages(Settings.OFF), new Draw(0, 0))
                .chosen();
    }

    private static void circles() {
        String text = "She had a little";
        double before = 0;
        for (int round = 1; round <= 5; round++) {
            double girl = Told.candidate(text, " girl").modelProbability();
            CLAIMS.says("| %s | %s%% |", round, percent(girl));
            assertThat(girl).isGreaterThan(before);
            before = girl;
            text += " girl, and she had a little";
        }
        LanesWidget loop = (LanesWidget)
                Shipped.lesson("greedy").find("loop", Widget.class).orElseThrow();
        CLAIMS.says("At the end it says *… %s*, and it continues like that.", repeats(LOOP, loop.steps()));
        assertThat(loop.greedy().ids()).hasSize(loop.steps());
    }

    private static void dull() {
        CLAIMS.says("each with %s greedy tokens", STEPS);
        for (String beginning : List.of("At night", "The people of the city were", "The moon was")) {
            CLAIMS.says("| %s | … %s |", beginning, repeats(beginning, STEPS));
        }
    }

    /** The last 20 of the greedy tokens, in which four neighbours come again. */
    private static String repeats(String beginning, int steps) {
        List<String> tokens = Told.greedyTokens(beginning, steps);
        assertThat(tokens).as(beginning).hasSize(steps);
        List<String> last = tokens.subList(steps - 20, steps);
        List<List<String>> fours = IntStream.rangeClosed(0, 16)
                .mapToObj(at -> last.subList(at, at + 4))
                .toList();
        assertThat(new HashSet<>(fours)).as("%s %s", beginning, last).hasSizeLessThan(fours.size());
        return String.join("", last).strip().replaceAll(",$", "");
    }

    private static void bestSteps() {
        CLAIMS.says("Storyteller continues with *%s*.", Told.greedily(LIVED, 4).strip());
        Candidate greedy = Told.step(VERY).best(1).get(0);
        Candidate fond = Told.candidate(VERY, " fond");
        assertThat(together(greedy)).isLessThan(together(fond));
        CLAIMS.says("greedy has taken %s by then", Told.code(greedy.id()));
        assertThat(Told.best(VERY + " fond", 1)).containsExactly(" of");
    }

    private static double together(Candidate first) {
        double one = first.modelProbability();
        Candidate second = Told.step(VERY + Told.token(first.id())).best(1).get(0);
        double two = second.modelProbability();
        CLAIMS.says(
                "| %s %s | %s%% | %s%% | %s%% |",
                Told.code(first.id()), Told.code(second.id()), percent(one), percent(two), percent(one * two));
        return one * two;
    }

    private static void settings() {
        Candidate plain = Told.candidate(MICE, " mice");
        Step penalised = Told.step(MICE, Decoder.GREEDY, Told.settings("repetition-penalty", "1.5"), 0);
        CLAIMS.says("Temperature 5 changes nothing, and neither does top-k 3.");
        CLAIMS.says("But a repetition penalty of 1.5 does.");
        CLAIMS.says(
                "The logit of `␣mice` falls from %s to %s, since mice have been in the text. %s is new, keeps its %s,"
                        + " and is taken.",
                logit(plain.logit()),
                logit(penalised.candidate(plain.id()).adjustedLogit()),
                Told.code(penalised.chosen()),
                logit(penalised.best(1).get(0).adjustedLogit()));
        assertThat(MICE).doesNotContain(Told.token(penalised.chosen()));
        for (Settings off : List.of(Told.settings("temperature", "5"), Told.settings("top-k", "3"))) {
            assertThat(Told.step(MICE, Decoder.GREEDY, off, 0).chosen()).isEqualTo(plain.id());
        }
        CLAIMS.says("*temperature 0* where they mean greedy. Nothing can be divided by 0, so");
    }

    private static void right() {
        CLAIMS.says("`␣Sunday` %s%%.", percent(best("Thursday, Friday, Saturday,", " Sunday")));
        CLAIMS.says("`␣four` %s%%.", percent(best("One, two, three,", " four")));
        String capital = Told.greedily("The capital of Australia is", 4).replaceAll("[.,].*", "");
        CLAIMS.says("After *The capital of Australia is*, greedy says *%s*.", capital.strip());
        assertThat(capital).doesNotContain("Canberra");
    }

    private static double best(String text, String token) {
        assertThat(Told.best(text, 1)).containsExactly(token);
        return Told.candidate(text, token).modelProbability();
    }

    private static void teacher() {
        CLAIMS.says("Divide five logits by 5 on the board.");
        CLAIMS.says("“−3.0 is the largest here, as 3 is more than 2.”"); // of the first exercise
        LanesWidget loop = (LanesWidget)
                Shipped.lesson("greedy").find("loop", Widget.class).orElseThrow();
        CLAIMS.says("Let the greedy one run to %s tokens", loop.steps());
        CLAIMS.says("This one lasts for more than %s tokens.", 40);
        assertThat(Told.greedily(LOOP, 42)).isEqualTo(" had a little girl, and she".repeat(6));
    }

    @Test
    void the_greedy_lane_and_the_step_in_the_circle_are_the_models() {
        CandidatesWidget mice = (CandidatesWidget)
                Shipped.lesson("greedy").find("mice", Widget.class).orElseThrow();
        assertThat(Told.token(mice.step().chosen())).isEqualTo(" mice");
    }

    @Test
    void every_link_opens() {
        Told.open(CLAIMS, Shipped.lesson("greedy"));
    }
}
