package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page and every kind of fragment in a language for tests ({@code messages.interface_qps}), whose sentences are in
 * brackets: no other text is left than lesson files, model cards, tokens, names and numbers.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TranslationTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static final String LINK = "?prompt=The+king&a=greedy&b=sample&b.temperature=0.8&b.top-k=3&seed=7&at=2";
    private static final String BY_HAND = "?prompt=The+king&a=greedy&a.ids=7&b=greedy&b.bias.5=-1&digest=000000000000";

    /** Requests for each route, which together show every kind of page and fragment. */
    private static final Map<String, List<String>> REQUESTS = Map.ofEntries(
            Map.entry("/", List.of("/", "/" + LINK, "/?at=x")),
            Map.entry("/play", List.of("/play", "/play" + LINK, "/play" + BY_HAND, "/play?seed=x", "/play?model=nope")),
            Map.entry("/play/step", List.of("/play/step" + LINK, "/play/step?at=99999&a=greedy")),
            Map.entry("/play/settings", List.of("/play/settings" + LINK, "/play/settings?a.top-p=2&a=sample")),
            Map.entry("/play/glance", List.of("/play/glance" + LINK, "/play/glance?seed=-1")),
            Map.entry("/play/stream", List.of("/play/stream" + LINK + "&steps=1&speed=100", "/play/stream?steps=x")));

    /** The routes of parts that still say everything in English; whoever translates a part moves its routes up. */
    private static final Set<String> LATER =
            Set.of("/inside", "/lessons", "/glossary", "/teaching", "/challenge", "/certificate");

    /** Answers that are no text: files, pictures, JSON, and lists for machines. */
    private static final Set<String> NO_TEXT = Set.of(
            "/static",
            "/favicon.ico",
            "/apple-touch-icon.png",
            "/site.webmanifest",
            "/pictures",
            "/play/picture.png",
            "/robots.txt",
            "/sitemap.xml",
            "/healthz",
            "/api");

    /** Elements with what a visitor typed, what a model wrote, and what a lesson says. */
    private static final Set<String> NOT_OURS = Set.of(
            "token",
            "start-token",
            "pair__text",
            "strip__name",
            "lane__settings",
            "setting--model",
            "start__prompt",
            "course__lessons",
            "goon");

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(TestServer.uri(path)).headers(headers).build(), BodyHandlers.ofString());
    }

    static Stream<String> requests() {
        return REQUESTS.values().stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_page_has_no_text_of_its_own_outside_the_messages(String path) throws Exception {
        for (HttpResponse<String> answer : List.of(
                get(path, "Accept-Language", "qps"), get(path, "Accept-Language", "qps", "HX-Request", "true"))) {
            assertTranslated(answer);
            assertThat(answer.headers().firstValue("Vary").orElse("")).contains("Accept-Language");
            if (answer.body().startsWith("<!doctype")) {
                assertThat(answer.body()).contains("<html lang=\"qps\">");
            }
        }
    }

    private static void assertTranslated(HttpResponse<String> answer) {
        List<String> texts = PageText.of(answer.body().replaceAll("(?m)^((event|id|retry|):.*|data: )", ""), NOT_OURS);
        assertThat(texts).anyMatch(text -> text.contains("⟦"));
        assertThat(texts)
                .as(answer.uri() + " " + answer.statusCode())
                .allSatisfy(text -> assertThat(outsideBrackets(text)).as(text).doesNotContainPattern("\\p{L}{2}"));
    }

    /** What is left of a text without everything in brackets, entities, and the names of models. */
    private static String outsideBrackets(String text) {
        String left = text.replaceAll("&[a-z0-9#]+;|storyteller[a-z0-9-]*|^PNG$", " ");
        for (String before = ""; !before.equals(left); ) {
            before = left;
            left = left.replaceAll("⟦[^⟦⟧]*⟧", " ");
        }
        return left;
    }

    @Test
    void refusals_that_no_route_answers_are_translated_too() throws Exception {
        for (String path : List.of("/nowhere", "/lessons/nowhere", "/%FF")) {
            assertTranslated(get(path, "Accept-Language", "qps"));
        }
        HttpRequest post = HttpRequest.newBuilder(TestServer.uri("/play"))
                .header("Accept-Language", "qps")
                .POST(BodyPublishers.ofString("x".repeat(70_000)))
                .build();
        assertTranslated(CLIENT.send(post, BodyHandlers.ofString()));
    }

    @Test
    void the_manifest_is_translated() throws Exception {
        assertThat(get("/site.webmanifest", "Accept-Language", "qps").body())
                .contains("\"name\" : \"⟦Logit Lab⟧\"", "\"lang\" : \"qps\"");
    }

    @Test
    void every_route_is_tried_or_has_no_text() {
        Set<String> unknown = new TreeSet<>();
        for (String route : TestServer.server().routes()) {
            String path = route.substring(route.indexOf(' ') + 1);
            boolean known = Stream.of(LATER, NO_TEXT)
                    .flatMap(Set::stream)
                    .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
            if (!known && !REQUESTS.containsKey(path)) {
                unknown.add(path);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qps | qps",
                "de-CH, qps;q=0.5 | qps",
                "QPS-Latn | qps",
                "en, qps | en",
                "de, fr;q=0.1 | en",
                "qps;q=0 | en",
                "qps;q=much | en",
                ";;,= | en",
                "* | en"
            })
    void the_preferred_language_that_has_a_file_is_taken(String header, String language) throws Exception {
        assertThat(get("/nowhere", "Accept-Language", header).body()).contains("<html lang=\"" + language + "\">");
    }

    @Test
    void without_a_preference_the_language_is_english() throws Exception {
        assertThat(TestServer.get("/nowhere").body()).contains("<html lang=\"en\">");
        assertThat(get("/nowhere", "Accept-Language", "qps,".repeat(1_000)).body())
                .contains("<html lang=\"en\">");
    }
}
