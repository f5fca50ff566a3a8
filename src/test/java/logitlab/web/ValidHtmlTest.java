package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every page that a visitor can be led to, each state of the playground, and every fragment, is valid HTML. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidHtmlTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static final String HOSTILE = "<script>alert(\"'1'\")</script>\n\n\t&amp; 🦊 ‘é’ --> </textarea> ${x} {0}";

    /** Where the walk begins: each kind of page, and each state that the playground can be in. */
    private static final List<String> STARTS = List.of(
            "/",
            "/play?prompt=The+king&at=6",
            "/play?prompt=The+cat&a=greedy&a.ids=0&b=sample&at=2", // lane a has ended, lane b goes on
            "/play?prompt=The+cat&a=greedy&a.ids=0",
            "/play?prompt=" + "the+".repeat(250) + "&at=40", // the context is full
            "/play?a=greedy&b=sample&c=sample&c.top-k=3&d=sample&d.min-p=0.2&at=3",
            "/play?rows=200&b=sample&b.top-k=5&a=greedy",
            "/play?a=greedy&a.bias.5=-2&b=sample&b.typical-p=0.3&seed=0",
            "/play?a=beam&b=sample&b.order=llama.cpp&at=3",
            "/play/others?a=sample&a.temperature=0.5&a.typical-p=0.5&a.bias.5=-2",
            "/play/others?prompt=The+cat&a=greedy&a.ids=0&b=sample&at=2&lane=a",
            "/play/beam?beams=2&steps=3",
            "/play/beam?beams=99",
            "/play?prompt=&model=storyteller-step-250",
            "/play?prompt=The+cat&digest=000000000000&a=greedy&a.ids=zz.1&a.bias.5=1",
            "/play?prompt=The+cat&at=1&tree=1z.c0_1.5&a=greedy&a.ids=kb.8m.b5&a.forced=1&b=sample&b.ids=kb.8m&b.forced=1",
            "/play?choose=b.x",
            "/play?prompt=Why%3F&chat=1&system=Be+%3Cb%3Ebrief&a=greedy",
            "/play?prompt=Why%3F&chat=1&template=0123456789ab&system=x&a=greedy",
            "/play?prompt=%3C%7Cendoftext%7C%3Ehi&special=1&a=greedy",
            "/play?prompt=x&chat=%22%3E%3Cb%3E&system=%22%3E%3Cb%3E",
            "/inside?prompt=Why%3F&chat=1&system=x",
            "/play/paths?prompt=The+cat&tree=1z.c0_1.5&a=greedy&b=sample",
            "/play/paths?tree=%22%3E%3Cb%3E",
            "/play/step?prompt=The+cat&digest=000000000000",
            "/inside?prompt=The+cat&model=storyteller-step-1&layer=9",
            "/play?at=2&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play?b=sample&b.temperature=0&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play?unknown=%22%3E%3Cb%3E",
            "/play/settings?b=sample&b.temperature=0",
            "/play/futures?at=2&probabilities=model",
            "/play/futures?probabilities=%22%3E%3Cb%3E",
            "/play/futures?a=greedy&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play/texts?at=1&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play/texts?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2&lane=b", // has ended
            "/inside?model=storyteller-lstm&position=3&layer=2",
            "/inside?head=2&station=layers&decoder=sample&temperature=0.8",
            "/inside?prompt=The+cat&other=The+dog",
            "/inside?prompt=The+cat&ids=0", // has ended
            "/inside?prompt=" + "the+".repeat(250),
            "/inside?prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/inside?position=99&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/inside?prompt=The+king&target=323&against=280&layer=4&head=2&switch.4.2=0&switch.5.mlp=0.5",
            "/inside/logits?prompt=The+king&target=323&model=storyteller-lstm",
            "/inside/layers?prompt=The+king&layer=2&head=1&switch.4.2=0",
            "/play/take?prompt=The+king&a=sample&a.min-p=0.1&a.typical-p=0.5",
            "/play/take?prompt=The+king&a=greedy",
            "/play/take?text=%22%3E%3Cb%3E",
            "/play/draws?prompt=The+king&a=sample&count=1000",
            "/play/draws?a=greedy",
            "/play/parting?prompt=The+king&at=9",
            "/play/parting?a=sample",
            "/play/parting?at=5&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/inside/heads?by=same",
            "/play/ledger?at=3&text=The+%3Cb%3Eking",
            "/play/ledger?lane=x",
            "/play/save?at=3&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play/receipt?at=3&a=greedy&a.ids=7&b=sample&b.bias.5=-1&prompt="
                    + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/play/receipt/check",
            "/play/run.html?at=3&prompt=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8),
            "/inside/heads?model=storyteller-lstm",
            "/inside/heads?digest=000000000000",
            "/inside/heads?by=%22%3E%3Cb%3E",
            "/inside/look?layer=9",
            "/inside/tokens?prompt=na%C3%AFve",
            "/inside/embedding?position=2",
            "/inside/layers?layer=2",
            "/inside/logits?prompt=The+cat&other=The+dog",
            "/inside/choice?decoder=sample",
            "/play/roll?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2",
            "/play/roll?b=sample&b.temperature=0",
            "/glossary",
            "/challenge?seed=3&softmax=%3Cmuch%3E&draw=&row=-1",
            "/challenge?seed=3&digest=000000000000",
            "/certificate?seed=3&digest=000000000000&name=Ada",
            "/teaching",
            "/models",
            "/models/bring",
            "/source",
            "/lessons?done=softmax.practice",
            "/lessons?done=%3Cscript%3E",
            "/nowhere?a=%3Cscript%3E");

    private static final Pattern LINK = Pattern.compile(" href=\"(/[^\"#]*)");
    private static final Pattern FRAGMENT = Pattern.compile(" data-hx-get=\"(/[^\"#]*)");

    /** The policy of a page that is saved, which this checker cannot read. */
    private static final Pattern POLICY = Pattern.compile("<meta http-equiv=\"Content-Security-Policy\"[^>]*>");

    /** What the fragments refer to in the page that they are swapped into. */
    private static final String AROUND = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
            <body><h1>Page</h1><h2>Part</h2><form id="start"></form><form id="settings"></form>%s</body></html>
            """;

    /** A document that the checker must find fault with, so that its silence on the others means something. */
    private static final String WRONG = "a wrong page";

    private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();
    private static final Set<String> SEEN = new TreeSet<>();

    private static List<String> findings;

    @BeforeAll
    @Timeout(180) // it reads every page
    static void check(@TempDir Path folder) throws Exception {
        for (String start : STARTS) {
            read(start);
        }
        DOCUMENTS.put(WRONG, AROUND.formatted("Wrong", "<p id=a hx-get=b>x<section id=a>y</section>"));
        findings = HtmlChecker.findings(DOCUMENTS, folder);
    }

    @Test
    void the_walk_comes_to_all_kinds_of_places() {
        assertThat(DOCUMENTS.keySet())
                .containsAll(STARTS)
                .contains(
                        "/challenge",
                        "/lessons",
                        "/lessons/softmax",
                        "/lessons/softmax/sheet",
                        "/lessons/softmax/widgets/toy",
                        "/play/settings",
                        "/play/roll?prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2",
                        "/inside/look");
    }

    @Test
    void the_checker_has_nothing_against_any_page_or_fragment() {
        assertThat(findings).filteredOn(finding -> !finding.endsWith(WRONG)).isEmpty();
    }

    @Test
    void the_checker_finds_what_is_wrong() {
        assertThat(findings)
                .filteredOn(finding -> finding.endsWith(WRONG))
                .anyMatch(finding -> finding.startsWith("error | Attribute “hx-get” not allowed on element “p”"))
                .anyMatch(finding -> finding.startsWith("error | Duplicate ID “a”."))
                .anyMatch(finding -> finding.startsWith("warning | Section lacks heading."));
    }

    /** Keeps the document, and follows its links to places not seen yet and to its fragments. */
    private static void read(String address) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(TestServer.uri(address)).build(), HttpResponse.BodyHandlers.ofString());
        if (!answer.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
            return;
        }
        boolean page = answer.body().startsWith("<!doctype html>");
        DOCUMENTS.put(
                address,
                page ? POLICY.matcher(answer.body()).replaceAll("") : AROUND.formatted("Fragment", answer.body()));
        if (page) {
            follow(LINK, answer.body(), "");
            follow(FRAGMENT, answer.body(), "in " + address);
        }
    }

    /** Reads what a page leads to, one address of each path. */
    private static void follow(Pattern pattern, String html, String within) throws Exception {
        for (MatchResult match : pattern.matcher(html).results().toList()) {
            String address = match.group(1).replace("&amp;", "&");
            if (SEEN.add(address.replaceAll("\\?.*", "") + within)) {
                read(address);
            }
        }
    }
}
