package logitlab.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The home page on the real server with the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HomeTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final Pattern PLAY = Pattern.compile("class=\"button roll__open\" href=\"([^\"]*)\"");
    private static final Pattern AGAIN = Pattern.compile("roll__again\" data-waits href=\"([^\"]*)\"");
    private static final Pattern CHOSEN = Pattern.compile("<mark class=\"roll__new\">([^<]*)</mark>");
    private static final Pattern ROLLED = Pattern.compile("class=\"roll__one\"[^>]*><span class=\"token\">([^<]*)<");
    private static final String LANES = "&a=greedy&b=sample&b.temperature=0.8";

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(TestServer.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String body(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void it_asks_the_question_of_its_visitors_and_leads_to_every_part() throws Exception {
        assertThat(body("/"))
                .contains("<h1>Why does AI give a different answer each time?</h1>")
                .contains("href=\"/play\"", "href=\"/inside\"", "href=\"/lessons\"", "href=\"/glossary\"")
                .contains("href=\"/challenge\"", "href=\"/lessons/logit\">");
    }

    @Test
    void it_has_a_roll_already_and_a_form_that_works_without_javascript() throws Exception {
        String page = body("/");
        assertThat(page)
                .contains("<form id=\"tune\"", "action=\"/\" method=\"get\"")
                .contains("name=\"b.temperature\" value=\"0.8\"", "form=\"tune\" name=\"seed\" value=\"7\"")
                .contains("Once upon a time there was a <mark", "class=\"dart__value\"");
        assertThat(CHOSEN.matcher(page).results()).hasSize(1);
    }

    @Test
    void it_shows_the_groups_of_the_course_and_the_path_of_an_hour_but_no_list_of_lessons() throws Exception {
        String page = body("/");
        assertThat(page)
                .contains("15 lessons, about 6 hours", "href=\"/lessons#together\"", "6 lessons, 130 minutes")
                .contains("href=\"/lessons/softmax\">From scores to probabilities</a> <span>20 min</span>")
                .doesNotContain("href=\"/lessons/bugs\"");
        assertThat(body("/lessons")).contains("id=\"together\"", "href=\"/lessons/bugs\"");
    }

    @Test
    void the_roll_is_the_one_that_the_playground_shows() throws Exception {
        String roll = body("/play/roll?prompt=The+king&at=3&seed=11" + LANES);
        String play = body(group(PLAY, roll));
        assertThat(roll).contains("<div id=\"roll\"");
        String interval = group(Pattern.compile("<rect class=\"hit\" (x=\"[^\"]*\")"), roll);
        assertThat(play)
                .contains("“␣" + group(CHOSEN, roll) + "”", interval)
                .containsPattern("class=\"token\">␣?" + Pattern.quote(group(CHOSEN, roll)) + "<");
    }

    @Test
    void rolling_again_takes_the_next_seed_and_leaves_the_text_and_the_earlier_rolls() throws Exception {
        String first = body("/?prompt=The+king&at=2&seed=3" + LANES);
        String second = body(group(AGAIN, first));
        assertThat(group(AGAIN, first)).contains("&seed=4&at=2&");
        assertThat(all(ROLLED, first)).hasSize(4);
        assertThat(all(ROLLED, second)).hasSize(5);
        assertThat(all(ROLLED, second).subList(1, 5)).isEqualTo(all(ROLLED, first));
        assertThat(all(ROLLED, second).get(0)).endsWith(group(CHOSEN, second));
        Pattern text = Pattern.compile(
                "roll__text\" data-lane=\"b\">(?:<span class=\"start-token\"[^>]*>.*?</span></span>)?([^<]*)<mark");
        assertThat(group(text, second).strip())
                .isEqualTo(group(text, first).strip())
                .startsWith("The king");
    }

    @Test
    void each_earlier_roll_is_a_link_to_what_it_chose() throws Exception {
        String page = body("/?seed=20" + LANES);
        List<String> links = all(Pattern.compile("class=\"roll__one\" href=\"([^\"]*)\""), page);
        assertThat(links).hasSize(11);
        for (int i = 0; i < links.size(); i += 5) {
            String roll = body(links.get(i).replace("&amp;", "&"));
            assertThat(all(ROLLED, roll).get(0)).isEqualTo(all(ROLLED, page).get(i));
        }
    }

    @Test
    void a_low_temperature_gives_the_same_answer_each_time() throws Exception {
        assertThat(body("/?seed=20&a=greedy&b=sample&b.temperature=0.01"))
                .contains("The last 11 rolls, always the same answer");
        assertThat(body("/?seed=20&a=greedy&b=sample&b.temperature=3"))
                .containsPattern("The last 11 rolls, \\d+ different answers");
        assertThat(body("/?seed=10" + LANES)).contains("<p id=\"counts\">11 rolls, ");
        assertThat(body("/?seed=0" + LANES)).contains("<p id=\"counts\">One roll</p>");
    }

    @Test
    void the_address_becomes_the_link_of_the_page_that_shows_the_roll() throws Exception {
        HttpResponse<String> roll = get("/play/roll?prompt=The+king&at=2");
        String link = roll.headers().firstValue("HX-Replace-Url").orElseThrow();
        assertThat(link).startsWith("/?v=1&model=storyteller&").contains("&prompt=The+king&seed=7&at=2&");
        assertThat(body(link)).contains(roll.body().strip());
        assertThat(get("/?prompt=The+king&at=2").uri().getRawQuery()).isEqualTo(link.substring(2));
    }

    @Test
    void a_temperature_may_be_typed_in_any_notation() throws Exception {
        HttpResponse<String> page = get("/?typed=1&seed=7&a=greedy&b=sample&b.temperature=1%2C5");
        assertThat(page.uri().getRawQuery()).endsWith("&b=sample&b.temperature=1.5&b.ids=" + chosenId(page.body()));
        assertThat(page.body()).contains("name=\"b.temperature\" value=\"1.5\"");
        assertThat(get("/?a=greedy&b=sample&b.temperature=1%2C5").statusCode()).isEqualTo(400);
    }

    private static String chosenId(String page) {
        return group(Pattern.compile("roll__open\" href=\"[^\"]*b\\.ids=([0-9a-z]+)\""), page);
    }

    @Test
    void the_seed_decides_even_if_the_link_has_another_token() throws Exception {
        String other = get("/?seed=7&b=sample&b.ids=1").uri().getRawQuery();
        assertThat(other).isEqualTo(get("/?seed=7&b=sample").uri().getRawQuery());
    }

    @Test
    void what_other_sites_hang_on_to_an_address_changes_nothing() throws Exception {
        assertThat(body("/?utm_source=news&fbclid=1")).contains("<h1>Why does AI");
        assertThat(get("/?v=1&b=sample&b.temperature=0").statusCode()).isEqualTo(400);
    }

    @Test
    void a_word_that_does_not_fit_is_named_and_takes_nothing_away() throws Exception {
        HttpResponse<String> answer = get("/play/roll?b=sample&b.temperature=0");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("HX-Retarget")).hasValue("#problem");
        assertThat(answer.body()).contains("Temperature");
    }

    @Test
    void a_long_text_is_shown_from_its_end() throws Exception {
        assertThat(body("/play/roll?prompt=" + "word+".repeat(100) + "end"))
                .containsPattern(
                        "roll__text\" data-lane=\"b\">(?:<span class=\"start-token\"[^>]*>.*?</span></span>)?…[^<]{100,160}end ?<mark");
    }

    @Test
    void a_lane_that_has_ended_says_so() throws Exception {
        assertThat(body("/play/roll?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2"))
                .doesNotContain("<mark", "roll__again")
                .contains("This lane is finished: it chose the end-of-text token.");
    }
}
