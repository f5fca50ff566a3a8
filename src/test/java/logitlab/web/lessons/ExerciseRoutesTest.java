package logitlab.web.lessons;

import static logitlab.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.lesson.file.EveryExercise;
import logitlab.web.HtmlChecker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of exercise on a real server, in a lesson of the test's own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExerciseRoutesTest {

    private static final String PAGE = "/lessons/every-exercise";

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("en")).resolve("01-every-exercise.md"), EveryExercise.lesson());
        server = TestServer.withLessons(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<String> ids() {
        return List.copyOf(EveryExercise.BLOCKS.keySet());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return server.get(path);
    }

    private static HttpResponse<String> feedback(String id, String query) throws IOException, InterruptedException {
        return get(PAGE + "/exercises/" + id + "/feedback?" + query);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void each_has_a_question_fields_hints_and_a_solution(String id) throws Exception {
        HttpResponse<String> exercise = get(PAGE + "/exercises/" + id);
        assertThat(exercise.statusCode()).isEqualTo(200);
        assertThat(exercise.body())
                .contains("id=\"" + id + "-question\"", "action=\"" + PAGE + "#" + id + "\"")
                .contains("data-hx-get=\"" + PAGE + "/exercises/" + id + "/feedback\"")
                .containsPattern("name=\"" + id + "\\.[a-z]")
                .doesNotContain("class=\"feedback\"", "{");
        assertThat(text(exercise)).contains("Hint 1 of ");
        assertThat(text(exercise).contains("Show the solution"))
                .as("a bet has none")
                .isEqualTo(!id.equals("wager"));
    }

    /** What a form sends without JavaScript: each field that stands on the page, a radio button where it is checked. */
    @ParameterizedTest
    @MethodSource("ids")
    void an_empty_form_is_named_at_its_field_and_never_an_error(String id) throws Exception {
        String exercise = get(PAGE + "/exercises/" + id).body();
        List<String> names = Pattern.compile("<(?:input|select)[^>]* name=\"([^\"]*)\"")
                .matcher(exercise)
                .results()
                .filter(field -> !field.group().contains("type=\"radio\"")
                        && !field.group(1).equals("typed"))
                .map((MatchResult field) -> field.group(1))
                .toList();
        HttpResponse<String> page =
                get(PAGE + "?typed=" + id + "&" + String.join("=&", names) + (names.isEmpty() ? "" : "="));
        assertThat(page.statusCode()).isIn(200, 400);
        assertThat(page.body()).contains("id=\"" + id + "-feedback\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sharp | sharp.answer=0.1377 | Right. At this temperature “floor” has a probability of 0.1377, or 13.77%.",
                "sharp | sharp.answer=0.4807 | you applied the temperature to the probabilities",
                "sharp | sharp.answer=0.2521 | the logits were multiplied by the temperature",
                "sharp | sharp.answer=0.2404 | that is the result at temperature 1",
                "nucleus | nucleus.answer=71.09 | Right. After the cut “mat” has a sampling probability of 0.7109, or 71.09%.",
                "nucleus | nucleus.answer=59.13 | that is the probability of “mat” before the cut",
                "nucleus | nucleus.answer=100 | the token that makes the sum reach top-p is kept too",
                "nucleus | nucleus.answer=73.91 | divided by top-p itself",
                "how-many | how-many.answer=2 | Right: 2 are kept.",
                "how-many | how-many.answer=1 | the token that makes the sum reach top-p is kept too",
                "how-many | how-many.answer=3 | how many are dropped",
                "how-many | how-many.answer=2.5 | Your answer must be a whole number; it is “2.5”.",
                "how-many | how-many.answer= | Your answer is required: type a whole number",
                "min-p | min-p.answer=1 | min-p is not a threshold by itself",
                "raised-by-hand | raised-by-hand.answer=0.3268 | Right. With the bias “sofa” has a probability of 0.3268, or 32.68%.",
                "raised-by-hand | raised-by-hand.answer=0.0977 | that is the probability of “sofa” before any bias",
                "raised-by-hand | raised-by-hand.answer=1.5977 | you added the bias to the probability",
                "penalty | penalty.answer=-0.625 | Right. After the penalty the logit of “moon” is −0.63.",
                "penalty | penalty.answer=-0.4 | Above 0 it divides, below 0 it multiplies",
                "penalty | penalty.answer=x | Your answer must be a number; it is “x”.",
                "surprise | surprise.answer=2.33 | Right. The surprise of “sofa” is 2.33 nats.",
                "surprise | surprise.answer=-2.33 | A surprise is never below 0",
                "surprise | surprise.answer=3.355 | a logarithm to base 2",
                "surprise | surprise.answer=1.43 | that is the surprise of “floor”",
                "perplexity | perplexity.answer=2.32 | Right. The perplexity is 2.32.",
                "perplexity | perplexity.answer=2 | that is 1 divided by the mean of the probabilities",
                "untouched | untouched.answer=constant | Right. Add 5 to every logit: no probability changes.",
                "untouched | untouched.answer=double | doubling doubles every difference",
                "untouched | untouched.answer=bias | only “sofa” moves",
                "in-order | in-order.answer=turn | The whole order is reversed",
                "out-of-order | out-of-order.answer=bias | Right. Add 2 to the logit of “sofa” alone: tokens change their ranks.",
                "best | best.answer=floor | Right. “floor” has the largest logit",
                "best | best.answer=mat | the logit of “mat” is far from 0, but below it",
                "biased | biased.answer=mat | Add the bias first",
                "dice | dice.answer=floor | Right. The draw falls into the interval of “floor”.",
                "dice | dice.answer=mat | “mat” is what greedy would take",
                "dice | dice.answer=idea | “idea” is dropped",
                "dice | dice.answer=dog | Your answer must be one of: mat, moon, sofa, floor, idea; it is “dog”.",
                "dice | dice.answer= | Your answer is required: choose one of these.",
                "hotter | hotter.answer=fall | Right. It falls",
                "hotter | hotter.answer=rise | a larger temperature does not sharpen",
                "hotter | hotter.answer=stay | keeps the order of the tokens, but not their probabilities",
                "colder | colder.answer=rise | a smaller temperature does not flatten",
                "moved | moved.answer=stay | Right. It stays the same",
                "moved | moved.answer=rise | the same number was added to every logit",
                "banned | banned.answer=stay | all probabilities share one sum",
                "two-best | two-best.answer=stay | the probability of the dropped tokens goes to the kept ones",
                "cut | cut.answer=sofa | Right. “sofa” is dropped.",
                "cut | cut.answer=floor | with “floor” the sum reaches top-p",
                "left | left.answer=floor | Right. “floor” is kept.",
                "left | left.answer=sofa | “sofa” is the first token that is dropped",
                "rank | rank.answer.0=mat&rank.answer.1=floor&rank.answer.2=sofa&rank.answer.3=moon&rank.answer.4=idea | Right.",
                "rank | rank.answer.0=idea&rank.answer.1=moon&rank.answer.2=sofa&rank.answer.3=floor&rank.answer.4=mat | the order is reversed",
                "rank | rank.answer.0=mat&rank.answer.1=floor&rank.answer.2=idea&rank.answer.3=moon&rank.answer.4=sofa | you sorted by the distance from 0",
                "rank | rank.answer.0=mat&rank.answer.1=floor&rank.answer.2=sofa&rank.answer.3=idea&rank.answer.4=moon | 3 of 5 tokens have the right rank",
                "rank | rank.answer.0=mat&rank.answer.1=mat | 2nd rank must be given only once; it is “mat”.",
                "rank | rank.answer.0=mat | 2nd rank is required: choose a token for it.",
                "tune | tune.temperature=3&tune.top-p= | the probability is too small. The goal is at least",
                "tune | tune.temperature=0.1&tune.top-p=1 | that leads away from the goal",
                "tune | tune.temperature=0 | Temperature must not be 0",
                "keep | keep.top-k=3 | Right. Tokens kept: 3.",
                "keep | keep.top-k=10 | too many tokens are kept. The goal is exactly 3.",
                "calm | calm.temperature=1&calm.min-p= | the entropy is too large. The goal is at most 1.50.",
                "band | band.min-p=0.5 | too few tokens are kept. The goal is 15 to 25.",
                "band | band.min-p= | too many tokens are kept. The goal is 15 to 25.",
                "apart | apart.answer=2.6 | Right. “mat” is 2.60 above “moon”.",
                "apart | apart.answer=7.6 | cancels in their difference",
                "times | times.answer=2.46 | Right. “mat” is 2.46 times as probable as “floor”.",
                "times | times.answer=2.5 | That is right as far as it goes. Give one more decimal.",
                "times-warm | times-warm.answer=6.05 | Right.",
                "often | often.answer=120 | Right. “milk” is to be expected 120 times",
                "often | often.answer=-3 | a count is never below 0",
                "guess | guess.answer=5.70 | Right. That loss is 5.70 nats.",
                "slope | slope.answer=-0.7596 | Right. The slope at the logit of “floor” is −0.76.",
                "divided | divided.answer=stay | Right. It stays the same",
                "sleeps | sleeps.answer=1 | Right. Top-p 1.",
                "law | law.answer=law-reaches | Right:",
            })
    void each_answers_at_once(String id, String query, String sentence) throws Exception {
        assertThat(text(feedback(id, query))).contains(sentence);
        assertThat(text(get(PAGE + "?" + query))).contains(sentence);
    }

    @Test
    void a_wrong_word_is_kept_at_its_field() throws Exception {
        HttpResponse<String> page = get(PAGE + "?tune.temperature=x&tune.top-p=0.7&how-many.answer=2");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .containsPattern("name=\"tune.temperature\" value=\"x\"[^>]*aria-invalid=\"true\"")
                .contains("name=\"tune.top-p\" value=\"0.7\"", "data-problem-field=\"tune.temperature\"")
                .contains("name=\"how-many.answer\" value=\"2\"");
    }

    @Test
    void a_chosen_option_stays_chosen() throws Exception {
        assertThat(get(PAGE + "?hotter.answer=rise").body())
                .containsPattern("name=\"hotter.answer\" value=\"rise\" checked");
        assertThat(get(PAGE + "?rank.answer.0=moon").body()).containsPattern("<option value=\"moon\" selected");
    }

    @Test
    void a_prediction_reveals_the_step_once_it_is_right() throws Exception {
        String exercise = get(PAGE + "/exercises/next").body();
        assertThat(exercise).contains("Once upon a time there was a").doesNotContain("class=\"reveal\"");
        List<String> options = Pattern.compile("name=\"next.answer\" value=\"(\\d+)\"")
                .matcher(exercise)
                .results()
                .map(option -> option.group(1))
                .toList();
        assertThat(options).hasSize(4);
        for (String option : options) {
            HttpResponse<String> answer = feedback("next", "next.answer=" + option);
            if (!text(answer).contains("Right.")) {
                assertThat(answer.body()).as("the answer is not given away").doesNotContain("class=\"reveal\"");
                continue;
            }
            assertThat(answer.body())
                    .contains("class=\"reveal\"", "was chosen", "href=\"/play?v=1&amp;model=storyteller");
            String play = answer.body()
                    .replaceAll("(?s).*href=\"(/play[^\"]*)\".*", "$1")
                    .replace("&amp;", "&");
            assertThat(get(play).statusCode()).isEqualTo(200);
        }
        assertThat(options.stream().map(option -> {
                    try {
                        return text(feedback("next", "next.answer=" + option)).contains("Right.");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .containsOnlyOnce(true);
    }

    @Test
    void a_bet_is_placed_before_the_draw_is_shown_and_counts_for_nothing() throws Exception {
        String bet = get(PAGE + "/exercises/wager").body();
        assertThat(bet).contains("Place the bet").doesNotContain("class=\"reveal\"", "The draw");
        List<String> options = Pattern.compile("name=\"wager.answer\" value=\"(\\d+)\"")
                .matcher(bet)
                .results()
                .map(option -> option.group(1))
                .toList();
        assertThat(options).hasSize(4);
        HttpResponse<String> placed = feedback("wager", "wager.answer=" + options.get(0));
        assertThat(placed.body())
                .contains("data-state=\"placed\"", "your bet", "Draw: ", "Which token did the draw choose?")
                .contains("<input type=\"hidden\" name=\"wager.answer\" value=\"" + options.get(0) + "\">");
        List<String> said = new ArrayList<>();
        for (String option : options) {
            said.add(text(feedback("wager", "wager.answer=" + options.get(0) + "&wager.happened=" + option)));
        }
        assertThat(said).filteredOn(answer -> answer.contains("Right.")).hasSize(1);
        assertThat(said)
                .filteredOn(answer -> answer.contains("Is the draw in there?"))
                .hasSize(3);
        assertThat(get(PAGE).body())
                .containsPattern("data-progress=\"[^\"]*every-exercise.next")
                .doesNotContainPattern("data-progress=\"[^\"]*every-exercise.wager");
        assertThat(get("/lessons?done=every-exercise.wager").statusCode()).isEqualTo(200);
    }

    @Test
    void a_prediction_goes_on_with_the_next_token() throws Exception {
        String first = get(PAGE + "/exercises/next").body();
        String second = get(PAGE + "/exercises/next?next.seed=1").body();
        assertThat(first).contains("next.seed=1#next");
        assertThat(second)
                .contains("next.seed=2#next", "name=\"next.seed\" value=\"1\"")
                .isNotEqualTo(first);
    }

    @Test
    void what_has_no_fresh_numbers_takes_no_seed() throws Exception {
        assertThat(get(PAGE + "/exercises/tune").body()).doesNotContain("tune-fresh");
        assertThat(get(PAGE + "?tune.seed=1").statusCode()).isEqualTo(400);
    }

    @Test
    void the_page_is_valid_html_whatever_was_answered(@TempDir Path folder) throws Exception {
        String option =
                get(PAGE + "/exercises/next").body().replaceAll("(?s).*?name=\"next.answer\" value=\"(\\d+)\".*", "$1");
        Map<String, String> documents = new LinkedHashMap<>();
        for (String query : List.of(
                "",
                "?next.answer=" + option + "&hotter.answer=rise&keep.top-k=7&sharp.seed=3&dice.seed=4",
                "?next.answer=x&tune.temperature=0&rank.answer.0=mat&rank.answer.1=mat")) {
            documents.put(query, get(PAGE + query).body());
        }
        assertThat(HtmlChecker.findings(documents, folder)).isEmpty();
    }
}
