package logitlab.web.api;

import static logitlab.web.api.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import logitlab.web.api.Api.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real models; nothing here depends on their weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InspectTest {

    private static ObjectNode request(String model) {
        return Api.JSON.createObjectNode().put("model", model).put("prompt", "Once upon a time");
    }

    private static JsonNode inspect(ObjectNode request) {
        return post("inspect", request.toString()).ok();
    }

    private static double sum(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(part -> part.get(key).asDouble())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void the_parts_add_up_to_the_logits_of_next(String model) {
        JsonNode answer = inspect(request(model));
        JsonNode next = post("next", request(model).toString()).ok();

        for (int rank = 0; rank < 2; rank++) {
            String which = rank == 0 ? "target" : "against";
            JsonNode candidate = next.get("candidates").get(rank);
            assertThat(answer.get(which).get("id")).isEqualTo(candidate.get("id"));
            assertThat(answer.get(which).get("token")).isEqualTo(candidate.get("token"));
            assertThat(answer.get(which).get("logit").asDouble()) // the runs may be different ones
                    .isCloseTo(candidate.get("logit").asDouble(), within(1e-5));
            double sum = answer.get("sum").get(which).asDouble();
            assertThat(sum).isCloseTo(candidate.get("logit").asDouble(), within(1e-4));
            assertThat(sum(answer.get("parts"), which)).isCloseTo(sum, within(1e-9));
        }
        assertThat(answer.get("prefix_tokens")).isEqualTo(next.get("prefix_tokens"));
        assertThat(answer.get("position").asInt())
                .isEqualTo(answer.get("prompt_ids").size() - 1);
    }

    @Test
    void a_head_adds_what_its_positions_add_and_looks_by_the_softmax_of_its_scores() {
        JsonNode answer = inspect(request("storyteller").put("position", 3));

        int heads = 0;
        for (JsonNode part : answer.get("parts")) {
            if (part.get("kind").asText().equals("head")) {
                JsonNode attention = answer.get("attention").get(heads++);
                assertThat(part.get("from").size()).isEqualTo(4);
                assertThat(sum(part.get("from"), "target"))
                        .isCloseTo(part.get("target").asDouble(), within(1e-9));
                assertThat(attention.get("layer")).isEqualTo(part.get("layer"));
                assertThat(attention.get("head")).isEqualTo(part.get("head"));
                double all = 0;
                for (JsonNode score : attention.get("scores")) {
                    all += Math.exp(score.asDouble());
                }
                for (int at = 0; at < 4; at++) {
                    assertThat(Math.exp(attention.get("scores").get(at).asDouble()) / all)
                            .isCloseTo(attention.get("weights").get(at).asDouble(), within(1e-5));
                }
            }
        }
        assertThat(heads).isEqualTo(36);
        assertThat(answer.get("attention").size()).isEqualTo(36);
        assertThat(answer.get("missing").size()).isZero();
        assertThat(answer.has("gates")).isFalse();
    }

    @Test
    void the_lens_ends_with_the_answer_of_the_model() {
        JsonNode answer = inspect(request("storyteller").put("top", 3));

        JsonNode lens = answer.get("lens");
        assertThat(lens.size()).isEqualTo(13);
        assertThat(lens.get(0).get("after").asText()).isEqualTo("embedding");
        assertThat(lens.get(1).get("after").asText()).isEqualTo("attention");
        JsonNode last = lens.get(12);
        assertThat(last.get("after").asText()).isEqualTo("mlp");
        assertThat(last.get("rank_of_target").asInt()).isZero();
        assertThat(last.get("top").size()).isEqualTo(3);
        assertThat(last.get("top").get(0).get("id"))
                .isEqualTo(answer.get("target").get("id"));
        assertThat(last.get("top").get(0).get("logit").asDouble())
                .isCloseTo(answer.get("target").get("logit").asDouble(), within(1e-3));
    }

    @Test
    void switches_change_the_logits_and_what_is_off_adds_nothing() {
        ObjectNode request = request("storyteller").put("target", 280).put("against", 259);
        JsonNode before = inspect(request);
        request.putObject("switches").put("4.2", 0).put("5.mlp", 0.5);

        JsonNode after = inspect(request);

        assertThat(after.get("target").get("logit"))
                .isNotEqualTo(before.get("target").get("logit"));
        assertThat(after.get("sum").get("target").asDouble())
                .isCloseTo(after.get("target").get("logit").asDouble(), within(1e-4));
        for (JsonNode part : after.get("parts")) {
            if (part.path("layer").asInt() == 4 && part.path("head").asInt() == 2) {
                assertThat(part.get("target").asDouble()).isZero();
            }
        }
        request.putObject("switches").put("4.2", 1);
        assertThat(inspect(request)).isEqualTo(before);
    }

    @Test
    void an_lstm_has_gates_and_says_that_it_has_no_attention() {
        JsonNode answer = inspect(request("storyteller-lstm"));

        assertThat(answer.get("parts").findValuesAsText("kind"))
                .containsExactly("token", "layer", "layer", "norm_bias", "output_bias");
        assertThat(answer.get("gates").size()).isEqualTo(2);
        assertThat(answer.get("gates").get(0).get("forget").size()).isEqualTo(384);
        assertThat(answer.get("attention").size()).isZero();
        assertThat(answer.get("missing").findValuesAsText("what")).containsExactly("attention");
        assertThat(answer.get("missing").get(0).get("why").asText()).contains("does not look back");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"prompt": "Hello"}                                                      | model           | required
                    {"model": "storyteller", "prompt": "a", "position": 2}                   | position        | from 0 to 1
                    {"model": "storyteller", "prompt": "a", "target": 4096}                  | target          | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "against": -1}                   | against         | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "target": 7, "against": 7}       | against         | from that of target
                    {"model": "storyteller", "prompt": "a", "tokens": [4096]}                | tokens[0]       | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "top": 201}                      | top             | 1 to 200
                    {"model": "storyteller", "prompt": "a", "switches": {"4.2": 3}}          | switches.4.2    | 0 to 2
                    {"model": "storyteller", "prompt": "a", "switches": {"7.1": 0}}          | switches.7.1    | layer from 1 to 6
                    {"model": "storyteller", "prompt": "a", "switches": {"1.7": 0}}          | switches.1.7    | head from 1 to 6
                    {"model": "storyteller", "prompt": "a", "switches": {"mlp": 0}}          | switches.mlp    | such as 4.2 or 5.mlp; it is “mlp”
                    {"model": "storyteller-lstm", "prompt": "a", "switches": {"1.mlp": 0}}   | switches.1.mlp  | cannot be switched
                    """)
    void a_value_that_breaks_its_rule_is_422(String json, String field, String message) {
        Answer answer = post("inspect", json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).contains(message);
    }
}
