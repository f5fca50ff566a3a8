package logitlab.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.lesson.challenge.QuestionKind;
import logitlab.model.LanguageModel;
import logitlab.web.HtmlChecker;
import logitlab.web.link.Query;
import logitlab.web.view.Numbers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ten questions over HTTP: asked, answered in every way, and certified. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChallengeRoutesTest {

    private static HttpResponse<String> get(String path) {
        return TestServer.getFirst(path);
    }

    private static String body(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String challenge(Map<String, String> replaced) {
        return body(Solved.link("/challenge", replaced));
    }

    private static String unanswered() {
        return "/challenge?" + Query.format(Solved.parameters());
    }

    /** The HTML of one question. */
    private static String section(String body, String sort) {
        int from = body.indexOf("<section id=\"" + sort + "\"");
        return body.substring(from, body.indexOf("</section>", from));
    }

    private static List<String> states(String body) {
        return Pattern.compile("class=\"question\"[^>]*data-state=\"(\\w+)\"")
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String summary(String body) {
        return body.contains("<section id=\"summary\"") ? section(body, "summary") : "";
    }

    @Test
    void a_bounded_number_of_challenges_is_kept_the_ones_used_last() {
        ChallengeRoutes routes = new ChallengeRoutes(null, null, null, 2);
        LanguageModel model = TestServer.models().first();
        Challenge first = routes.keptOrMade(model, 1);
        Challenge second = routes.keptOrMade(model, 2);
        assertThat(routes.keptOrMade(model, 1)).isSameAs(first);
        routes.keptOrMade(model, 3);
        assertThat(routes.keptOrMade(model, 1)).isSameAs(first);
        assertThat(routes.keptOrMade(model, 2)).isNotSameAs(second);
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Asked {

        @Test
        void a_bare_address_asks_new_questions_that_no_cache_stores_and_shows_their_link() {
            HttpResponse<String> answer = get("/challenge");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(states(answer.body())).hasSize(10).containsOnly("open");
            assertThat(answer.body())
                    .containsPattern(
                            "data-link=\"/challenge\\?v=1&amp;model=storyteller&amp;digest=[0-9a-f]{12}&amp;seed=\\d{1,6}\"");
            assertThat(get("/challenge?model=storyteller").statusCode()).isEqualTo(302);
        }

        @Test
        void an_incomplete_link_is_completed_and_keeps_its_values() {
            assertThat(get("/challenge?seed=7&softmax=12,5+%25").headers().firstValue("Location"))
                    .contains(unanswered() + "&softmax=12%2C5+%25");
            assertThat(get("/challenge?model=storyteller-lstm").headers().firstValue("Location"))
                    .get()
                    .asString()
                    .startsWith("/challenge?v=1&model=storyteller-lstm&digest=");
        }

        @Test
        void all_ten_are_on_the_page_each_with_its_table_and_its_field() {
            String body = body(unanswered());
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                String section = section(body, question.kind().key());
                assertThat(section)
                        .contains("name=\"" + question.kind().key() + "\"")
                        .contains("<table", "exercise__question");
                question.text().ifPresent(text -> assertThat(section).contains(text.replace("&", "&amp;")));
            }
            assertThat(body).contains("action=\"/challenge#summary\"", "href=\"/challenge?model=storyteller\"");
        }

        @Test
        void a_number_as_the_site_prints_it_is_a_right_answer() {
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                if (question.form() instanceof ChallengeQuestion.Number number) {
                    String printed = switch (number.unit()) {
                        case "percent" -> Numbers.percent(number.right() / 100);
                        case "count" -> Numbers.count(Math.round(number.right()));
                        default -> Numbers.logit(number.right());
                    };
                    assertThat(question.judge(printed)).as(printed).isTrue();
                    assertThat(question.judge(
                                    " " + printed.replace(",", "\u202f").replace('.', ',')))
                            .isTrue();
                }
            }
        }

        @Test
        void nothing_on_the_page_reveals_an_answer_before_it_is_given() {
            String body = body(unanswered());
            assertThat(body)
                    .doesNotContain("class=\"question__solution\"", "/play?", "Right:", "The right answer")
                    .doesNotContainPattern("<input[^>]* checked")
                    .doesNotContain("class=\"feedback\"");
            double right =
                    ((ChallengeQuestion.Number) Solved.question("softmax").form()).right();
            assertThat(section(body, "softmax")).doesNotContain(String.format(java.util.Locale.ROOT, "%.2f", right));
        }

        @ParameterizedTest
        @CsvSource({
            "seed=x,Seed must be a number; it is “x”.",
            "seed=-1,Seed must be from 0 to 999999; it is “-1”.",
            "seed=1000000,Seed must be from 0 to 999999; it is “1000000”.",
            "seed=0.5,Seed must be a whole number; it is “0.5”.",
            "v=2,v must be one of: 1; it is “2”.",
            "model=gpt,Model must be one of: storyteller",
            "digest=12,digest must be 12 hexadecimal digits; it is “12”.",
            "name=Ada,name is not a parameter of a link; the parameters are: v",
            "draw=1&draw=2,draw must be given only once; it is “2”."
        })
        void a_value_that_breaks_a_rule_is_reported_with_its_key_and_the_rule(String query, String sentence) {
            HttpResponse<String> answer = get("/challenge?" + query);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestServer.text(answer)).contains(sentence);
        }

        @Test
        void a_link_of_a_model_that_is_gone_asks_the_questions_of_todays() {
            HttpResponse<String> answer = TestServer.get("/challenge?model=gpt&digest=000000000000&seed=7");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("made with gpt, digest 000000000000, which is not on this server", "cannot be asked here")
                    .contains("name=\"model\" value=\"storyteller\"");
            assertThat(states(answer.body())).hasSize(10).containsOnly("open");
            assertThat(TestServer.get("/challenge?model=storyteller-step-1&seed=7")
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void a_link_made_with_other_weights_is_explained_and_its_answers_are_not_judged() {
            String body = challenge(Map.of("digest", "000000000000"));
            assertThat(body)
                    .contains("made with storyteller, digest 000000000000; on this server storyteller has digest")
                    .contains("cannot be asked here");
            assertThat(states(body)).hasSize(10).containsOnly("open");
            assertThat(body)
                    .contains("name=\"digest\" value=\"" + Solved.parameters().get("digest") + "\"")
                    .doesNotContain("id=\"summary\"");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Answered {

        @Test
        void ten_right_answers_lead_to_the_field_for_a_name() {
            String body = challenge(Map.of());
            assertThat(states(body)).hasSize(10).containsOnly("right");
            assertThat(summary(body))
                    .contains("10 of 10 right", "action=\"/certificate\"", "name=\"name\"")
                    .doesNotContain("To review", "Not answered yet");
        }

        @Test
        void right_wrong_empty_and_unreadable_answers_are_distinguished() {
            Map<String, String> replaced = new HashMap<>();
            replaced.put("temperature", "0");
            replaced.put("nucleus", " ");
            replaced.put("surprise", "much");
            replaced.put("row", "-5");
            String body = challenge(replaced);
            assertThat(states(body))
                    .containsExactly(
                            "right", "right", "wrong", "empty", "right", "right", "invalid", "invalid", "right",
                            "right");
            assertThat(summary(body))
                    .contains("6 of 10 right", "A certificate takes 8 right answers.")
                    .contains("href=\"/lessons/temperature\"", "href=\"#temperature\"", "href=\"#nucleus\"")
                    .contains("href=\"#surprise\"", "href=\"#row\"")
                    .doesNotContain("/lessons/truncation", "/lessons/training", "action=\"/certificate\"");
            assertThat(section(body, "temperature")).contains("The right answer", "question__solution", "/play?");
            assertThat(section(body, "nucleus")).contains("Not answered yet.").doesNotContain("question__solution");
            assertThat(section(body, "surprise"))
                    .contains("Your answer must be a number; it is “much”.", "value=\"much\"", "aria-invalid=\"true\"")
                    .doesNotContain("question__solution");
            assertThat(section(body, "row"))
                    .contains("Your answer must be one of: ", "it is “-5”.")
                    .doesNotContain("question__solution");
        }

        @Test
        void wrong_answers_lead_to_the_lessons_that_the_course_has() {
            Map<String, String> wrong = new LinkedHashMap<>();
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                wrong.put(
                        question.kind().key(),
                        question.form() instanceof ChallengeQuestion.Choice choice
                                ? choice.options().stream()
                                        .map(ChallengeQuestion.Option::value)
                                        .filter(word -> !word.equals(choice.right()))
                                        .findFirst()
                                        .orElseThrow()
                                : "-99");
            }
            String body = challenge(wrong);
            assertThat(states(body)).hasSize(10).containsOnly("wrong");
            assertThat(summary(body)).contains("0 of 10 right");
            for (QuestionKind kind : QuestionKind.values()) {
                String lesson = "/lessons/" + kind.lesson();
                assertThat(summary(body).contains("href=\"" + lesson + "\""))
                        .as(lesson)
                        .isEqualTo(get(lesson).statusCode() == 200);
            }
        }

        @Test
        void an_empty_form_is_ten_times_not_answered_and_reveals_nothing() {
            Map<String, String> empty = new HashMap<>();
            Solved.answers().keySet().forEach(sort -> empty.put(sort, ""));
            String body = challenge(empty);
            assertThat(states(body)).hasSize(10).containsOnly("empty");
            assertThat(summary(body))
                    .contains("0 of 10 right", "Not answered yet")
                    .doesNotContain("/lessons/");
            assertThat(body).doesNotContain("question__solution", "/play?");
        }

        @Test
        void eight_are_enough_and_seven_are_not() {
            assertThat(summary(challenge(Map.of("softmax", "", "draw", ""))))
                    .contains("8 of 10 right", "action=\"/certificate\"")
                    .doesNotContain("name=\"softmax\"");
            assertThat(summary(challenge(Map.of("softmax", "", "draw", "", "row", ""))))
                    .contains("7 of 10 right")
                    .doesNotContain("/certificate");
        }

        @Test
        void typed_markup_is_shown_as_text() {
            String body = challenge(Map.of("softmax", "\"><script>alert(1)</script>", "draw", "<b>"));
            assertThat(body)
                    .doesNotContain("<script>alert", "<b>")
                    .contains("value=\"&#34;>&lt;script>alert(1)&lt;/script>\"");
            assertThat(states(body)).startsWith("invalid", "invalid");
        }

        @Test
        void each_question_leads_to_its_step_in_the_playground_which_is_verified() {
            List<MatchResult> links = Pattern.compile("href=\"(/play\\?[^\"]*)\"")
                    .matcher(challenge(Map.of()))
                    .results()
                    .toList();
            assertThat(links).hasSize(10);
            for (MatchResult link : links) {
                assertThat(body(link.group(1).replace("&amp;", "&")))
                        .as(link.group(1))
                        .contains("Verified: every token");
            }
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Certified {

        private String certificate(Map<String, String> replaced) {
            return body(Solved.link("/certificate", replaced));
        }

        @Test
        void a_certificate_states_the_name_the_result_the_model_and_what_it_does_not_prove() {
            String body = certificate(Map.of("name", "Ada  Lovelace"));
            assertThat(body)
                    .contains("<bdi>Ada Lovelace</bdi>", "answered 10 of 10 questions", "Questions from seed 7")
                    .contains("digest " + Solved.parameters().get("digest"))
                    .contains("Checked again just now", "proves the answers, not who gave them")
                    .contains("href=\"" + Solved.link("/challenge", Map.of()).replace("&", "&amp;") + "\"");
        }

        @Test
        void the_answers_are_judged_again_so_a_changed_one_no_longer_counts() {
            assertThat(certificate(Map.of("name", "Ada", "softmax", "-99"))).contains("answered 9 of 10 questions");
            assertThat(certificate(Map.of("name", "Ada", "softmax", "-99", "row", "nothing")))
                    .contains("answered 8 of 10 questions");
            String body = certificate(Map.of("name", "Ada", "softmax", "-99", "row", "0", "draw", ""));
            assertThat(body)
                    .contains("7 of 10 are right", "A certificate takes 8.", "href=\"/challenge?v=1")
                    .doesNotContain("Ada", "class=\"certificate\"");
        }

        @Test
        void the_answers_for_one_seed_do_not_fit_another() {
            assertThat(certificate(Map.of("name", "Ada", "seed", "8"))).contains("are right. A certificate takes 8.");
        }

        @Test
        void a_certificate_of_other_weights_says_so_and_is_neither_confirmed_nor_called_false() {
            for (Map<String, String> other : List.of(
                    Map.of("digest", "000000000000"),
                    Map.of("digest", "000000000000", "model", "storyteller-step-1"),
                    Map.of("digest", "000000000000", "model", "gone"))) {
                Map<String, String> named = new HashMap<>(other);
                named.put("name", "<Ada> ");
                assertThat(certificate(named))
                        .contains("<h1>A certificate made with other weights</h1>", "For &lt;Ada&gt;")
                        .contains("Model: " + other.getOrDefault("model", "storyteller") + ", digest 000000000000")
                        .contains("Questions from seed 7", "neither confirmed nor refuted", "href=\"/challenge?model=")
                        .doesNotContain("class=\"certificate\"", "are right", "Checked again", "No certificate");
            }
        }

        @Test
        void a_certificate_of_other_weights_needs_no_name() {
            assertThat(certificate(Map.of("digest", "000000000000")))
                    .contains("neither confirmed nor refuted")
                    .doesNotContain("<bdi>For");
            assertThat(certificate(Map.of("digest", "000000000000", "name", "x".repeat(500))))
                    .contains("For " + "x".repeat(60) + "…<");
        }

        @Test
        void a_name_is_one_line_of_text_with_at_most_sixty_characters() {
            assertThat(certificate(Map.of("name", "<i>Ada</i> &amp;\n\t{0} ’")))
                    .contains("<bdi>&lt;i&gt;Ada&lt;/i&gt; &amp;amp; {0} ’</bdi>");
            assertThat(certificate(Map.of("name", "🦊".repeat(60)))).contains("<bdi>" + "🦊".repeat(60) + "</bdi>");
            HttpResponse<String> long_ = get(Solved.link("/certificate", Map.of("name", "x".repeat(61))));
            assertThat(long_.statusCode()).isEqualTo(400);
            assertThat(long_.body())
                    .contains("Name must have at most 60 characters", "value=\"" + "x".repeat(61) + "\"")
                    .contains("name=\"softmax\"")
                    .doesNotContain("class=\"certificate\"");
        }

        @Test
        void it_lists_what_was_asked_and_marks_what_was_answered_right() {
            String body = certificate(Map.of("name", "Ada", "softmax", "-99"));
            assertThat(Pattern.compile("<li data-right=\"true\">").matcher(body).results())
                    .hasSize(9);
            assertThat(body)
                    .contains(
                            "turning logits into probabilities <span class=\"certificate__wrong\">(not answered right)")
                    .contains("<li data-right=\"true\">the interval that a draw falls in");
        }

        @Test
        void it_shows_its_own_draws_a_column_for_each_token() {
            String body = certificate(Map.of("name", "Ada"));
            assertThat(Pattern.compile("class=\"draws__draw\"").matcher(body).results())
                    .hasSize(40);
        }

        @Test
        void it_has_the_day_that_its_link_says_and_an_older_link_has_none() {
            assertThat(certificate(Map.of("name", "Ada", "date", "2026-02-03")))
                    .contains(" right, on 3 February 2026.");
            assertThat(certificate(Map.of("name", "Ada"))).contains("questions of the final challenge right.");
            assertThat(challenge(Map.of())).containsPattern("name=\"date\" value=\"\\d{4}-\\d\\d-\\d\\d\"");
        }

        @ParameterizedTest
        @CsvSource({"2026-02-30", "yesterday", "9999-01-01", "''"})
        void a_day_that_is_none_or_has_not_come_is_refused(String date) {
            for (String page : List.of("/certificate", "/certificate/picture.png")) {
                HttpResponse<String> refused = get(Solved.link(page, Map.of("name", "Ada", "date", date)));
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(TestServer.text(refused)).contains("date must be a date such as 2026-11-28");
            }
        }

        @Test
        void its_picture_is_a_png_and_what_is_no_certificate_has_none() {
            HttpResponse<String> picture = get(Solved.link("/certificate/picture.png", Map.of("name", "Ada")));
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            Map<String, String> wrong = Map.of("name", "Ada", "softmax", "", "row", "", "draw", "");
            assertThat(get(Solved.link("/certificate/picture.png", wrong)).statusCode())
                    .isEqualTo(404);
            assertThat(get(Solved.link("/certificate/picture.png", Map.of())).statusCode())
                    .isEqualTo(400);
        }

        @Test
        void without_a_name_it_asks_for_one() {
            for (Map<String, String> unnamed : List.of(Map.<String, String>of(), Map.of("name", " \n "))) {
                HttpResponse<String> answer = get(Solved.link("/certificate", unnamed));
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("10 of 10 are right", "Name is required.", "name=\"softmax\"");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "'',What this link lacks: the digest of the model that the questions are about the seed that the questions are made from the answers a name",
            "name=Ada,What this link lacks: the digest of the model",
            "name=Ada&digest=000000000000,What this link lacks: the seed that the questions are made from the answers To the challenge",
            "name=Ada&seed=7&digest=0,digest must be 12 hexadecimal digits",
            "nome=Ada,nome is not a parameter of a link"
        })
        void what_says_no_questions_cannot_be_checked(String query, String sentence) {
            HttpResponse<String> answer = get("/certificate?" + query);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestServer.text(answer)).contains(sentence);
        }
    }

    @Test
    void the_map_of_the_course_and_the_home_page_lead_there() {
        assertThat(body("/lessons")).contains("href=\"/challenge\"");
        assertThat(body("/")).contains("href=\"/challenge\"");
    }

    @Test
    void every_state_of_the_pages_is_valid_html(@TempDir Path folder) throws Exception {
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("open", body(unanswered()));
        documents.put("right", challenge(Map.of()));
        documents.put("mixed", challenge(Map.of("softmax", "<much>", "draw", "", "row", "-1", "parting", "77")));
        documents.put("certificate", body(Solved.link("/certificate", Map.of("name", "<Ada> & \"co\""))));
        documents.put(
                "unnamed",
                get(Solved.link("/certificate", Map.of("name", "\"<".repeat(60))))
                        .body());
        documents.put("too few", body(Solved.link("/certificate", Map.of("row", "", "draw", "", "softmax", ""))));
        assertThat(HtmlChecker.findings(documents, folder)).isEmpty();
    }
}
