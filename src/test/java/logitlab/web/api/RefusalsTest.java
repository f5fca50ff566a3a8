package logitlab.web.api;

import static logitlab.web.api.Api.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import logitlab.web.api.Api.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal is one plain sentence: never a 500, a page or the name of a class. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusalsTest {

    private static void assertPlain(Answer answer) {
        assertThat(answer.message())
                .doesNotContain("Exception", "java", "jackson", "JsonReadFeature", "[Source")
                .endsWith(".");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                                       | body                        | JSON object
                    7                                                        | body                        | JSON object
                    null                                                     | body                        | JSON object
                    {}                                                       | logits                      | required
                    {"logits": null}                                         | logits                      | JSON array
                    {"logits": {"0": 1}}                                     | logits                      | JSON array
                    {"logits": "1, 2"}                                       | logits                      | JSON array
                    {"logits": []}                                           | logits                      | at least one
                    {"logits": [null, null]}                                 | logits                      | at least one
                    {"logits": [1, "2"]}                                     | logits[1]                   | finite number
                    {"logits": [1, true]}                                    | logits[1]                   | finite number
                    {"logits": [1, [2]]}                                     | logits[1]                   | finite number
                    {"logits": [1, 2, 3, NaN]}                               | logits[3]                   | NaN
                    {"logits": [Infinity]}                                   | logits[0]                   | Infinity
                    {"logits": [1, -Infinity]}                               | logits[1]                   | null for minus infinity
                    {"logits": [1e999]}                                      | logits[0]                   | finite number
                    {"logits": [1], "logits": [2]}                           | logits                      | only once
                    {"logits": [1], "seed": 1, "seed": 2}                    | seed                        | only once
                    {"logits": [1], "logit": [2]}                            | logit                       | is not a field
                    {"logits": [1], "prefix": 0}                             | prefix                      | JSON array
                    {"logits": [1], "prefix": [0, 1]}                        | prefix[1]                   | 0 to 0
                    {"logits": [1], "prefix": [0, -1]}                       | prefix[1]                   | 0 to 0
                    {"logits": [1], "prefix": [0, 0.5]}                      | prefix[1]                   | whole number
                    {"logits": [1], "prefix": [0, "0"]}                      | prefix[1]                   | number
                    {"logits": [1], "prefix": [null]}                        | prefix[0]                   | number
                    {"logits": [1], "prefix": [99999999999999999999]}        | prefix[0]                   | from
                    {"logits": [1], "target": 1}                             | target                      | 0 to 0
                    {"logits": [1], "target": -1}                            | target                      | 0 to 0
                    {"logits": [1], "target": "0"}                           | target                      | number
                    {"logits": [1], "seed": 1.5}                             | seed                        | whole number
                    {"logits": [1], "seed": "42"}                            | seed                        | number
                    {"logits": [1], "seed": -1}                              | seed                        | 0 to 9007199254740991
                    {"logits": [1], "seed": 9007199254740992}                | seed                        | 0 to 9007199254740991
                    {"logits": [1], "seed": null}                            | seed                        | number
                    {"logits": [1], "step": -1}                              | step                        | 0 to 2147483647
                    {"logits": [1], "step": 2147483648}                      | step                        | 0 to 2147483647
                    {"logits": [1], "top": 0}                                | top                         | 1 to 10000
                    {"logits": [1], "top": 10001}                            | top                         | 1 to 10000
                    {"logits": [1], "top": false}                            | top                         | number
                    {"logits": [1], "settings": []}                          | settings                    | JSON object
                    {"logits": [1], "settings": {"temperature": 0}}          | settings.temperature        | greedy
                    {"logits": [1], "settings": {"temperature": -0.0}}       | settings.temperature        | greedy
                    {"logits": [1], "settings": {"temperature": 101}}        | settings.temperature        | 0.001 to 100
                    {"logits": [1], "settings": {"temperature": "1"}}        | settings.temperature        | number
                    {"logits": [1], "settings": {"temperature": NaN}}        | settings.temperature        | number
                    {"logits": [1], "settings": {"temperature": null}}       | settings.temperature        | number
                    {"logits": [1], "settings": {"top_k": 0}}                | settings.top_k              | 1 to
                    {"logits": [1], "settings": {"top_k": 2.5}}              | settings.top_k              | whole number
                    {"logits": [1], "settings": {"top_p": 0}}                | settings.top_p              | above 0
                    {"logits": [1], "settings": {"top_p": 1.5}}              | settings.top_p              | at most 1
                    {"logits": [1], "settings": {"min_p": -0.1}}             | settings.min_p              | 0 to 1
                    {"logits": [1], "settings": {"typical_p": 2}}            | settings.typical_p          | at most 1
                    {"logits": [1], "settings": {"repetition_penalty": 0}}   | settings.repetition_penalty | above 0
                    {"logits": [1], "settings": {"repetition_penalty": 11}}  | settings.repetition_penalty | at most 10
                    {"logits": [1], "settings": {"order": "gpt"}}            | settings.order              | llama.cpp
                    {"logits": [1], "settings": {"order": 1}}                | settings.order              | string
                    {"logits": [1], "settings": {"order": "vllm", "typical_p": 0.5}} | settings.typical_p  | vllm
                    {"logits": [1], "settings": {"top-k": 1}}                | settings.top-k              | is not a field
                    {"logits": [1], "settings": {"top_k": 1, "top_k": 2}}    | settings.top_k              | only once
                    {"logits": [1], "settings": {"bias": [1]}}               | settings.bias               | JSON object
                    {"logits": [1], "settings": {"bias": {"1": 1}}}          | settings.bias.1             | 0 to 0
                    {"logits": [1], "settings": {"bias": {"-1": 1}}}         | settings.bias.-1            | token id
                    {"logits": [1], "settings": {"bias": {"00": 1}}}         | settings.bias.00            | token id
                    {"logits": [1], "settings": {"bias": {"9999999999": 1}}} | settings.bias.9999999999    | from 0
                    {"logits": [1], "settings": {"bias": {"0": 1001}}}       | settings.bias.0             | -1000 to 1000
                    {"logits": [1], "settings": {"bias": {"0": "1"}}}        | settings.bias.0             | number
                    {"logits": [1], "settings": {"bias": {"0": 1, "0": 2}}}  | settings.bias.0             | only once
                    {"logits": [1], "settings": {"bias": {"0": null}}}       | settings.bias.0             | at least one token that is not banned
                    {"logits": [1], "settings": {"bias": {"0": "ban"}}}      | settings.bias.0             | number
                    {"logits": [1], "settings": {"temperature": null}}       | settings.temperature        | number
                    """)
    void a_value_that_breaks_its_rule_is_422_with_its_path(String json, String field, String message) {
        Answer answer = post("decode", json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).contains(message);
        assertPlain(answer);
    }

    @Test
    void too_many_biases_are_refused() {
        StringBuilder bias = new StringBuilder("\"0\": 1");
        for (int id = 1; id <= 100; id++) {
            bias.append(", \"").append(id).append("\": 1");
        }

        Answer answer = post("decode", "{\"logits\": [1], \"settings\": {\"bias\": {" + bias + "}}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("settings.bias");
    }

    @Test
    void reading_stops_at_the_first_bias_too_many() {
        StringBuilder bias = new StringBuilder("\"0\": 1");
        for (int id = 1; id <= 100; id++) {
            bias.append(", \"").append(id).append("\": 1");
        }

        Answer answer =
                post("decode", "{\"logits\": [1], \"settings\": {\"bias\": {" + bias + ", what follows is no JSON");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("settings.bias");
        assertThat(answer.message()).contains("at most 100 tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seed\": \"%s\"}",
                "{\"%s\": 1}",
                "{\"logits\": [1, 2%s]}",
                "{\"settings\": {\"bias\": {\"%s\": 1}}}"
            })
    void anything_longer_than_a_request_needs_is_refused_while_it_is_read(String json) {
        Answer answer = post("decode", json.formatted("7".repeat(150_000)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("a string of more than 100,000 characters");
        assertPlain(answer);
    }

    @Test
    void a_logit_that_overflows_stays_a_number() {
        JsonNode candidates = post(
                        "decode",
                        "{\"logits\": [-1.7976931348623157e308, 1, 1e308], \"prefix\": [1, 2], \"settings\":"
                                + " {\"temperature\": 0.001, \"repetition_penalty\": 1e-300, \"typical_p\": 0.9}}")
                .ok()
                .get("candidates");

        for (JsonNode candidate : candidates) {
            assertThat(candidate.get("adjusted_logit").isNumber()).isTrue();
            assertThat(candidate.get("sampling_probability").isNumber()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                               | line 1, column 2
                    {"logits": [1, 2}               | line 1, column 17
                    {"logits": [1,]}                | line 1, column 15
                    {"logits": [1]} {"logits": [1]} | line 1, column 17
                    {'logits': [1]}                 | line 1, column 2
                    {"logits": [01]}                | line 1, column 14
                    {"logits": [1], "seed": tru}    | line 1, column
                    {"logits": [1], "seed": 1       | line 1, column
                    hello                           | line 1, column
                    """)
    void malformed_json_is_400_with_line_and_column(String json, String place) {
        Answer answer = post("decode", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isNull();
        assertThat(answer.message()).contains(place);
        assertPlain(answer);
    }

    @Test
    void the_line_is_counted() {
        assertThat(post("decode", "{\n  \"logits\": [\n    1,,\n  ]\n}").message())
                .contains("line 3, column 7");
    }

    @Test
    void an_empty_body_is_400() {
        assertThat(post("decode", "").status()).isEqualTo(400);
        assertThat(post("next", "   ").status()).isEqualTo(400);
    }

    @Test
    void bytes_that_are_not_text_are_400() {
        for (byte[] bytes : new byte[][] {
            {'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
            {0, 0, 0, 0, 1, 2, 3},
            {(byte) 0xFE, (byte) 0xFF, 0},
            {0x1F, (byte) 0x8B}
        }) {
            Answer answer = post("decode", BodyPublishers.ofByteArray(bytes));

            assertThat(answer.status()).isEqualTo(400);
            assertPlain(answer);
        }
    }

    @Test
    void a_number_of_a_thousand_digits_or_a_deep_nest_breaks_nothing() {
        assertThat(post("decode", "{\"logits\": [" + "9".repeat(5_000) + "]}").status())
                .isBetween(400, 422);
        assertThat(post("decode", "{\"logits\": " + "[".repeat(100_000)).status())
                .isEqualTo(422);
        assertThat(post("decode", "{\"" + "x".repeat(200_000) + "\": 1}").status())
                .isBetween(400, 422);
        assertThat(post("decode", "{\"seed\": \"" + "x".repeat(1_000_000) + "\"}")
                        .message()
                        .length())
                .isLessThan(200);
    }

    @Test
    void a_body_without_the_content_type_of_json_is_415() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
            Answer answer = Api.send(Api.request("decode")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"logits\": [1]}")));

            assertThat(answer.status()).isEqualTo(415);
            assertPlain(answer);
        }
        assertThat(Api.send(Api.request("decode").POST(BodyPublishers.ofString("{\"logits\": [1]}")))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void json_with_a_charset_is_json() {
        assertThat(Api.send(Api.request("decode")
                                .header("Content-Type", "Application/JSON; charset=utf-8")
                                .POST(BodyPublishers.ofString("{\"logits\": [1]}")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_compressed_body_is_415() {
        Answer answer = Api.send(Api.request("decode")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray("x".getBytes(StandardCharsets.US_ASCII))));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.message()).contains("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "next"})
    void routes_that_take_a_body_accept_only_post(String route) {
        Answer answer = Api.get(route);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
        assertPlain(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "decode/", "decode/1", "models/storyteller"})
    void an_unknown_route_is_404(String route) {
        Answer answer = post(route, "{}");

        assertThat(answer.status()).isIn(404, 405, 415, 422);
        assertThat(Api.get("nothing").status()).isEqualTo(404);
        assertPlain(answer);
    }
}
