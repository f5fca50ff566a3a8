package logitlab.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private static final Pattern PLAY = Pattern.compile("class=\"glance__play\" href=\"([^\"]*)\"");
    private static final Pattern CHOSEN = Pattern.compile("<tr id=\"([ab])-token-(\\d+)\" class=\"glance__chosen\">");

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

    @Test
    void it_says_what_this_is_and_leads_to_every_part() throws Exception {
        assertThat(body("/"))
                .contains("<h1>See how a language model chooses its next word</h1>")
                .contains("href=\"/play\"", "href=\"/inside\"", "href=\"/lessons\"", "href=\"/glossary\"")
                .contains("href=\"/lessons/softmax\">From scores to probabilities</a>");
    }

    @Test
    void it_has_a_step_already_taken_and_a_form_that_works_without_javascript() throws Exception {
        assertThat(body("/"))
                .contains("<form class=\"home__form\" action=\"/\" method=\"get\"")
                .contains("The dice fell on ", "The dice are not rolled.");
        assertThat(CHOSEN.matcher(body("/")).results()).hasSize(2);
    }

    @Test
    void the_step_is_the_one_that_the_playground_shows() throws Exception {
        String glance = body("/play/glance?prompt=The+king&at=3&a=greedy&b=sample&b.temperature=0.8&seed=11");
        String play = body(group(PLAY, glance));
        assertThat(glance).contains("<div id=\"glance\"");
        CHOSEN.matcher(glance)
                .results()
                .forEach(chosen -> assertThat(play)
                        .containsPattern("<tr id=\"" + chosen.group(1) + "-token-" + chosen.group(2)
                                + "\"[^>]*data-state=\"chosen\""));
    }

    @Test
    void a_step_is_pushed_as_the_link_of_the_page_that_shows_it() throws Exception {
        HttpResponse<String> glance = get("/play/glance?prompt=The+king&at=2");
        String link = glance.headers().firstValue("HX-Push-Url").orElseThrow();
        assertThat(link).startsWith("/?v=1&model=storyteller&").contains("&prompt=The+king&seed=7&at=2&");
        assertThat(body(link)).contains(glance.body().strip());
        assertThat(get("/?prompt=The+king&at=2").uri().getRawQuery()).isEqualTo(link.substring(2));
    }

    @Test
    void what_other_sites_hang_on_to_an_address_changes_nothing() throws Exception {
        assertThat(body("/?utm_source=news&fbclid=1")).contains("<h1>See how a language model");
        assertThat(get("/?v=1&b=sample&b.temperature=0").statusCode()).isEqualTo(400);
    }

    @Test
    void a_word_that_does_not_fit_is_named_and_takes_nothing_away() throws Exception {
        HttpResponse<String> answer = get("/play/glance?b=sample&b.temperature=0");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("HX-Retarget")).hasValue("#problem");
        assertThat(answer.body()).contains("Temperature");
    }

    @Test
    void a_lane_that_has_ended_says_so() throws Exception {
        assertThat(body("/play/glance?prompt=The+cat&a=greedy&a.ids=0&b=sample&at=2"))
                .contains("This lane is finished: it chose the end-of-text token.");
    }
}
