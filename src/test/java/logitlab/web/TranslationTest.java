package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Course;
import logitlab.web.challenge.Solved;
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
    private static final String INSIDE = "?prompt=The+king&position=1";
    private static final String BY_HAND = "?prompt=The+king&a=greedy&a.ids=7&b=greedy&b.bias.5=-1";
    private static final String MARKED =
            "?prompt=The+king&at=1&tree=1.2.3_1.5&a=greedy&a.ids=7.8.9.a&a.forced=0.1&b=sample&b.ids=7.8.9.a&b.forced=1";
    private static final String OLD = "?prompt=&a=greedy&a.ids=7&b=sample&b.bias.5=-1&b.top-k=3&digest=000000000000";

    private static final String ANSWERS = "&softmax=0.5&draw=x&temperature=1&row=9999&surprise=much";

    /** Requests for each route, which together show every kind of page and fragment; those of lessons come on top. */
    private static final Map<String, List<String>> REQUESTS = Map.ofEntries(
            Map.entry("/", List.of("/", "/" + LINK, "/?at=x")),
            Map.entry(
                    "/play",
                    List.of(
                            "/play",
                            "/play" + LINK,
                            "/play" + BY_HAND,
                            "/play" + MARKED,
                            "/play" + MARKED.replace("&at=1", "&at=3"),
                            "/play?choose=b.x",
                            "/play?path=e.1",
                            "/play" + OLD,
                            "/play?seed=x",
                            "/play?model=nope")),
            Map.entry(
                    "/play/others",
                    List.of("/play/others" + LINK, "/play/others" + LINK + "&lane=b", "/play/others?at=x")),
            Map.entry(
                    "/play/beam",
                    List.of("/play/beam" + LINK, "/play/beam" + LINK + "&beams=2&steps=3", "/play/beam?beams=0")),
            Map.entry("/play/step", List.of("/play/step" + LINK, "/play/step" + OLD, "/play/step?at=99999&a=greedy")),
            Map.entry("/play/settings", List.of("/play/settings" + LINK, "/play/settings?a.top-p=2&a=sample")),
            Map.entry("/play/roll", List.of("/play/roll" + LINK, "/play/roll?seed=-1")),
            Map.entry(
                    "/play/stream",
                    List.of(
                            "/play/stream" + LINK + "&steps=1&speed=100",
                            "/play/stream" + OLD,
                            "/play/stream?steps=x")),
            Map.entry(
                    "/play/take",
                    List.of(
                            "/play/take" + LINK,
                            "/play/take" + OLD,
                            "/play/take?a=greedy",
                            "/play/take?a=sample&a.top-k=2&a.min-p=0.9&token=900",
                            "/play/take?a=sample&a.typical-p=0.4&token=900",
                            "/play/take?token=x")),
            Map.entry(
                    "/play/draws",
                    List.of("/play/draws" + LINK, "/play/draws" + OLD, "/play/draws?a=greedy", "/play/draws?count=3")),
            Map.entry(
                    "/play/parting",
                    List.of(
                            "/play/parting" + LINK,
                            "/play/parting" + OLD,
                            "/play/parting?at=9",
                            "/play/parting?a=sample",
                            "/play/parting?a=sample&b=sample",
                            "/play/parting?a=sample&b=sample&b.temperature=2&b.bias.5=2",
                            "/play/parting?a=sample&b=sample&b.model=storyteller-step-250",
                            "/play/parting?a=sample&b=sample&b.top-k=1&at=5",
                            "/play/parting?a=greedy&b=greedy&b.ids=5",
                            "/play/parting?lane=x")),
            Map.entry(
                    "/play/paths",
                    List.of(
                            "/play/paths",
                            "/play/paths" + MARKED,
                            "/play/paths?tree=x",
                            "/play/paths?prompt=x&a=greedy&a.model=storyteller-lstm")),
            Map.entry(
                    "/play/futures",
                    List.of(
                            "/play/futures" + LINK,
                            "/play/futures" + LINK + "&probabilities=model",
                            "/play/futures?probabilities=x",
                            "/play/futures?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2&lane=b")),
            Map.entry(
                    "/play/texts",
                    List.of("/play/texts" + LINK, "/play/texts?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2&lane=b")),
            Map.entry(
                    "/inside",
                    List.of(
                            "/inside",
                            "/inside" + INSIDE,
                            "/inside" + INSIDE + "&layer=1&head=2&other=The+queen",
                            "/inside" + INSIDE + "&other=a",
                            "/inside" + INSIDE + "&model=storyteller-lstm&layer=1",
                            "/inside?prompt=The+caf%C3%A9&decoder=sample&seed=3",
                            "/inside?prompt=The+caf%C3%A9&model=storyteller-step-1",
                            "/inside" + INSIDE + "&target=323&against=280&layer=1&head=2&switch.4.2=0",
                            "/inside" + INSIDE + "&target=323&model=storyteller-lstm",
                            "/inside?position=x",
                            "/inside?head=9")),
            Map.entry(
                    "/inside/heads",
                    List.of(
                            "/inside/heads",
                            "/inside/heads?model=storyteller-lstm",
                            "/inside/heads?digest=000000000000",
                            "/inside/heads?by=x")),
            Map.entry(
                    "/play/ledger",
                    List.of(
                            "/play/ledger",
                            "/play/ledger" + LINK + "&lane=b&text=The+caf%C3%A9",
                            "/play/ledger" + BY_HAND,
                            "/play/ledger" + OLD,
                            "/play/ledger?lane=x")),
            Map.entry(
                    "/play/save", List.of("/play/save", "/play/save" + LINK, "/play/save" + OLD, "/play/save?seed=x")),
            Map.entry(
                    "/play/receipt",
                    List.of(
                            "/play/receipt" + LINK + "&b.bias.5=-1",
                            "/play/receipt" + BY_HAND,
                            "/play/receipt" + OLD,
                            "/play/receipt?seed=x")),
            Map.entry("/play/receipt/check", List.of("/play/receipt/check")),
            Map.entry("/play/run.html", List.of("/play/run.html" + LINK, "/play/run.html" + BY_HAND)),
            Map.entry("/inside/look", List.of("/inside/look" + INSIDE, "/inside/look?layer=99")),
            Map.entry("/inside/tokens", List.of("/inside/tokens" + INSIDE)),
            Map.entry("/inside/embedding", List.of("/inside/embedding" + INSIDE)),
            Map.entry("/inside/layers", List.of("/inside/layers" + INSIDE + "&layer=1")),
            Map.entry("/inside/logits", List.of("/inside/logits" + INSIDE + "&other=The+queen", "/inside/logits?x=1")),
            Map.entry("/inside/choice", List.of("/inside/choice" + INSIDE)),
            Map.entry("/lessons", List.of("/lessons", "/lessons?done=softmax.practice", "/lessons?done=x")),
            Map.entry("/lessons/{slug}", List.of("/lessons/softmax?toy.nonsense=1", "/lessons/softmax?toy.logits.0=x")),
            Map.entry("/lessons/{slug}/sheet", List.of("/lessons/softmax/sheet?seed=x")),
            Map.entry("/lessons/{slug}/teacher", List.of("/lessons/softmax/teacher")),
            Map.entry("/lessons/{slug}/widgets/{id}", List.of("/lessons/softmax/widgets/nope")),
            Map.entry("/lessons/{slug}/exercises/{id}", List.of("/lessons/softmax/exercises/practice?practice.seed=x")),
            Map.entry("/lessons/{slug}/exercises/{id}/feedback", List.of("/lessons/softmax/exercises/nope/feedback")),
            Map.entry("/glossary", List.of("/glossary")),
            Map.entry("/teaching", List.of("/teaching")),
            Map.entry("/models", List.of("/models")),
            Map.entry("/models/bring", List.of("/models/bring")),
            Map.entry("/source", List.of("/source")),
            Map.entry(
                    "/challenge",
                    List.of(
                            "/challenge?seed=7",
                            "/challenge?v=2&seed=7",
                            "/challenge?seed=7" + ANSWERS,
                            "/challenge?seed=7&digest=000000000000",
                            "/challenge?seed=x")),
            Map.entry(
                    "/certificate",
                    List.of(
                            "/certificate",
                            "/certificate?seed=7&digest=000000000000&name=Ada",
                            "/certificate?seed=7" + ANSWERS,
                            "/certificate?seed=x")));

    /** Answers that are no text: files, pictures, JSON, and lists for machines. */
    private static final Set<String> NO_TEXT = Set.of(
            "/static",
            "/favicon.ico",
            "/apple-touch-icon.png",
            "/lessons/{slug}/picture.png",
            "/site.webmanifest",
            "/pictures",
            "/play/picture.png",
            "/play/picture.svg",
            "/play/bars.png",
            "/play/bars.svg",
            "/play/step.csv",
            "/play/step.json",
            "/play/step.py",
            "/play/ledger.csv",
            "/play/ledger.json",
            "/play/paths.json",
            "/play/paths/open", // a file is sent here, and the page is that of /play/paths
            "/inside/picture.png",
            "/challenge/picture.png",
            "/certificate/picture.png",
            "/robots.txt",
            "/sitemap.xml",
            "/healthz",
            "/readyz",
            "/metrics",
            "/api");

    private static final Pattern FIELD = Pattern.compile("<(?:input|select)[^>]* name=\"([a-z0-9-]+)(\\.[^\"]+)\"");

    /** Elements with what a visitor typed, what a model wrote, and what a lesson says. */
    private static final Set<String> NOT_OURS = Set.of(
            "token",
            "start-token",
            "matrix__name",
            "pair__text",
            "roll__text",
            "strip__name",
            "scored__words",
            "saves__cite",
            "saves__code",
            "receipt__value",
            "story__words",
            "story__sets",
            "t",
            "setting--model",
            "model-choice",
            "of-card",
            "start__prompt",
            "exercise__text",
            "prose",
            "sheet__words",
            "glossary__letter",
            "glossary__name",
            "certificate__name",
            "flow__chip-text",
            "flow__start-text",
            "flow__lens",
            "flow__best");

    /** The lines of all lesson files, without marks of Markdown and keys of YAML. */
    private static final String RAW = read();

    private static final String LESSONS =
            RAW.lines().map(TranslationTest::letters).collect(Collectors.joining("\n", "\n", "\n"));
    private static final List<Pattern> HOLES = holes();

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(TestServer.uri(path)).headers(headers).build(), BodyHandlers.ofString());
    }

    static Stream<String> requests() {
        return Stream.concat(
                REQUESTS.values().stream().flatMap(List::stream),
                Stream.of(
                        Solved.link("/challenge", Map.of()),
                        Solved.link("/certificate", Map.of()),
                        Solved.link("/certificate", Map.of("name", "Ada")),
                        Solved.link("/certificate", Solved.replaced(3, "")),
                        Solved.link("/challenge", Solved.replaced(3, "")),
                        Solved.link("/challenge", Solved.replaced(3, "much")),
                        Solved.oldLink("/challenge", Map.of()),
                        Solved.oldLink("/certificate", Map.of("name", "Ada"))));
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

    /** The texts of lessons in pages of lessons: paragraphs, and whole lines such as titles, labels and hints. */
    private static boolean isOfLesson(String text) {
        String letters = letters(text);
        if (HOLES.stream().anyMatch(line -> line.matcher(letters).matches())) {
            return true;
        }
        return letters.length() > 30
                ? LESSONS.replace("\n", "").contains(letters)
                : LESSONS.contains("\n" + letters + "\n");
    }

    /** The lines of exercises that have holes, such as {@code “{token}”}, for what the server fills in. */
    private static List<Pattern> holes() {
        return RAW.lines()
                .filter(line -> line.matches(".*\\{[a-z0-9-]+}.*"))
                .map(line -> Stream.of(line.split("\\{[a-z0-9-]+}", -1))
                        .map(TranslationTest::letters)
                        .collect(Collectors.joining("\\p{L}*")))
                .map(Pattern::compile)
                .toList();
    }

    private static String read() {
        try (Stream<Path> files = Files.walk(Path.of("lessons/en"))) {
            StringBuilder lines = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    String content = line.replaceFirst("^[ -]*([a-z-]+: )?", "").replaceFirst(" *\\{#.*", "");
                    lines.append(content).append('\n');
                    lines.append(content.replaceAll("[\\[\\],]", "\n")).append('\n'); // the entries of a list
                }
            }
            return lines.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String letters(String text) {
        return text.replaceAll("&[a-z0-9#]+;", "").replaceAll("[^\\p{L}]", "");
    }

    /** A page without the entries of the glossary that it shows in small windows, but with the rest of these windows. */
    private static String withoutMeanings(String body) {
        return body.replaceAll("(?s)(<p id=\"term-[^>]*>).*?(?=<p class=\"meaning__way\">)", "");
    }

    private static void assertTranslated(HttpResponse<String> answer) {
        List<String> texts = PageText.of(
                withoutMeanings(answer.body().replaceAll("(?m)^((event|id|retry|):.*|data: )", "")), NOT_OURS);
        assertThat(texts).anyMatch(text -> text.contains("⟦"));
        assertThat(texts.stream()
                        .filter(text -> outsideBrackets(text).matches("(?s).*\\p{L}{2}.*") && !isOfLesson(text)))
                .as(answer.uri() + " " + answer.statusCode())
                .isEmpty();
    }

    /** What is left of a text without everything in brackets, entities, and the names of models. */
    private static String outsideBrackets(String text) {
        String left = text.replaceAll("&[a-z0-9#]+;|https?://\\S+|NaN|storyteller[a-z0-9-]*|^PNG$", " ");
        for (String before = ""; !before.equals(left); ) {
            before = left;
            left = left.replaceAll("⟦[^⟦⟧]*⟧", " ");
        }
        return left;
    }

    /** Each lesson and its sheet with all their parts, and each part with wrong values: one of each kind of field. */
    @Test
    void lessons_have_no_text_of_their_own_outside_the_messages() throws Exception {
        Set<String> tried = new TreeSet<>();
        for (Lesson lesson : Course.open(Path.of("lessons"), TestServer.models(), problem -> {})
                .lessons()
                .all()) {
            String page = "/lessons/" + lesson.slug();
            HttpResponse<String> whole = get(page, "Accept-Language", "qps");
            assertTranslated(whole);
            assertTranslated(get(page + "/sheet", "Accept-Language", "qps"));
            assertTranslated(get(page + "/teacher", "Accept-Language", "qps"));
            Matcher field = FIELD.matcher(whole.body());
            while (field.find()) {
                String block = field.group(1);
                boolean exercise = whole.body().contains("/exercises/" + block + "/feedback");
                String part = page + (exercise ? "/exercises/" + block + "/feedback?" : "/widgets/" + block + "?");
                for (String value : exercise ? List.of("", "x", "1") : List.of("x", "-1", "99999")) {
                    if (exercise || tried.add(field.group(2).replaceAll("\\d+", "") + value)) {
                        assertTranslated(
                                get(part + field.group(1) + field.group(2) + "=" + value, "Accept-Language", "qps"));
                    }
                }
            }
        }
    }

    @Test
    void sentences_in_answers_of_the_api_are_translated() throws Exception {
        for (String body :
                List.of("", "{", "[]", "{\"x\": 1}", "{\"logits\": [1, 2], \"prefix\": [9]}", "[".repeat(99))) {
            for (String type : List.of("application/json", "text/plain")) {
                assertThat(post("/api/v1/decode", type, body)).contains("\"message\":\"⟦");
            }
        }
        assertThat(post("/api/v1/next", "application/json", "{\"model\": \"nope\", \"prompt\": \"\"}"))
                .contains("\"field\":\"model\"", "\"message\":\"⟦");
        assertThat(get("/api/v1/nowhere", "Accept-Language", "qps").body()).contains("\"message\":\"⟦");
        assertThat(post("/api/v1/decode", "application/json", "{\"logits\": [1, 2]}"))
                .contains("⟦“");
    }

    private static String post(String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(TestServer.uri(path))
                .headers("Accept-Language", "qps", "Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    /** What a test cannot cause on a server that others use, such as a busy one. */
    @Test
    void every_form_of_every_failure_is_translated() {
        Messages messages = Messages.of("qps");
        InputProblem busy = RequestLimiter.busy().problem(messages);
        assertThat(busy.sentence()).startsWith("⟦");
        for (int status : new int[] {400, 404, 408, 411, 413, 414, 415, 421, 429, 431, 500, 503, 599}) {
            ErrorPage page = ErrorPage.of(messages, status, "/play", busy);
            assertThat(PageText.of(Html.text("pages/error", page), NOT_OURS))
                    .allSatisfy(text -> assertThat(outsideBrackets(text)).doesNotContainPattern("\\p{L}{2}"));
        }
    }

    @Test
    void a_wrong_method_is_refused_in_the_language_of_the_request() throws Exception {
        assertTranslated(CLIENT.send(
                HttpRequest.newBuilder(TestServer.uri("/play"))
                        .headers("Accept-Language", "qps")
                        .DELETE()
                        .build(),
                BodyHandlers.ofString()));
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
    void the_result_of_a_form_that_is_posted_has_no_text_of_its_own() throws Exception {
        String receipt = TestServer.get("/api/v1/receipt" + LINK).body();
        for (String body : List.of(receipt, receipt.replaceFirst("\"seed\":7", "\"seed\":8"), "{", "{}")) {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(TestServer.uri("/play/receipt/checked"))
                            .headers("Content-Type", "text/plain", "Accept-Language", "qps")
                            .POST(HttpRequest.BodyPublishers.ofString("receipt=" + body))
                            .build(),
                    BodyHandlers.ofString());
            assertTranslated(answer);
        }
    }

    @Test
    void every_route_is_tried_or_has_no_text() {
        Set<String> unknown = new TreeSet<>();
        for (String route : TestServer.server().routes()) {
            String path = route.substring(route.indexOf(' ') + 1);
            boolean known = route.equals("POST /play/receipt/checked")
                    || NO_TEXT.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
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
