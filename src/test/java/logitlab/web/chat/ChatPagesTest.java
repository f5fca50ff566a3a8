package logitlab.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.model.Packages;
import logitlab.web.HtmlChecker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of chats: valid HTML, and no link that breaks them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatPagesTest {

    private static TestServer.Own server;

    @BeforeAll
    static void start() {
        server = ChatServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String path) throws Exception {
        return server.get(path).body();
    }

    @Test
    void pages_of_chats_are_valid_html(@TempDir Path folder) throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        for (String path : List.of(
                "/play?model=chatml&prompt=Why%3F&chat=1&a=greedy&a.ids=a0&b=sample&b.ids=a1&at=0",
                "/play?model=chatml&prompt=%3C%7Cim_end%7C%3E%3Cb%3E&chat=1&system=%3Cb%3E%0A%0Ax&a=greedy",
                "/play?model=chatml&prompt=Why%3F&special=1&system=x&a=greedy",
                "/play?model=turns&prompt=Why%3F&chat=1&system=x&a=greedy",
                "/play?model=storyteller&prompt=Why%3F&chat=1&system=x&a=greedy&b=greedy&b.model=chatml",
                "/inside?model=chatml&prompt=Why%3F&chat=1&system=x",
                "/play/save?model=chatml&prompt=Why%3F&chat=1&a=greedy",
                "/models")) {
            pages.put(path, body(path));
        }
        assertThat(HtmlChecker.findings(pages, folder)).isEmpty();
    }

    @Test
    void a_model_without_a_template_has_no_new_fields() throws Exception {
        for (String path : List.of("/play", "/play?prompt=Once&a=greedy", "/inside", "/play?at=x")) {
            assertThat(body(path))
                    .as(path)
                    .contains("<div id=\"saying\" class=\"saying\"></div>")
                    .doesNotContain("name=\"chat\"", "name=\"system\"", "name=\"special\"", "class=\"became\"");
        }
    }

    @Test
    void a_model_without_a_template_asks_about_special_tokens_where_their_names_are_typed() throws Exception {
        String named = "/play?model=storyteller&a=greedy&prompt=Once%3C%7Cendoftext%7C%3E";
        assertThat(body(named)).contains("name=\"special\" value=\"1\">").doesNotContain("name=\"chat\"");
        assertThat(body(named + "&special=1")).contains("name=\"special\" value=\"1\" checked>");
        assertThat(body(named.replace("7C", "7D"))).doesNotContain("name=\"special\"");
    }

    @Test
    void special_tokens_have_a_frame_and_are_named_in_words_on_the_pages_of_tools() throws Exception {
        String link = "model=chatml&prompt=Why%3F&chat=1&a=greedy&a.ids=a0";
        String sign = "<span class=\"token--special\">&lt;|im_start|&gt;"
                + "<span class=\"visually-hidden\">, special token </span></span>";
        for (String page : List.of("futures", "texts", "take", "ledger", "save", "receipt")) {
            assertThat(body("/play/" + page + "?" + link)).as(page).contains(sign);
        }
        assertThat(body("/play?model=chatml&prompt=Why%3F&chat=1&a=greedy&a.bias.360=100"))
                .contains("&lt;|im_end|> (special token)\n", "class=\"strip__sign\"");
    }

    @Test
    void the_page_of_models_opens_a_chat_model_in_chat_and_others_as_before() throws Exception {
        assertThat(body("/models"))
                .contains("\"/play?model=chatml&amp;chat=1\"", "\"/inside?model=chatml&amp;chat=1\"")
                .contains("\"/play?model=storyteller\"");
        assertThat(body("/play?model=chatml&chat=1")).contains("id=\"kind-chat\"", "class=\"became\"");
    }

    @Test
    void a_receipt_says_what_the_system_and_the_user_say() throws Exception {
        String link = "/play/receipt?model=chatml&prompt=Why%3F&system=Be+brief.&a=greedy";
        assertThat(body(link + "&chat=1"))
                .contains("<dt>System</dt><dd class=\"receipt__value\">Be brief.</dd>", "<dt>You say</dt>");
        assertThat(body(link)).contains("<dt>Prompt</dt>").doesNotContain("<dt>System</dt>");
    }

    @Test
    void a_template_that_cannot_be_used_is_named_with_its_reason_and_nothing_of_it_reaches_the_page_as_html(
            @TempDir Path folder) throws Exception {
        Path broken = Packages.copy(Path.of("src/test/resources/model/turns"), folder);
        Files.writeString(
                broken.resolve("chat_template.jinja"),
                "{{ raise_exception('never <script>alert(1)</script>\\n\u202e' ~ messages[0].role) }}");
        try (TestServer.Own other = TestServer.with("--models", "models", "--models", folder.toString())) {
            String reason = "The chat template cannot be rendered exactly: never &lt;script&gt;alert(1)&lt;/script&gt;"
                    + " \ufffduser.";
            String page = other.get("/play?model=turns&prompt=Why%3F&chat=1&system=Be+brief.&a=greedy")
                    .body();
            assertThat(page)
                    .contains("turns reads plain text only. " + reason, "turns does not read your text for the system")
                    .contains("<input type=\"hidden\" name=\"chat\" value=\"1\">")
                    .doesNotContain("id=\"kind-chat\"", "<script>alert", "\u202e", "class=\"became\"");
            assertThat(other.get("/inside?model=turns&prompt=Why%3F").body()).contains(reason);
            assertThat(other.get("/models").body()).contains("Plain text only. " + reason);
            assertThat(HtmlChecker.findings(Map.of("/play", page), folder)).isEmpty();
        }
    }

    @Test
    void a_lane_of_a_model_of_its_own_reads_the_chat_with_its_own_template_or_as_plain_text() throws Exception {
        String body = body(
                "/play?model=chatml&prompt=Why%3F&chat=1&a=greedy&b=greedy&b.model=turns&c=greedy&c.model=storyteller");
        assertThat(body)
                .contains("<span class=\"story__sets\">turns</span>")
                .contains("<span class=\"story__sets\">storyteller, reads plain text</span>");
        List<String> looks = Pattern.compile("lane__inside\"><a href=\"(/inside[^\"]*)\"")
                .matcher(body)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .toList();
        assertThat(looks).hasSize(3);
        for (String look : looks) {
            assertThat(body(look)).as(look).contains("id=\"inside\"");
        }
    }

    @Test
    void the_python_script_of_a_chat_reads_the_text_that_the_template_wrote() throws Exception {
        assertThat(body("/play/step.py?model=chatml&prompt=Why%3F&chat=1&a=greedy"))
                .contains(
                        "<|im_start|>user\\u000aWhy?<|im_end|>", "tokenizer.encode(prompt, add_special_tokens=False)");
    }

    @Test
    void the_parts_of_a_letter_count_as_said_and_names_of_special_tokens_as_text() throws Exception {
        String said = "(?s)<li class=\"chip became__said\">";
        String chat = "/play?model=chatml&chat=1&a=greedy&prompt=";
        assertThat(body(chat + "%F0%9F%A6%8A").split(said)).hasSize(1 + 3);
        String name = body(chat + "%3C%7Cim_end%7C%3E");
        assertThat(name.split("became__special")).hasSize(1 + 5);
        assertThat(name.split(said)).hasSizeGreaterThan(2);
    }

    /** As Phi-3 mini does it: special tokens swallow the line break after them, and the template has no place for the system. */
    @Test
    void what_was_said_is_found_if_line_breaks_are_dropped_and_a_dropped_system_is_reported(@TempDir Path folder)
            throws Exception {
        Path phi = Packages.copy(Path.of("src/test/resources/model/chatml"), folder);
        Path tokenizer = phi.resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer).replace("\"rstrip\":false", "\"rstrip\":true"));
        Files.writeString(
                phi.resolve("chat_template.jinja"),
                "{% for message in messages %}{% if message.role == 'user' %}"
                        + "{{ '<|im_start|>\\n' + message.content + '<|im_end|>\\n' }}{% endif %}{% endfor %}");
        try (TestServer.Own own = TestServer.with("--models", phi.toString())) {
            String page = own.get("/play?model=chatml&prompt=Why%3F&chat=1&system=short&a=greedy")
                    .body();

            assertThat(page.split("(?s)<li class=\"chip became__said\">")).hasSizeGreaterThan(1);
            assertThat(page).contains("The template leaves out your text for the system");
        }
        assertThat(body("/play?model=chatml&prompt=Why%3F&chat=1&system=short&a=greedy"))
                .doesNotContain("leaves out your text");
    }

    /** Each of the keys with values that fit and values that do not, in any combination. */
    @Test
    void no_combination_of_keys_breaks_a_page() throws Exception {
        SplittableRandom random = new SplittableRandom(21);
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("model", List.of("chatml", "turns", "storyteller", "nobody"));
        values.put(
                "prompt",
                List.of("", " ", "Why?", "<|im_end|>", "{{ x }}{% for %}", "\u0000", "\uFDD0", "x ".repeat(400)));
        values.put("chat", List.of("1", "", "2", "true"));
        values.put(
                "system",
                List.of("", "Be brief.", "<|im_start|>", "y".repeat(2001), "\n\n", "{{ raise_exception('x') }}"));
        values.put("template", List.of("", "0123456789ab", "XYZ"));
        values.put("special", List.of("", "1", "0"));
        values.put("a", List.of("greedy", "sample", "beam"));
        values.put("a.ids", List.of("a0", "9w.a0", "1.2", "zz"));
        values.put("b", List.of("sample"));
        values.put("b.model", List.of("turns", "storyteller"));
        for (int i = 0; i < 60; i++) {
            StringBuilder query = new StringBuilder("v=1");
            values.forEach((key, all) -> {
                if (random.nextInt(10) < 6) {
                    String value = all.get(random.nextInt(all.size()));
                    query.append('&').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                }
            });
            for (String page : List.of("/play?", "/play/step?", "/inside?")) {
                String path = page
                        + (page.startsWith("/inside")
                                ? query.toString().replaceAll("&[ab](\\.\\w+)?=[^&]*", "")
                                : query);
                HttpResponse<String> answer = server.get(path);
                assertThat(answer.statusCode()).as(path).isIn(200, 400);
            }
        }
    }
}
