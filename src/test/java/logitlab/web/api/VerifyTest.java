package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Receipts over the API; what a check finds is in {@link logitlab.web.receipt.ReceiptTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyTest {

    private static final String LINK = "receipt?prompt=The+old+king&at=3&a=greedy&b=sample&b.top-p=0.9";

    @Test
    void a_receipt_comes_back_and_is_verified() {
        JsonNode receipt = Api.get(LINK).ok();
        JsonNode check = Api.post("verify", receipt.toString()).ok();

        assertThat(check.toString()).isEqualTo("{\"verified\":true,\"differences\":[]}");
    }

    @Test
    void a_changed_token_is_told_with_lane_and_step() {
        String receipt = Api.get(LINK).ok().toString();
        JsonNode step = Api.get(LINK).ok().at("/lanes/b/steps/2");
        String token = "\"token\":" + step.get("token");
        int at = receipt.indexOf(token, receipt.indexOf("\"b\":"));
        String changed = receipt.substring(0, at) + "\"token\":\"!\"" + receipt.substring(at + token.length());

        JsonNode difference = Api.post("verify", changed).ok().at("/differences/1");

        assertThat(difference.get("lane").asText()).isEqualTo("b");
        assertThat(difference.get("step").asInt()).isEqualTo(2);
        assertThat(difference.get("field").asText()).isEqualTo("token");
        assertThat(difference.get("expected").asText()).isEqualTo("!");
        assertThat(difference.get("found")).isEqualTo(step.get("token"));
    }

    @Test
    void what_cannot_be_read_is_refused_with_a_sentence() {
        assertThat(Api.post("verify", "{\"link\": \"/play\"").status()).isEqualTo(400);
        assertThat(Api.post("verify", "{\"a\": 1, \"a\": 2}").status()).isEqualTo(400);
        assertThat(Api.post("verify", "[1]").field()).isEqualTo("receipt");
        assertThat(Api.post("verify", "{\"link\": \"/play?seed=x\"}").field()).isEqualTo("seed");
        assertThat(Api.post("verify", "{\"link\": \"/play?model=gpt\"}").field())
                .isEqualTo("model");
        assertThat(Api.post("verify", "{\"link\": \"/play?a=greedy\", \"x\": [" + "1,".repeat(200_000) + "1]}")
                        .message())
                .contains("at most 100000 values");
        assertThat(Api.post("verify", "{\"x\": \"" + "\", \"".repeat(1 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }
}
