package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v1/futures}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FuturesApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void a_tree_has_as_many_nodes_as_asked_for_and_adds_up(String model) {
        JsonNode answer = Api.post(
                        "futures", "{\"model\": \"%s\", \"prompt\": \"The king\", \"nodes\": 300}".formatted(model))
                .ok();
        assertThat(answer.path("runs").asInt()).isBetween(100, 400);
        assertThat(answer.at("/root/id").isNull()).isTrue();
        assertThat(answer.at("/root/path_probability").asDouble()).isEqualTo(1);
        assertThat(answer.findValuesAsText("token")).hasSize(301);
        assertAddsUp(answer.get("root"));
    }

    private static void assertAddsUp(JsonNode node) {
        assertThat(node.has("children")).isEqualTo(node.has("everything_else"));
        if (node.has("children")) {
            double sum = node.at("/everything_else/probability").asDouble();
            double along = node.at("/everything_else/path_probability").asDouble();
            for (JsonNode child : node.get("children")) {
                sum += child.get("probability").asDouble();
                along += child.get("path_probability").asDouble();
                assertAddsUp(child);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(along).isCloseTo(node.get("path_probability").asDouble(), within(1e-12));
            assertThat(node.at("/everything_else/count").asInt()
                            + node.get("children").size())
                    .isEqualTo(4096);
        }
    }

    @Test
    void the_first_tokens_have_the_probabilities_of_next() {
        String text = "\"model\": \"storyteller\", \"prompt\": \"The king\", \"tokens\": [300]";
        String settings = ", \"settings\": {\"temperature\": 0.7, \"top_k\": 5}";
        JsonNode byModel = Api.post("futures", "{" + text + ", \"depth\": 1}").ok();
        JsonNode bySettings =
                Api.post("futures", "{" + text + settings + ", \"depth\": 1}").ok();
        JsonNode next = Api.post("next", "{" + text + settings + "}").ok();
        assertThat(bySettings.at("/root/children")).hasSize(5);
        assertThat(bySettings.at("/root/everything_else/probability").asDouble())
                .isZero();
        for (int i = 0; i < 5; i++) {
            JsonNode candidate = next.at("/candidates/" + i);
            assertThat(bySettings.at("/root/children/" + i + "/id")).isEqualTo(candidate.get("id"));
            assertThat(bySettings.at("/root/children/" + i + "/token")).isEqualTo(candidate.get("token"));
            assertThat(bySettings.at("/root/children/" + i + "/probability").asDouble())
                    .isCloseTo(candidate.get("sampling_probability").asDouble(), within(1e-12));
            assertThat(byModel.at("/root/children/" + i + "/probability").asDouble())
                    .isCloseTo(candidate.get("model_probability").asDouble(), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    422 | nodes         | {"model": "storyteller", "prompt": "", "nodes": 0}
                    422 | nodes         | {"model": "storyteller", "prompt": "", "nodes": 10001}
                    422 | depth         | {"model": "storyteller", "prompt": "", "depth": 33}
                    422 | tokens[1]     | {"model": "storyteller", "prompt": "", "tokens": [5, 4096]}
                    422 | tokens        | {"model": "storyteller", "prompt": "", "tokens": [5, 0]}
                    422 | settings.top_p | {"model": "storyteller", "prompt": "", "settings": {"top_p": 2}}
                    422 | settings.bias.9999 | {"model": "storyteller", "prompt": "", "settings": {"bias": {"9999": 1}}}
                    404 | model         | {"model": "gpt", "prompt": ""}
                    422 | speed         | {"model": "storyteller", "prompt": "", "speed": 1}
                    """)
    void a_wrong_field_is_named(int status, String field, String body) {
        Api.Answer answer = Api.post("futures", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/error/field").asText()).isEqualTo(field);
    }

    @Test
    void a_full_context_has_no_future() {
        String ids = "5, ".repeat(256) + "5";
        Api.Answer answer =
                Api.post("futures", "{\"model\": \"storyteller\", \"prompt\": \"\", \"tokens\": [" + ids + "]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("256");
    }
}
