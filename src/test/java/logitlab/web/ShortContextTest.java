package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.model.Packages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models with contexts of 32 to 80 tokens, too short for the program's own texts: no visitor may get an error because of them.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShortContextTest {

    private static TestServer.Own server;

    @BeforeAll
    static void start() {
        server = TestServer.with(
                "--models",
                Stream.of("bigram", "gpt2", "int8", "llama", "recurrent")
                        .map(name -> Packages.SMALL.resolve(name).toString())
                        .collect(Collectors.joining(",")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String path) throws Exception {
        HttpResponse<String> page = server.get(path);
        assertThat(page.statusCode()).as(path + "\n" + page.body()).isEqualTo(200);
        return page.body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/play",
                "/play/step",
                "/play/roll",
                "/play/picture.png",
                "/play?model=recurrent",
                "/play?a=greedy&b=greedy&b.model=recurrent",
                "/inside",
                "/inside/look",
                "/inside?model=int8"
            })
    void a_page_nobody_has_typed_a_prompt_into_opens(String path) throws Exception {
        body(path);
    }

    @Test
    void every_link_that_is_offered_opens() throws Exception {
        Set<String> links = new TreeSet<>();
        for (String page : List.of("/", "/play", "/inside")) {
            Pattern.compile("href=\"(/(?:play|inside|challenge)[^\"]*)\"")
                    .matcher(body(page))
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&").replaceAll("#.*", ""))
                    .forEach(links::add);
        }
        assertThat(links).hasSizeGreaterThan(5);
        for (String link : links) {
            body(link);
        }
    }

    @Test
    void an_example_that_is_too_long_is_not_offered() throws Exception {
        assertThat(body("/play")).contains("He had never seen the").doesNotContain("Wednesday, Thursday, Friday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigram", "recurrent", "int8", "gpt2", "llama"})
    void a_challenge_is_asked_or_a_page_says_why_not(String model) throws Exception {
        String page = body("/challenge?seed=1&model=" + model);
        assertThat(page).containsAnyOf("class=\"question\"", "accepts texts of at most");
    }

    @Test
    void a_model_of_32_tokens_cannot_be_asked_about_and_others_are_offered() throws Exception {
        String page = body("/challenge?seed=1&model=recurrent");
        assertThat(page)
                .contains("recurrent accepts texts of at most 32 tokens.", "href=\"/challenge?model=int8\"")
                .doesNotContain("<form class=\"challenge__form\"");
    }

    @Test
    void who_types_too_long_a_prompt_hears_of_it() throws Exception {
        String typed = URI.create("/play?prompt=" + "a+".repeat(40)).toString();
        HttpResponse<String> page = server.get(typed);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("must have at most 32 tokens");
    }
}
