package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lessons on the real server with the real model. No test depends on what that model says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonRoutesTest {

    private static final String PAGE = "/lessons/softmax";
    private static final String TOY = PAGE + "/widgets/toy";
    private static final String LIVE = PAGE + "/widgets/live";
    private static final String PRACTICE = PAGE + "/exercises/practice";

    private static HttpResponse<String> get(String path) {
        return TestServer.get(path);
    }

    /** The text that a visitor reads, with single spaces. */
    private static String text(HttpResponse<String> answer) {
        return answer.body()
                .replace('\u00a0', ' ')
                .replaceAll("(?s)<head>.*</head>", " ")
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceAll("\\s+", " ");
    }

    private static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_pages {

        @Test
        void the_list_leads_to_each_lesson() {
            assertThat(get("/lessons").body())
                    .contains("<a href=\"/lessons/softmax\">From scores to probabilities</a>");
        }

        @Test
        void a_lesson_says_what_it_is_about_and_has_a_link_for_each_section() {
            HttpResponse<String> page = get(PAGE);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("<h2 id=\"by-hand\">Softmax by hand", "href=\"#by-hand\"", "<math display=\"block\">")
                    .contains("Work out a softmax with a pocket calculator.");
        }

        @Test
        void what_is_not_there_is_a_404() {
            for (String path : List.of(
                    "/lessons/nothing",
                    "/lessons/nothing/sheet",
                    "/lessons/nothing/teacher",
                    "/lessons/nothing/widgets/toy",
                    PAGE + "/widgets/nothing",
                    PAGE + "/widgets/practice",
                    PAGE + "/exercises/toy",
                    PAGE + "/exercises/toy/feedback")) {
                assertThat(get(path).statusCode()).as(path).isEqualTo(404);
                assertThat(text(get(path))).contains("There is nothing at " + path + ".");
            }
        }

        @Test
        void a_key_that_belongs_to_no_block_is_named() {
            HttpResponse<String> answer = get(PAGE + "?tyo.logits.0=1");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer))
                    .contains(
                            "tyo.logits.0 is not a parameter of a link; the parameters are: toy, practice, curve, times-as, below-zero, neighbour");
        }

        @Test
        void a_key_that_a_block_does_not_know_is_named() {
            HttpResponse<String> answer = get(PAGE + "?toy.tokens.0=x");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).contains("tokens.0 is not a parameter of a link; the parameters are: logits.0");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "greedy?toy.logits.2147483648=1",
                    "bugs?exhibit-1.logits.99999999999=1",
                    "shaping?shifted.logits.99999999999=1",
                    "shaping?desk.bias.99999999999=1",
                    "truncation?cut.logits.99999999999=1",
                    "temperature?sweep.logits.99999999999=1",
                    "sampling?dice.logits.99999999999=1",
                    "logit?shift.answer.99999999999=1",
                    "greedy?toy.logits.00=1"
                })
        void a_token_that_no_lesson_has_is_refused_by_its_key(String query) {
            String key = query.replaceAll("^.*\\?[a-z0-9-]+\\.|=.*$", "");
            HttpResponse<String> answer = get("/lessons/" + query);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).contains(key.startsWith("answer") ? "Your answer" : key);
        }

        @Test
        void every_link_of_the_lesson_opens_and_every_anchor_is_there() {
            String body = get(PAGE).body();
            List<String> links = Pattern.compile("href=\"([^\"]*)\"")
                    .matcher(body)
                    .results()
                    .map((MatchResult link) -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> !link.startsWith("http")) // the sources, elsewhere
                    .distinct()
                    .toList();
            assertThat(links).hasSizeGreaterThan(15);
            for (String link : links) {
                String address = link.startsWith("?") ? PAGE + link : link; // which URI.resolve takes for /lessons/?…
                URI target = TestServer.uri(PAGE).resolve(address.replace(" ", "%20"));
                String there = body;
                if (!link.startsWith("#")) {
                    HttpResponse<String> answer =
                            get(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
                    assertThat(answer.statusCode()).as(link).isEqualTo(200);
                    there = answer.body();
                }
                if (target.getFragment() != null) {
                    assertThat(there).contains("id=\"" + target.getFragment() + "\"");
                }
            }
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Softmax_on_given_logits {

        @Test
        void is_worked_out_line_by_line() {
            assertThat(text(get(TOY)))
                    .contains("“mat” has the largest share of the sum: 59.13%.")
                    .contains("Shifted minus 2.10", "Probability ÷ 1.6912")
                    .contains("floor 1.20 −0.90 0.4066 24.04%")
                    .contains("sum over all 5 tokens 1.6912 100.00%");
        }

        @Test
        void follows_a_changed_logit() {
            HttpResponse<String> answer = get(TOY + "?typed=toy&toy.logits.0=1,2");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer))
                    .contains("2 tokens have the largest share of the sum: 37.04% each.")
                    .contains("mat 1.20 0.00 1.0000 37.04%");
            assertThat(answer.body()).contains("href=\"/lessons/softmax?toy.logits.0=1.2#toy\"");
        }

        @Test
        void never_shows_0_for_what_is_not_0() {
            assertThat(text(get(TOY + "?toy.logits.0=15"))).contains("< 0.0001 < 0.01%", "> 99.99%");
            assertThat(text(get(TOY + "?toy.logits.0=1000&toy.logits.1=-1000")))
                    .contains("moon −1000.00 −2000.00 < 0.0001 < 0.01%");
        }

        @Test
        void names_what_is_wrong_and_puts_the_lessons_own_logit_in_its_place() {
            HttpResponse<String> answer = get(TOY + "?toy.logits.0=abc&toy.logits.1=3");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer))
                    .contains("The logit of “mat” must be a number; it is “abc”. Until then, 2.10 is used instead.")
                    .contains("moon 3.00");
            assertThat(answer.body()).contains("data-problem-field=\"toy.logits.0\"");
            assertThat(text(get(TOY + "?toy.logits.4=5000")))
                    .contains("The logit of “idea” must be from -1000 to 1000");
        }

        @Test
        void keeps_what_was_typed_on_the_page_right_or_wrong() {
            HttpResponse<String> page = get(PAGE + "?toy.logits.0=%3Cb%3E&toy.logits.1=3");
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body())
                    .contains("name=\"toy.logits.0\" value=\"&lt;b>\"")
                    .contains("name=\"toy.logits.1\" value=\"3\"")
                    .contains("aria-invalid=\"true\"")
                    .doesNotContain("<b>");
        }

        @Test
        void carries_along_what_was_typed_into_other_blocks() {
            assertThat(get(PAGE + "?toy.logits.1=3&practice.answer=0.24").body())
                    .contains("<input type=\"hidden\" name=\"practice.answer\" value=\"0.24\">")
                    .contains("<input type=\"hidden\" name=\"toy.logits.1\" value=\"3\">");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Softmax_on_a_live_step {

        @Test
        void shows_the_largest_logits_and_one_row_for_everything_else() {
            HttpResponse<String> answer = get(LIVE);
            assertThat(Pattern.compile("<th scope=\"row\" class=\"token\">")
                            .matcher(answer.body())
                            .results())
                    .hasSize(8);
            assertThat(text(answer))
                    .contains("The model gave all 4,096 tokens a logit.")
                    .contains("everything else: 4,088 tokens")
                    .contains("sum over all 4,096 tokens")
                    .containsPattern("0\\.00 1\\.0000");
        }

        @Test
        void opens_in_the_playground_with_its_prompt() {
            String link = "/play?v=1&amp;model=storyteller&amp;prompt=Monday%2C+Tuesday";
            assertThat(get(LIVE + "?live.prompt=" + encoded("Monday, Tuesday")).body())
                    .contains("href=\"" + link + "\"");
            HttpResponse<String> play = get(link.replace("&amp;", "&"));
            assertThat(play.statusCode()).isEqualTo(200);
            assertThat(play.body()).contains("Monday, Tuesday");
        }

        @Test
        void names_what_is_wrong_with_a_prompt_and_keeps_it() {
            String tooLong = "Once ".repeat(450).strip();
            HttpResponse<String> answer = get(LIVE + "?live.prompt=" + encoded(tooLong));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer))
                    .contains("Prompt must have at most")
                    .contains("Until then, the table shows the step after “Once upon a time there was a”.");
            assertThat(get(PAGE + "?live.prompt=" + encoded(tooLong)).body()).contains("value=\"" + tooLong + "\"");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_exercise {

        private String feedback(String answer) {
            return text(get(PRACTICE + "/feedback?practice.answer=" + encoded(answer)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0.2729 | Right. Softmax gives “floor” a probability of 0.2729, or 27.29%.",
                    "0,27 | Right.",
                    "27 % | Right.",
                    "27.29 | Nearly: the value is right, but in percent.",
                    "0.5488 | Not yet: that is the exponential of “floor” alone.",
                    "3.67 | Not yet: that is the exponential of “floor” alone.",
                    "0.4643 | Not yet: that is the logit divided by the sum of the logits.",
                    "0.3013 | Not yet: your sum leaves out tokens.",
                    "0.4973 | Not yet: that is the probability of “moon”. The question is about “floor”.",
                    "0.279 | Very close.",
                    "7 | Not yet: a probability is never below 0 and never above 1.",
                    "0.8 | Not yet. Go through the steps in order",
                })
        void answers_at_once_and_knows_the_usual_mistakes(String answer, String sentence) {
            assertThat(feedback(answer)).contains(sentence);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | Your answer is required: type a number, such as 0.5.",
                    "abc | Your answer must be a number; it is “abc”.",
                })
        void names_what_is_no_answer_and_keeps_it(String answer, String sentence) {
            HttpResponse<String> fragment = get(PRACTICE + "/feedback?practice.answer=" + answer);
            assertThat(fragment.statusCode()).isEqualTo(400);
            assertThat(text(fragment)).contains(sentence);
            assertThat(fragment.body()).contains("data-problem-field=\"practice.answer\"");
            HttpResponse<String> page = get(PAGE + "?practice.answer=" + answer);
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(text(page)).contains(sentence);
            assertThat(page.body())
                    .containsPattern("name=\"practice.answer\" value=\"" + answer + "\"[^>]*aria-invalid=\"true\"");
        }

        @Test
        void says_the_same_on_the_whole_page_for_those_without_javascript() {
            HttpResponse<String> page = get(PAGE + "?practice.answer=0.5488");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(text(page)).contains("Not yet: that is the exponential of “floor” alone.");
            assertThat(page.body())
                    .contains("action=\"/lessons/softmax#practice\"")
                    .contains("name=\"practice.answer\" value=\"0.5488\"");
        }

        @Test
        void helps_hint_by_hint_and_solves_line_by_line() {
            assertThat(text(get(PRACTICE)))
                    .contains("Hint 1 of 4 Which logit is the largest?", "Hint 2 of 4 The largest logit is 1.90.")
                    .contains("The largest logit is 1.90, that of “moon”.")
                    .contains("“floor”: 1.30 − 1.90 = −0.60, and e to the power of −0.60 is 0.5488.")
                    .contains("0.2725 + 1.0000 + 0.0672 + 0.5488 + 0.1225 = 2.0110.")
                    .contains("For “floor”: 0.5488 ÷ 2.0110 = 0.2729, which is 27.29%.");
        }

        @Test
        void asks_again_with_fresh_numbers_that_a_link_keeps() {
            assertThat(get(PRACTICE).body()).contains("data-hx-get=\"" + PRACTICE + "?practice.seed=1\"");
            String once = get(PRACTICE + "?practice.seed=5").body();
            assertThat(once)
                    .isEqualTo(get(PRACTICE + "?practice.seed=5").body())
                    .isNotEqualTo(get(PRACTICE + "?practice.seed=6").body())
                    .contains("<input type=\"hidden\" name=\"practice.seed\" value=\"5\">", "practice.seed=6#practice");
            assertThat(get(PAGE + "?practice.seed=9007199254740991").body()).contains("practice.seed=0#practice");
        }

        @Test
        void says_nothing_before_there_is_an_answer() {
            assertThat(get(PRACTICE).body()).doesNotContain("class=\"feedback\"");
        }

        @Test
        void names_a_seed_that_is_none() {
            HttpResponse<String> answer = get(PAGE + "?practice.seed=x");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).contains("Seed must be a number; it is “x”.");
        }
    }
}
