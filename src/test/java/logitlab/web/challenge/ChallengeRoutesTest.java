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
import logitlab.lesson.challenge.Edition;
import logitlab.lesson.challenge.QuestionKind;
import logitlab.model.LanguageModel;
import logitlab.web.HtmlChecker;
import logitlab.web.Messages;
import logitlab.web.link.Query;
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
        Challenge first = routes.keptOrMade(model, Edition.SECOND, 1);
        Challenge second = routes.keptOrMade(model, Edition.SECOND, 2);
        assertThat(routes.keptOrMade(model, Edition.SECOND, 1)).isSameAs(first);
        assertThat(routes.keptOrMade(model, Edition.FIRST, 1)).isNotEqualTo(first);
        assertThat(routes.keptOrMade(model, Edition.SECOND, 1)).isSameAs(first);
        assertThat(routes.keptOrMade(model, Edition.SECOND, 2)).isNotSameAs(second);
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
                            "data-link=\"/challenge\\?v=2&amp;model=storyteller&amp;digest=[0-9a-f]{12}&amp;seed=\\d{1,6}\"");
            assertThat(get("/challenge?model=storyteller").statusCode()).isEqualTo(302);
        }

        @Test
        void an_incomplete_link_is_completed_and_keeps_its_values() {
            String key = Solved.keys().get(0);
            assertThat(get("/challenge?v=2&seed=7&" + key + "=12,5+%25")
                            .headers()
                            .firstValue("Location"))
                    .contains(unanswered() + "&" + key + "=12%2C5+%25");
            assertThat(get("/challenge?model=storyteller-lstm").headers().firstValue("Location"))
                    .get()
                    .asString()
                    .startsWith("/challenge?v=2&model=storyteller-lstm&digest=");
        }

        @Test
        void a_seed_that_someone_types_without_a_version_asks_todays_questions() {
            assertThat(get("/challenge?seed=7").headers().firstValue("Location"))
                    .contains(unanswered());
        }

        @Test
        void all_ten_are_on_the_page_each_with_its_field() {
            String body = body(unanswered());
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                String section = section(body, question.kind().key());
                assertThat(section)
                        .contains("name=\"" + question.kind().key() + "\"")
                        .contains("exercise__question");
                assertThat(section.contains("<table"))
                        .isNotEqualTo(question.rows().isEmpty());
                question.text().ifPresent(text -> assertThat(section).contains(text.replace("&", "&amp;")));
            }
            assertThat(body)
                    .contains("action=\"/challenge#summary\"", "href=\"/challenge?model=storyteller\"")
                    .doesNotContain("first edition");
        }

        @Test
        void nothing_on_the_page_reveals_an_answer_before_it_is_given() {
            assertThat(body(unanswered()))
                    .doesNotContain("class=\"question__solution\"", "/play?", "Right:", "The right answer", "Taught in")
                    .doesNotContainPattern("<input[^>]* checked")
                    .doesNotContain("class=\"feedback\"", "data-checked");
        }

        @Test
        void every_kind_has_its_words_on_the_page_and_on_the_certificate() {
            for (QuestionKind kind : QuestionKind.values()) {
                assertThat(Messages.ENGLISH.keys())
                        .contains("challenge.title." + kind.key(), "certificate.asked." + kind.key());
            }
        }

        @Test
        void no_question_has_the_name_of_another_part_of_the_link() {
            assertThat(QuestionKind.values())
                    .extracting(QuestionKind::key)
                    .doesNotContain("v", "model", "digest", "seed", "gaps", "name", "date", "summary", "main");
        }

        @ParameterizedTest
        @CsvSource({
            "seed=x,Seed must be a number; it is “x”.",
            "seed=-1,Seed must be from 0 to 999999; it is “-1”.",
            "seed=1000000,Seed must be from 0 to 999999; it is “1000000”.",
            "seed=0.5,Seed must be a whole number; it is “0.5”.",
            "v=3,'v must be one of: 1, 2; it is “3”.'",
            "'v=2&gaps=no',gaps must be one of: on; it is “no”.",
            "'v=1&gaps=on',gaps is not a parameter of a link; the parameters are: v",
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
            HttpResponse<String> answer = TestServer.get("/challenge?v=2&model=gpt&digest=000000000000&seed=7");
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
    class NotYetChecked {

        /** The page with some answers; the others are blank. */
        private String blankBut(Map<String, String> some) {
            Map<String, String> answers = new HashMap<>(Solved.replaced(10, ""));
            answers.putAll(some);
            return challenge(answers);
        }

        private void assertNothingIsShown(String body) {
            assertThat(body)
                    .contains("<form class=\"challenge__form\"", "Nothing is checked yet")
                    .doesNotContain("question__solution", "/play?", "data-checked", "Right:", "The right answer")
                    .doesNotContain("Taught in", "action=\"/certificate\"");
        }

        @Test
        void with_a_missing_answer_nothing_is_checked_unless_one_asks_for_it() {
            String body = challenge(Solved.replaced(2, " "));
            assertNothingIsShown(body);
            assertThat(states(body))
                    .containsExactly("empty", "empty", "open", "open", "open", "open", "open", "open", "open", "open");
            assertThat(summary(body))
                    .contains(
                            "href=\"#" + Solved.keys().get(0),
                            "href=\"#" + Solved.keys().get(1))
                    .doesNotContain("href=\"#" + Solved.keys().get(2));
            assertThat(body).contains("name=\"gaps\" value=\"on\"", "Check without the 2 missing answers");
        }

        @Test
        void an_answer_that_cannot_be_read_is_quoted_and_holds_up_the_check() {
            String number = Solved.first(ChallengeQuestion.Number.class).kind().key();
            String choice = Solved.first(ChallengeQuestion.Choice.class).kind().key();
            String body = challenge(Map.of(number, "much", choice, "-5", "gaps", "on"));
            assertNothingIsShown(body);
            assertThat(section(body, number))
                    .contains("Your answer must be a number; it is “much”.", "value=\"much\"", "aria-invalid=\"true\"");
            assertThat(section(body, choice)).contains("Your answer must be one of: ", "it is “-5”.");
            assertThat(summary(body)).contains("href=\"#" + number, "href=\"#" + choice);
            assertThat(body).doesNotContain("name=\"gaps\"");
        }

        @Test
        void what_was_typed_and_chosen_stays_in_the_form() {
            String number = Solved.first(ChallengeQuestion.Number.class).kind().key();
            String choice = Solved.first(ChallengeQuestion.Choice.class).kind().key();
            String body =
                    blankBut(Map.of(number, "12,5", choice, Solved.answers().get(choice)));
            assertNothingIsShown(body);
            assertThat(section(body, number)).contains("value=\"12,5\"");
            assertThat(section(body, choice)).containsPattern("<input[^>]* checked");
        }

        @Test
        void an_empty_form_is_ten_times_not_answered_and_there_is_nothing_to_check() {
            String body = blankBut(Map.of());
            assertNothingIsShown(body);
            assertThat(states(body)).hasSize(10).containsOnly("empty");
            assertThat(body).doesNotContain("name=\"gaps\"");
        }

        @Test
        void typed_markup_is_shown_as_text() {
            String number = Solved.first(ChallengeQuestion.Number.class).kind().key();
            assertThat(challenge(Map.of(number, "\"><script>alert(1)</script>")))
                    .doesNotContain("<script>alert")
                    .contains("value=\"&#34;>&lt;script>alert(1)&lt;/script>\"");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Answered {

        /** A wrong answer to each question, by the first mistake that it knows. */
        private Map<String, String> mistakes() {
            Map<String, String> wrong = new LinkedHashMap<>();
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                wrong.put(
                        question.kind().key(),
                        question.form() instanceof ChallengeQuestion.Choice choice
                                ? choice.mistakes().keySet().stream()
                                        .filter(value -> !value.equals(choice.right()))
                                        .sorted()
                                        .findFirst()
                                        .orElseThrow()
                                : mistake((ChallengeQuestion.Number) question.form()));
            }
            return wrong;
        }

        private String mistake(ChallengeQuestion.Number number) {
            double value = number.mistakes().get(0).value();
            return number.unit().equals("count") ? Long.toString(Math.round(value)) : Double.toString(value);
        }

        @Test
        void ten_right_answers_lead_to_the_field_for_a_name() {
            String body = challenge(Map.of());
            assertThat(states(body)).hasSize(10).containsOnly("right");
            assertThat(summary(body))
                    .contains("10 of 10 right", "action=\"/certificate\"", "name=\"name\"")
                    .doesNotContain("To review", "Not answered");
        }

        @Test
        void a_right_answer_that_is_rounded_differently_is_told_so() {
            ChallengeQuestion question = Solved.CHALLENGE.questions().stream()
                    .filter(asked -> asked.form() instanceof ChallengeQuestion.Number number
                            && number.tolerance() > 0.01
                            && !number.unit().equals("count"))
                    .findFirst()
                    .orElseThrow();
            String key = question.kind().key();
            ChallengeQuestion.Number number = (ChallengeQuestion.Number) question.form();
            String typed = Double.toString(number.right() + 0.9 * number.tolerance());
            assertThat(section(challenge(Map.of(key, typed)), key))
                    .containsPattern("Right: [^ ]+ You wrote [^ ]+, which differs only through rounding\\.");
            assertThat(section(challenge(Map.of()), key)).doesNotContain("You wrote");
        }

        @Test
        void a_token_in_a_verdict_has_quotation_marks() {
            String body = body(Solved.oldLink("/challenge", Map.of()));
            for (String key : List.of("draw", "row")) {
                assertThat(section(body, key)).containsPattern("Right: “[^”]+”");
            }
        }

        @Test
        void once_the_solutions_are_shown_there_is_no_field_and_another_try_has_another_seed() {
            for (Map<String, String> answers : List.of(Map.<String, String>of(), mistakes())) {
                String body = challenge(answers);
                assertThat(body)
                        .doesNotContain("challenge__form\" action", "type=\"radio\"", "class=\"question__answer\"")
                        .contains("data-checked=\"/challenge?v=2", "href=\"/challenge?model=storyteller\"");
                for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                    assertThat(section(body, question.kind().key()))
                            .contains("question__solution", "/play?", "Taught in")
                            .contains("href=\"/lessons/" + question.kind().lesson() + "\"")
                            .doesNotContain("<input");
                }
            }
        }

        @Test
        void a_common_mistake_is_named_and_the_right_answer_told() {
            String body = challenge(mistakes());
            assertThat(states(body)).hasSize(10).containsOnly("wrong");
            assertThat(summary(body)).contains("0 of 10 right", "A certificate takes 8 right answers.");
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                assertThat(section(body, question.kind().key()))
                        .contains("is not right. The right answer: ", "class=\"question__mistake\"");
                assertThat(summary(body))
                        .contains("href=\"/lessons/" + question.kind().lesson() + "\"");
            }
        }

        @Test
        void missing_answers_count_as_not_right_if_one_asks_for_it() {
            Map<String, String> gaps = new HashMap<>(Solved.replaced(3, ""));
            gaps.put("gaps", "on");
            String body = challenge(gaps);
            assertThat(states(body)).filteredOn("empty"::equals).hasSize(3);
            assertThat(summary(body)).contains("7 of 10 right", "Not answered").doesNotContain("/certificate");
            assertThat(section(body, Solved.keys().get(0)))
                    .contains("Not answered. The right answer: ", "question__solution");
        }

        @Test
        void eight_are_enough() {
            Map<String, String> gaps = new HashMap<>(Solved.replaced(2, ""));
            gaps.put("gaps", "on");
            assertThat(summary(challenge(gaps)))
                    .contains("8 of 10 right", "action=\"/certificate\"")
                    .doesNotContain("name=\"" + Solved.keys().get(0) + "\"", "name=\"gaps\"");
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
    class OfTheFirstEdition {

        @Test
        void an_old_link_opens_its_ten_questions_and_says_of_which_edition_they_are() {
            String body = body(unanswered().replace("v=2", "v=1"));
            assertThat(states(body)).hasSize(10).containsOnly("open");
            assertThat(body).contains("first edition of the challenge", "name=\"v\" value=\"1\"");
        }

        @Test
        void its_answers_are_judged_whatever_was_sent() {
            String right = body(Solved.oldLink("/challenge", Map.of()));
            assertThat(states(right)).hasSize(10).containsOnly("right");
            assertThat(right).contains("first edition of the challenge").doesNotContain("type=\"radio\"");
            String mixed = body(
                    Solved.oldLink("/challenge", Map.of("softmax", "much", "draw", "", "row", "-5", "vectors", "1")));
            assertThat(states(mixed))
                    .containsExactly(
                            "invalid", "empty", "right", "right", "right", "wrong", "invalid", "right", "right",
                            "right");
            assertThat(summary(mixed)).contains("6 of 10 right");
        }

        @Test
        void an_old_certificate_is_checked_again_and_says_of_which_edition_it_is() {
            assertThat(body(Solved.oldLink("/certificate", Map.of("name", "Ada"))))
                    .contains("<bdi>Ada</bdi>", "answered 10 of 10 questions", "First edition of the challenge")
                    .contains("href=\"" + Solved.oldLink("/challenge", Map.of()).replace("&", "&amp;") + "\"");
            assertThat(body(Solved.oldLink("/certificate", Map.of("digest", "000000000000", "name", "Ada"))))
                    .contains("neither confirmed nor refuted", "First edition of the challenge");
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
                    .contains("Second edition of the challenge", "worked out from its link, and nobody watched")
                    .contains("digest " + Solved.parameters().get("digest"))
                    .contains("Checked again just now", "proves the answers, not who gave them")
                    .contains("href=\"" + Solved.link("/challenge", Map.of()).replace("&", "&amp;") + "\"");
        }

        @Test
        void the_answers_are_judged_again_so_a_changed_one_no_longer_counts() {
            for (int wrong = 1; wrong <= 3; wrong++) {
                for (String answer : List.of("-99", "nothing", "")) {
                    Map<String, String> replaced = new HashMap<>(Solved.replaced(wrong, answer));
                    replaced.put("name", "Ada");
                    String body = certificate(replaced);
                    if (wrong <= 2) {
                        assertThat(body).contains("answered " + (10 - wrong) + " of 10 questions");
                    } else {
                        assertThat(body)
                                .contains("7 of 10 are right", "A certificate takes 8.", "href=\"/challenge?v=2")
                                .doesNotContain("Ada", "class=\"certificate\"");
                    }
                }
            }
        }

        @Test
        void a_certificate_with_gaps_leads_to_the_page_that_shows_them_checked() {
            Map<String, String> replaced = new HashMap<>(Solved.replaced(2, ""));
            replaced.put("name", "Ada");
            String link = Pattern.compile("href=\"(/challenge\\?v=2[^\"]*)\"")
                    .matcher(certificate(replaced))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1)
                    .replace("&amp;", "&");
            assertThat(summary(body(link))).contains("8 of 10 right");
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
                    .contains("name=\"" + Solved.keys().get(0) + "\"")
                    .doesNotContain("class=\"certificate\"");
        }

        @Test
        void it_lists_what_was_asked_and_marks_what_was_answered_right() {
            Map<String, String> replaced = new HashMap<>(Solved.replaced(1, "-99"));
            replaced.put("name", "Ada");
            String body = certificate(replaced);
            assertThat(Pattern.compile("<li data-right=\"true\">").matcher(body).results())
                    .hasSize(9);
            List<String> asked = Solved.keys().stream()
                    .map(key -> Messages.ENGLISH.say("certificate.asked." + key))
                    .toList();
            assertThat(body)
                    .contains(asked.get(0) + " <span class=\"certificate__wrong\">(not answered right)")
                    .contains("<li data-right=\"true\">" + asked.get(1));
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
            Map<String, String> wrong = new HashMap<>(Solved.replaced(3, ""));
            wrong.put("name", "Ada");
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
                assertThat(answer.body())
                        .contains(
                                "10 of 10 are right",
                                "Name is required.",
                                "name=\"" + Solved.keys().get(0) + "\"");
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
        documents.put("missing", challenge(Solved.replaced(3, "")));
        documents.put("unreadable", challenge(Solved.replaced(5, "<much>")));
        Map<String, String> gaps = new HashMap<>(Solved.replaced(4, ""));
        gaps.put("gaps", "on");
        documents.put("gaps", challenge(gaps));
        documents.put("old", body(Solved.oldLink("/challenge", Map.of("softmax", "<much>", "draw", ""))));
        documents.put("old certificate", body(Solved.oldLink("/certificate", Map.of("name", "Ada"))));
        documents.put("certificate", body(Solved.link("/certificate", Map.of("name", "<Ada> & \"co\""))));
        documents.put(
                "unnamed",
                get(Solved.link("/certificate", Map.of("name", "\"<".repeat(60))))
                        .body());
        documents.put("too few", body(Solved.link("/certificate", Solved.replaced(3, ""))));
        assertThat(HtmlChecker.findings(documents, folder)).isEmpty();
    }
}
