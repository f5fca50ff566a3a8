package logitlab.web.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.Nginx;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Follows the addresses of all pages of a site that nginx serves below a path over TLS: none leads out of it, and none leads nowhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrefixCrawlTest {

    private static final String PREFIX = "/courses/lab";
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-z-]+)=\"((?:https?:/)?/[^\"]*)\"");
    private static final Pattern LEADS_ON =
            Pattern.compile("href|src|action|data-hx-get|data-link|data-alone|data-share");

    /** Many addresses of one kind, of which the first is asked for. */
    private static final List<Pattern> KINDS = List.of(
            Pattern.compile("/lessons/[^/]+(?=/(widgets|exercises|picture|teacher|sheet))"),
            Pattern.compile("(?<=/(widgets|exercises)/)[^/]+"),
            Pattern.compile("\\?.*"));

    /** Pages that no link leads to before something was chosen, and pages of errors. */
    private static final List<String> MORE = List.of(
            "/play/paths?prompt=The+cat&tree=1z.c0_1.5&a=greedy&b=sample",
            "/play?prompt=The+king&digest=000000000000&a=greedy&a.ids=1",
            "/inside/heads");

    private final Queue<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    @Test
    void no_address_leaves_the_prefix_and_none_is_missing() throws Exception {
        try (TestServer.Own server = TestServer.sharing("--path", PREFIX, "--proxy", "127.0.0.1");
                Nginx nginx = Nginx.before(PREFIX, false, List.of(server.address()))) {
            crawl(nginx);
        }
    }

    private void crawl(Nginx nginx) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(nginx.trust())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        String site = nginx.address() + PREFIX;
        add(PREFIX + "/");
        MORE.forEach(path -> waiting.add(PREFIX + path));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(nginx.address() + path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as(path)
                    .isIn(200, 400, 405); // a form without values, and one that is posted
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (answer.statusCode() == 200 && type.startsWith("text/html")) {
                look(path, answer.body(), nginx.address(), site);
            }
        }
        assertThat(seen).hasSizeGreaterThan(60);
        assertThat(seen)
                .contains(
                        PREFIX + "/lessons",
                        PREFIX + "/play/step",
                        PREFIX + "/inside/look",
                        PREFIX + "/api/v1/receipt");
    }

    private void look(String page, String html, String origin, String site) {
        Matcher attribute = ATTRIBUTE.matcher(html);
        while (attribute.find()) {
            String address = attribute.group(2).replace("&amp;", "&");
            if (address.startsWith("/")) {
                assertThat(address).as(page + ": " + attribute.group(1)).startsWith(PREFIX + "/");
                if (LEADS_ON.matcher(attribute.group(1)).matches()) {
                    add(address.replaceFirst("#.*", ""));
                }
            } else if (address.replaceFirst("^https?", "https").startsWith(origin)) {
                assertThat(address).as(page + ": " + attribute.group(1)).startsWith(site);
            }
        }
    }

    private void add(String address) {
        String kind = address;
        for (Pattern part : KINDS) {
            kind = part.matcher(kind).replaceAll("");
        }
        if (seen.add(kind)) {
            waiting.add(address);
        }
    }
}
