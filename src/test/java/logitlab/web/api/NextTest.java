package logitlab.web.api;

import static logitlab.web.api.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import logitlab.web.api.Api.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the real storyteller; nothing here depends on its weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NextTest {

    private static final int VOCABULARY = 4096;
    private static final int CONTEXT = 256;

    private static ObjectNode request(String prompt) {
        return Api.JSON.createObjectNode().put("model", "storyteller").put("prompt", prompt);
    }

    private static Answer next(ObjectNode request) {
        return post("next", request.toString());
    }

    @Test
    void the_answer_contains_the_prefix_the_shape_and_the_step() {
        JsonNode answer = next(request("Once upon a time").put("seed", 42)).ok();

        int length = answer.get("prompt_ids").size();
        assertThat(length).isGreaterThan(1);
        assertThat(answer.get("prefix_tokens").size()).isEqualTo(length);
        assertThat(answer.get("prefix_tokens").get(0).get("id"))
                .isEqualTo(answer.get("prompt_ids").get(0));
        assertThat(answer.get("prefix_tokens").findValuesAsText("text"))
                .containsExactly("<|endoftext|>", "Once", " upon", " a", " time");
        assertThat(answer.get("logits_shape").toString()).isEqualTo("[1," + length + "," + VOCABULARY + "]");
        assertThat(answer.get("step").asInt()).isZero();
        assertThat(answer.get("draw").asDouble()).isEqualTo(0.7415648787718233);
        assertThat(answer.get("candidates").size()).isBetween(10, 12);
        assertThat(answer.get("candidates").get(0).get("token").asText()).isNotEmpty();
        assertThat(answer.get("candidates").size()
                        + answer.get("everything_else").get("count").asInt())
                .isEqualTo(VOCABULARY);
        assertThat(answer.get("reason").asText()).contains(" was chosen");
        assertThat(answer.has("logits")).isFalse();
        assertThat(answer.has("cross_entropy_nats")).isFalse();
    }

    @Test
    void the_step_is_the_number_of_tokens_and_the_prefix_ends_with_them() {
        JsonNode first = next(request("Once upon a time").put("seed", 42)).ok();
        ObjectNode longer = request("Once upon a time").put("seed", 42);
        longer.putArray("tokens").add(first.get("sampled").asInt());

        JsonNode second = next(longer).ok();

        assertThat(second.get("step").asInt()).isEqualTo(1);
        assertThat(second.get("prompt_ids")).isEqualTo(first.get("prompt_ids"));
        assertThat(second.get("prefix_tokens").size())
                .isEqualTo(first.get("prefix_tokens").size() + 1);
        assertThat(second.get("draw")).isNotEqualTo(first.get("draw"));
    }

    @Test
    void the_whole_vector_decodes_to_the_same_step() {
        JsonNode next = next(request("Monday, Tuesday,").put("seed", 7).put("logits", true))
                .ok();
        ObjectNode decode = Api.JSON.createObjectNode().put("seed", 7).put("top", 10);
        decode.set("logits", next.get("logits"));

        JsonNode decoded = post("decode", decode.toString()).ok();

        assertThat(next.get("logits").size()).isEqualTo(VOCABULARY);
        assertThat(decoded.get("sampled")).isEqualTo(next.get("sampled"));
        assertThat(decoded.get("greedy")).isEqualTo(next.get("greedy"));
        assertThat(decoded.get("log_sum_exp").asDouble())
                .isCloseTo(next.get("log_sum_exp").asDouble(), within(1e-12));
        assertThat(decoded.get("candidates").findValues("model_probability"))
                .isEqualTo(next.get("candidates").findValues("model_probability"));
    }

    @Test
    void settings_are_applied() {
        ObjectNode request = request("Once upon a time");
        request.putObject("settings").put("top_k", 1);

        JsonNode answer = next(request).ok();

        assertThat(answer.get("sampled")).isEqualTo(answer.get("greedy"));
        assertThat(answer.get("reason").asText()).contains("only token kept");
        assertThat(answer.get("candidates").get(1).get("dropped_by").asText()).isEqualTo("top_k");
    }

    @Test
    void switches_change_every_logit_and_off_and_on_again_is_the_same_to_the_bit() {
        ObjectNode request = request("Once upon a time").put("logits", true);
        JsonNode before = next(request).ok();
        request.putObject("switches").put("4.2", 0).put("5.mlp", 0.5);

        JsonNode off = next(request).ok();

        assertThat(off.get("logits")).isNotEqualTo(before.get("logits"));
        assertThat(off.get("draw")).isEqualTo(before.get("draw"));
        request.putObject("switches").put("4.2", 1);
        assertThat(next(request).ok()).isEqualTo(before);
        request.putObject("switches").put("5.mlp", 0.5).put("4.2", 0);
        assertThat(next(request).ok()).isEqualTo(off);
    }

    @Test
    void an_empty_prompt_begins_with_the_start_token() {
        assertThat(next(request("")).ok().get("prompt_ids").size()).isEqualTo(1);
    }

    @Test
    void unusual_text_is_accepted() {
        for (String prompt :
                new String[] {"\u0000", "\uD83D\uDE00", "\uD800", "<|endoftext|>", "\r\n\t", "e\u0301", "\u202E"}) {
            assertThat(next(request(prompt)).status()).isEqualTo(200);
        }
    }

    @Test
    void the_context_can_be_filled_and_no_further() {
        ObjectNode request = request("");
        request.putArray("tokens")
                .addAll(IntStream.range(1, CONTEXT)
                        .mapToObj(i -> Api.JSON.getNodeFactory().numberNode(300))
                        .toList());
        assertThat(next(request).ok().get("step").asInt()).isEqualTo(CONTEXT - 1);

        request.withArray("tokens").add(300);
        Answer full = next(request);

        assertThat(full.status()).isEqualTo(422);
        assertThat(full.field()).isEqualTo("tokens");
        assertThat(full.message()).contains("context of 256 tokens");
    }

    @Test
    void after_the_end_of_text_there_is_no_next_step() {
        ObjectNode request = request("The end.");
        request.putArray("tokens").add(0);

        Answer answer = next(request);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("tokens");
        assertThat(answer.message()).contains("end-of-text");
    }

    @Test
    void a_prompt_of_more_than_2000_characters_or_than_the_context_is_422() {
        Answer tooManyCharacters = next(request("a".repeat(2001)));
        assertThat(tooManyCharacters.status()).isEqualTo(422);
        assertThat(tooManyCharacters.message()).contains("2000 characters");

        Answer tooManyTokens = next(request("q\u0416".repeat(500)));
        assertThat(tooManyTokens.status()).isEqualTo(422);
        assertThat(tooManyTokens.field()).isEqualTo("prompt");
        assertThat(tooManyTokens.message()).contains("256 tokens");
    }

    @Test
    void an_unknown_model_is_404_with_a_list_of_the_known_ones() {
        Answer answer = post("next", "{\"model\": \"gpt\", \"prompt\": \"Hello\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field()).isEqualTo("model");
        assertThat(answer.message()).contains("storyteller", "gpt");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"prompt": "Hello"}                                                          | model           | required
                    {"model": "storyteller"}                                                     | prompt          | required
                    {"model": 1, "prompt": "a"}                                                  | model           | JSON string
                    {"model": "storyteller", "prompt": null}                                     | prompt          | JSON string
                    {"model": "storyteller", "prompt": "a", "tokens": [4096]}                    | tokens[0]       | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "tokens": [1, -1]}                   | tokens[1]       | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "top": 0}                            | top             | 1 to 200
                    {"model": "storyteller", "prompt": "a", "top": 201}                          | top             | 1 to 200
                    {"model": "storyteller", "prompt": "a", "logits": 1}                         | logits          | true or false
                    {"model": "storyteller", "prompt": "a", "step": 1}                           | step            | is not a field
                    {"model": "storyteller", "prompt": "a", "settings": {"bias": {"4096": 1}}}   | settings.bias.4096 | 0 to 4095
                    {"model": "storyteller", "prompt": "a", "settings": {"temperature": 0}}      | settings.temperature | greedy
                    {"model": "storyteller", "prompt": "a", "switches": {"4.2": 3}}              | switches.4.2    | 0 to 2
                    {"model": "storyteller", "prompt": "a", "switches": {"7.1": 0}}              | switches.7.1    | layer from 1 to 6
                    {"model": "storyteller", "prompt": "a", "switches": {"mlp": 0}}              | switches.mlp    | such as 4.2
                    {"model": "storyteller", "prompt": "a", "switches": [0]}                     | switches        | JSON object
                    {"model": "storyteller-lstm", "prompt": "a", "switches": {"1.mlp": 0}}       | switches.1.mlp  | cannot be switched
                    """)
    void a_value_that_breaks_its_rule_is_422(String json, String field, String message) {
        Answer answer = post("next", json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).contains(message);
    }

    @Test
    void two_hundred_candidates_are_the_most() {
        assertThat(next(request("a").put("top", 200)).ok().get("candidates").size())
                .isBetween(200, 202);
    }

    @Test
    void many_callers_at_once_all_get_their_answer() {
        assertThat(IntStream.range(0, 60)
                        .parallel()
                        .map(i -> next(request("Story " + i)).status()))
                .containsOnly(200);
    }
}
