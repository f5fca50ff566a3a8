package logitlab.web.api;

import static logitlab.web.api.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import logitlab.web.api.Api.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real models; nothing here depends on their weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeamTest {

    private static ObjectNode request(String model) {
        return Api.JSON
                .createObjectNode()
                .put("model", model)
                .put("prompt", "Once upon a time there was a")
                .put("steps", 5);
    }

    private static JsonNode hypotheses(ObjectNode request) {
        return post("beam", request.toString()).ok().get("hypotheses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void the_log_probability_of_a_text_is_the_sum_of_those_of_its_steps(String model) {
        JsonNode found = hypotheses(request(model).put("beams", 3).put("length_penalty", 0.5));

        assertThat(found.size()).isEqualTo(3);
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode text : found) {
            int length = text.get("tokens").size();
            double sum = text.get("log_probability").asDouble();
            assertThat(text.get("score").asDouble()).isCloseTo(sum / Math.sqrt(length), within(1e-12));
            assertThat(text.get("score").asDouble()).isLessThanOrEqualTo(before);
            before = text.get("score").asDouble();
            assertThat(sum).isCloseTo(logProbability(model, text.get("tokens")), within(1e-3));
        }
    }

    /** From the answers of {@code /next}. */
    private static double logProbability(String model, JsonNode tokens) {
        double sum = 0;
        ObjectNode step = Api.JSON
                .createObjectNode()
                .put("model", model)
                .put("prompt", "Once upon a time there was a")
                .put("logits", true);
        var chosen = step.putArray("tokens");
        for (JsonNode token : tokens) {
            JsonNode answer = post("next", step.toString()).ok();
            sum += answer.get("logits").get(token.asInt()).asDouble()
                    - answer.get("log_sum_exp").asDouble();
            chosen.add(token);
        }
        return sum;
    }

    @Test
    void one_beam_takes_the_tokens_of_greedy_decoding() {
        List<JsonNode> greedy = new ArrayList<>();
        ObjectNode step =
                Api.JSON.createObjectNode().put("model", "storyteller").put("prompt", "Once upon a time there was a");
        var chosen = step.putArray("tokens");
        for (int i = 0; i < 5; i++) {
            JsonNode token = post("next", step.toString()).ok().get("greedy");
            greedy.add(token);
            chosen.add(token);
        }
        JsonNode found = hypotheses(request("storyteller").put("beams", 1));
        assertThat(found.size()).isOne();
        assertThat(found.get(0).get("tokens")).containsExactlyElementsOf(greedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "beams": 0                        | beams                  | from 1 to 16
            "beams": 17                       | beams                  | from 1 to 16
            "beams": 2.5                      | beams                  | whole number
            "steps": 201                      | steps                  | from 1 to 200
            "steps": 0                        | steps                  | from 1 to 200
            "length_penalty": 11              | length_penalty         | from -10 to 10
            "early_stopping": "yes"           | early_stopping         | true or false
            "tokens": [4096]                  | tokens[0]              | 4095
            "tokens": [0]                     | tokens                 | after
            "settings": {}                    | settings               | early_stopping
            """)
    void a_wrong_value_is_told_with_its_field_and_rule(String wrong, String field, String rule) {
        Answer answer = post("beam", "{\"model\": \"storyteller\", \"prompt\": \"Once\", " + wrong + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).contains(rule);
    }

    @Test
    void texts_that_do_not_fit_the_context_are_refused_before_the_model_runs() {
        ObjectNode request = request("storyteller").put("steps", 200);
        var tokens = request.putArray("tokens");
        for (int i = 0; i < 100; i++) {
            tokens.add(300);
        }
        Answer answer = post("beam", request.toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("steps");
        assertThat(answer.message()).contains("must be from 1 to 149");
    }

    @Test
    void an_unknown_model_is_not_found() {
        assertThat(post("beam", request("gpt").toString()).status()).isEqualTo(404);
    }
}
