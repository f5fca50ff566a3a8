package logitlab.web.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import logitlab.TestServer;
import logitlab.web.ClientAccess;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeptPagesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LONG = "a page ".repeat(500);

    private final AtomicInteger made = new AtomicInteger();
    private Server server;
    private Object basis = "first";

    /** A server whose only page says which one it is, where it is, and what the handler adds. */
    private void start(KeptPages kept, Handler page) throws IOException {
        Handler all = KeptPages.around(ctx -> basis, ctx -> {
            ctx.html(LONG + made.incrementAndGet() + " " + Origin.of(ctx).orElse("nowhere") + " "
                    + Messages.of(ctx).language());
            page.handle(ctx);
        });
        server = Server.start(
                "127.0.0.1",
                0,
                new ClientAccess(List.of("127.0.0.1"), List.of()),
                List.of(kept, routes -> routes.get("/page", all)),
                (request, response) -> {});
    }

    private void start() throws IOException {
        start(new KeptPages(), ctx -> {});
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String get(String path, String... headers) throws Exception {
        return send(server.address() + path, headers).body();
    }

    private static HttpResponse<String> send(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void a_page_is_made_once_for_everyone_who_opens_its_address() throws Exception {
        start();
        String first = get("/page");

        assertThat(first).startsWith(LONG + "1 ");
        assertThat(get("/page")).isEqualTo(first);
        assertThat(get("/page?at=2")).startsWith(LONG + "2 ");
    }

    @Test
    void a_browser_that_takes_no_gzip_gets_the_same_page() throws Exception {
        start();
        String plain = get("/page");
        HttpResponse<InputStream> packed = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/page"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofInputStream());

        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        try (InputStream content = new GZIPInputStream(packed.body())) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain);
        }
        assertThat(get("/page", "Accept-Encoding", "identity")).isEqualTo(plain);
    }

    @Test
    void a_page_that_names_the_server_is_another_one_under_another_name() throws Exception {
        start();

        assertThat(rawGet("lab.example.org", "")).contains("1 http://lab.example.org ");
        assertThat(rawGet("other.example.org", "")).contains("2 http://other.example.org ");
        assertThat(rawGet("lab.example.org", "X-Forwarded-Proto: https\r\n")).contains("3 https://lab.example.org ");
        assertThat(rawGet("lab.example.org", "")).contains("1 http://lab.example.org ");
    }

    @Test
    void a_page_is_not_kept_for_a_server_without_a_name() throws Exception {
        start();

        assertThat(rawGet("!", "")).contains("1 nowhere");
        assertThat(rawGet("!", "")).contains("2 nowhere");
    }

    private String rawGet(String host, String headers) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET /page HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_page_is_made_again_when_what_it_shows_has_changed() throws Exception {
        start();
        String first = get("/page");
        basis = "second";

        assertThat(get("/page")).isNotEqualTo(first);
    }

    @Test
    void an_answer_for_one_visitor_or_one_moment_is_not_kept() throws Exception {
        start(new KeptPages(), ctx -> {
            switch (String.valueOf(ctx.queryString())) {
                case "wrong" -> ctx.status(400);
                case "new" -> ctx.header("Cache-Control", "no-store");
                case "moved" -> ctx.redirect("/elsewhere");
                case "gone" -> throw new NotFoundResponse();
                default -> ctx.header("X-Usual", "1");
            }
        });

        for (String query : List.of("wrong", "new", "moved", "gone")) {
            int before = made.get();
            get("/page?" + query);
            get("/page?" + query);
            assertThat(made.get()).as(query).isEqualTo(before + 2);
        }
    }

    @Test
    void a_part_of_a_page_is_not_kept() throws Exception {
        start();

        assertThat(get("/page", "HX-Request", "true")).startsWith(LONG + "1 ");
        assertThat(get("/page")).startsWith(LONG + "2 ");
        assertThat(get("/page", "HX-Request", "true")).startsWith(LONG + "3 ");
    }

    @Test
    void the_pages_that_were_opened_last_are_kept_up_to_a_number_of_bytes() throws Exception {
        start(new KeptPages(1_100), ctx -> {}); // for two pages
        String first = get("/page");
        String second = get("/page?2");
        assertThat(get("/page")).isEqualTo(first);
        get("/page?3");

        assertThat(get("/page")).isEqualTo(first);
        assertThat(get("/page?2")).isNotEqualTo(second);
    }

    @Test
    void whoever_waited_while_someone_else_got_the_page_gets_the_same() throws Exception {
        Handler page = KeptPages.around(ctx -> {
            int number = made.incrementAndGet();
            if (number == 1) {
                assertThat(get("/page")).isEqualTo("made 2"); // someone else
            }
            if (!KeptPages.answered(ctx)) {
                ctx.html("made " + number);
            }
        });
        server = Server.start("127.0.0.1", 0, List.of(new KeptPages(), routes -> routes.get("/page", page)));

        assertThat(get("/page")).isEqualTo("made 2");
    }

    /** The pages of the course, and those that begin a visit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/play",
                "/inside",
                "/inside/heads",
                "/lessons",
                "/lessons/softmax",
                "/lessons/softmax/sheet",
                "/lessons/softmax/teacher",
                "/glossary",
                "/teaching",
                "/models/bring",
                "/source",
                "/challenge?v=1&model=storyteller&seed=7"
            })
    void a_browser_that_has_a_page_is_told_that_it_is_the_current_one(String path) throws Exception {
        HttpResponse<String> page = send(TestServer.get(path).uri().toString());
        HttpResponse<String> again = send(page.uri().toString(), "If-None-Match", header(page, "etag"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "cache-control")).isEqualTo("no-cache");
        assertThat(header(page, "vary")).isEqualTo("Accept-Encoding, Accept-Language");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "etag")).isEqualTo(header(page, "etag"));
        assertThat(send(page.uri().toString(), "If-None-Match", "\"0\"").body()).isEqualTo(page.body());
    }

    @Test
    void new_questions_come_at_each_visit() throws Exception {
        HttpResponse<String> questions = send(TestServer.address() + "/challenge");

        assertThat(header(questions, "cache-control")).isEqualTo("no-store");
        assertThat(header(questions, "etag")).isEmpty();
    }
}
