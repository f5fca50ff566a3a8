package logitlab.web.tool.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The receipt on a page, and the form that checks one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiptPageTest {

    private static final String LINK =
            "prompt=The+old+king&seed=42&at=3&a=greedy&b=sample&b.top-k=5&b.temperature=0.8&c=sample";

    private static HttpResponse<String> check(String type, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestServer.uri("/play/receipt/checked"))
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String receipt() {
        return TestServer.get("/api/v1/receipt?" + LINK).body();
    }

    @Test
    void the_page_has_the_values_of_the_receipt() throws IOException {
        JsonNode receipt = new ObjectMapper().readTree(receipt());
        String page = TestServer.text(TestServer.get("/play/receipt?" + LINK));

        assertThat(page)
                .contains(receipt.get("digest").asText(), receipt.get("sha256").asText(), "Temperature 0.8");
        for (String lane : new String[] {"a", "b", "c"}) {
            for (JsonNode step : receipt.at("/lanes/" + lane + "/steps")) {
                JsonNode kept = step.get("kept");
                assertThat(page)
                        .contains(
                                step.get("id").asText() + " " + step.get("draw").asText());
                assertThat(page)
                        .contains(
                                kept.has("ids")
                                        ? kept.get("count").asText() + ": "
                                                + kept.get("ids")
                                                        .toString()
                                                        .replaceAll("[\\[\\]]", "")
                                                        .replace(",", " ")
                                        : kept.get("sha256").asText().substring(0, 12));
            }
        }
    }

    /** As browsers send it: the name of the field, and line breaks with CR. */
    @Test
    void a_form_with_a_receipt_is_checked() throws Exception {
        String pretty = new ObjectMapper().readTree(receipt()).toPrettyString().replace("\n", "\r\n");
        HttpResponse<String> right = check("text/plain", "receipt=" + pretty + "\r\n");
        HttpResponse<String> wrong = check(
                "text/plain;charset=UTF-8",
                "receipt=" + pretty.replaceFirst("\"seed\" : 42", "\"seed\" : 43") + "\r\n");

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(right)).contains("Verified: everything in this receipt was computed again");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(wrong)).contains("2 values differ", "seed 43 42");
    }

    @Test
    void a_text_is_shown_and_never_run() throws Exception {
        String hostile = receipt().replaceFirst("\"prompt\":\"[^\"]*\"", "\"prompt\":\"<script>x</script>\"");

        assertThat(check("text/plain", "receipt=" + hostile).body())
                .contains("&lt;script&gt;x&lt;/script&gt;")
                .doesNotContain("<script>x");
    }

    @Test
    void what_is_no_receipt_is_told() throws Exception {
        for (String[] wrong : new String[][] {
            {"receipt=", "not well-formed JSON"},
            {"receipt={", "not well-formed JSON"},
            {"receipt=[]", "must be a JSON object"},
            {"receipt={}", "link is required"},
            {"receipt={\"link\": \"/play?seed=x\"}", "Seed must be a number"},
            {"receipt={\"link\": \"http://example.org\"}", "which begins with /play?"}
        }) {
            HttpResponse<String> answer = check("text/plain", wrong[0]);
            assertThat(answer.statusCode()).as(wrong[0]).isEqualTo(400);
            assertThat(TestServer.text(answer)).as(wrong[0]).containsIgnoringCase(wrong[1]);
        }
        assertThat(check("application/json", "{}").statusCode()).isEqualTo(415);
        assertThat(check("text/plain", "receipt=\"" + "x".repeat(1 << 20) + "\"")
                        .statusCode())
                .isEqualTo(413);
    }
}
