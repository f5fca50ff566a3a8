package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.web.challenge.Solved;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers are written in one way on all pages: “−0.5” with a minus sign, “40%” without a space, and ranks from 1, as “1st”. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignsTest {

    private static final List<String> PAGES = List.of(
            "/",
            "/play",
            "/play?prompt=The+king&at=6&columns=all",
            "/play?a=greedy&a.bias.5=-2&b=sample&b.typical-p=0.3&seed=0&at=2",
            "/play?a=greedy&b=sample&c=sample&c.top-k=3&d=sample&d.min-p=0.2&at=3",
            "/play?a=beam&at=3",
            "/play/others?at=2",
            "/play/beam?at=1&beams=2&steps=3",
            "/play?b=sample&b.temperature=-1",
            "/play?b=sample&b.bias.5=-200",
            "/play?prompt=Monday,+Tuesday,&rows=150&b=sample",
            "/play?prompt=The+cat&at=1&tree=1z.c0_1.5&a=greedy&a.ids=kb.8m.b5&a.forced=1&b=sample&b.ids=kb.8m&b.forced=1",
            "/play/paths?prompt=The+cat&tree=1z.c0_1.5&a=greedy&b=sample",
            "/play/roll?prompt=The+cat&a=greedy&b=sample&at=2",
            "/inside",
            "/inside?prompt=The+king&position=1&layer=1&head=2&other=The+queen",
            "/inside?prompt=The+cat&model=storyteller-lstm&layer=1",
            "/inside?prompt=The+king&target=323&against=280&layer=4&head=2&switch.4.2=0",
            "/inside?decoder=sample&temperature=0.8&bias.5=-2",
            "/inside/heads?by=first",
            "/play/take?prompt=The+cat&a=sample&a.min-p=0.1&a.bias.5=-2",
            "/play/draws?prompt=The+cat&a=sample",
            "/play/parting?prompt=The+cat&at=9",
            "/play/ledger?at=5&b=sample&b.top-k=3&text=The+king",
            "/play/save?at=5",
            "/play/receipt?at=5&a=greedy&a.bias.5=-2",
            "/play/run.html?at=5&b=sample&b.bias.5=-2",
            "/glossary",
            "/teaching",
            "/models",
            "/models/bring",
            "/source",
            "/lessons",
            "/challenge?seed=7",
            "/challenge?seed=7&softmax=0.5&draw=x&temperature=-1&row=9999&surprise=much",
            "/certificate?seed=7&digest=000000000000&name=Ada",
            "/play?model=nope",
            "/nowhere");

    /** What a visitor typed, what a model wrote, and links. */
    private static final Set<String> NOT_OURS = Set.of(
            "token",
            "start-token",
            "matrix__name",
            "roll__text",
            "strip__name",
            "of-card",
            "story__words",
            "saves__code",
            "t",
            "flow__best");

    /** The bare numbers of the table, for the charts. */
    private static final Pattern FIGURE = Pattern.compile("data-(logit|model|sampling)=\"[-\\d.E]*\"");

    private static final String MODEL_CARD = "(?s)<details class=\"model__part\".*?</details>";

    private static final Pattern HYPHEN = Pattern.compile("(?s).*(?<![\\p{L}\\d./_=“-])-\\d.*");
    private static final Pattern SPACED = Pattern.compile("(?s).*\\d(\\s|[\u00a0\u2007\u2009\u202f]|&nbsp;)%.*");
    private static final Pattern FROM_0 = Pattern.compile("(?s)(.*\\b[Rr]ank 0\\b.*|Place \\d+)");

    static Stream<String> pages() throws IOException {
        try (Stream<Path> lessons = Files.list(Path.of("lessons", "en"))) {
            List<String> found = lessons.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*\\.md"))
                    .map(name -> "/lessons/" + name.replaceAll("^\\d+-|\\.md$", ""))
                    .flatMap(page -> Stream.of(page, page + "/sheet", page + "/teacher"))
                    .toList();
            return Stream.of(
                            PAGES.stream(),
                            found.stream(),
                            Stream.of("/challenge", "/certificate").map(page -> Solved.link(page, Map.of())))
                    .flatMap(each -> each);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_writes_numbers_in_one_way(String path) {
        String html = FIGURE.matcher(TestServer.get(path).body()).replaceAll("").replaceAll(MODEL_CARD, "");
        assertThat(PageText.of(html, NOT_OURS))
                .isNotEmpty()
                .noneMatch(text -> HYPHEN.matcher(text).matches())
                .noneMatch(text -> SPACED.matcher(text).matches())
                .noneMatch(text -> FROM_0.matcher(text).matches());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void what_people_read_elsewhere_has_no_space_before_a_per_cent_sign(Path file) throws IOException {
        assertThat(Files.readString(file).lines())
                .noneMatch(line -> SPACED.matcher(line).matches());
    }

    static Stream<Path> texts() throws IOException {
        try (Stream<Path> lessons = Files.list(Path.of("lessons", "en"))) {
            return Stream.concat(
                    lessons.toList().stream(),
                    Stream.of(
                            Path.of("README.md"),
                            Path.of("web", "messages", "interface_en.properties"),
                            Path.of("src", "main", "resources", "openapi.json")));
        }
    }
}
