package logitlab.web.api;

import static logitlab.web.api.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import logitlab.web.api.Api.Answer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DecodeTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private static final String CONTRACT = """
            {"logits": [2.1, -0.5, 0.3, 1.2, -1.0], "prefix": [0, 3], "target": 1, "settings": {"repetition_penalty": 1.2,
             "temperature": 0.8, "top_k": 4, "top_p": 0.95, "min_p": 0, "typical_p": 1, "bias": {"2": 1.5}},
             "seed": 42, "step": 0, "top": 10}""";

    private static List<Integer> ids(JsonNode answer) {
        return StreamSupport.stream(answer.get("candidates").spliterator(), false)
                .map(candidate -> candidate.get("id").asInt())
                .toList();
    }

    @Test
    void logits_alone_are_enough() {
        JsonNode answer = post("decode", "{\"logits\": [2.1, -0.5, 0.3, 1.2, -1.0], \"seed\": 42}")
                .ok();

        assertThat(answer.get("log_sum_exp").asDouble()).isCloseTo(2.6254332087378134, CLOSE);
        assertThat(answer.get("entropy_nats").asDouble()).isCloseTo(1.1144940125115672, CLOSE);
        assertThat(answer.get("greedy").asInt()).isZero();
        assertThat(answer.get("draw").asDouble()).isEqualTo(0.7415648787718233);
        assertThat(answer.get("sampled").asInt()).isEqualTo(3);
        assertThat(answer.get("reason").asText()).contains("token 3", "0.7416", "token 0");
        assertThat(ids(answer)).containsExactly(0, 1, 2, 3, 4);
        assertThat(answer.has("everything_else")).isFalse();
        assertThat(answer.has("cross_entropy_nats")).isFalse();
    }

    @Test
    void every_field_of_the_contract_is_present() {
        JsonNode answer = post("decode", CONTRACT).ok();

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "log_sum_exp",
                        "entropy_nats",
                        "cross_entropy_nats",
                        "greedy",
                        "draw",
                        "sampled",
                        "reason",
                        "candidates",
                        "everything_else");
        assertThat(answer.get("candidates").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "rank",
                        "logit",
                        "model_probability",
                        "adjusted_logit",
                        "kept",
                        "dropped_by",
                        "sampling_probability",
                        "cumulative");
        assertThat(answer.get("everything_else").toString())
                .isEqualTo("{\"count\":0,\"model_probability\":0.0,\"sampling_probability\":0.0}");
    }

    /** Softmax of 3, 2, 1 is 0.67, 0.24, 0.09; at temperature 0.5 the first alone has 0.87. */
    @Test
    void the_stages_can_have_the_order_of_another_program() {
        String request = "{\"logits\": [3, 2, 1], \"settings\": {\"temperature\": 0.5, \"top_p\": 0.8%s}}";
        JsonNode usual = post("decode", request.formatted("")).ok();
        JsonNode llama =
                post("decode", request.formatted(", \"order\": \"llama.cpp\"")).ok();
        assertThat(usual.get("candidates").findValuesAsText("kept")).containsExactly("true", "false", "false");
        assertThat(llama.get("candidates").findValuesAsText("kept")).containsExactly("true", "true", "false");
        assertThat(llama.get("candidates").get(1).get("adjusted_logit").asDouble())
                .isEqualTo(4);
        assertThat(llama.get("draw")).isEqualTo(usual.get("draw"));
    }

    @Test
    void logits_are_adjusted_by_bias_penalty_and_temperature_in_this_order() {
        JsonNode best = post("decode", CONTRACT).ok().get("candidates").get(0);

        assertThat(best.get("id").asInt()).isEqualTo(2);
        assertThat(best.get("logit").asDouble()).isEqualTo(0.3);
        assertThat(best.get("adjusted_logit").asDouble()).isCloseTo((0.3 + 1.5) / 0.8, CLOSE);
    }

    @Test
    void a_dropped_token_names_its_truncation_and_has_no_cumulative() {
        JsonNode dropped = post("decode", "{\"logits\": [3, 2, 1], \"settings\": {\"top_k\": 2}}")
                .ok()
                .get("candidates")
                .get(2);

        assertThat(dropped.get("kept").asBoolean()).isFalse();
        assertThat(dropped.get("dropped_by").asText()).isEqualTo("top_k");
        assertThat(dropped.get("sampling_probability").asDouble()).isZero();
        assertThat(dropped.get("cumulative").isNull()).isTrue();
    }

    @Test
    void null_is_minus_infinity_both_ways() {
        JsonNode banned = post("decode", "{\"logits\": [1, null, 2]}")
                .ok()
                .get("candidates")
                .get(1);

        assertThat(banned.get("logit").isNull()).isTrue();
        assertThat(banned.get("adjusted_logit").isNull()).isTrue();
        assertThat(banned.get("kept").asBoolean()).isFalse();
        assertThat(banned.get("dropped_by").isNull()).isTrue();
        assertThat(banned.get("model_probability").asDouble()).isZero();
    }

    @Test
    void the_infinite_cross_entropy_of_a_banned_target_is_null_in_json() {
        JsonNode answer =
                post("decode", "{\"logits\": [1, null], \"target\": 1}").ok();

        assertThat(answer.get("cross_entropy_nats").isNull()).isTrue();
    }

    @Test
    void top_lists_the_best_in_rank_order_and_the_sampled_and_greedy_ones() {
        JsonNode answer = post("decode", "{\"logits\": [0, 0, 0, 0, 0, 0, 0, 0], \"seed\": 42, \"top\": 2}")
                .ok();

        assertThat(answer.get("sampled").asInt()).isEqualTo(5);
        assertThat(ids(answer)).containsExactly(0, 1, 5);
        assertThat(answer.get("everything_else").get("count").asInt()).isEqualTo(5);
        assertThat(answer.get("everything_else").get("model_probability").asDouble())
                .isCloseTo(0.625, CLOSE);
        assertThat(answer.get("everything_else").get("sampling_probability").asDouble())
                .isCloseTo(0.625, CLOSE);
    }

    @Test
    void a_top_beyond_the_vocabulary_lists_all_in_rank_order() {
        assertThat(ids(post("decode", "{\"logits\": [1, 3, 2], \"top\": 10000}").ok()))
                .containsExactly(1, 2, 0);
    }

    @Test
    void seed_and_step_determine_the_draw() {
        JsonNode first = post("decode", "{\"logits\": [0, 0], \"seed\": 9007199254740991, \"step\": 2147483647}")
                .ok();

        assertThat(first)
                .isEqualTo(post("decode", "{\"seed\": 9007199254740991, \"step\": 2147483647, \"logits\": [0, 0]}")
                        .ok());
        assertThat(first.get("draw").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void numbers_may_be_written_in_any_notation_of_json() {
        JsonNode answer = post(
                        "decode",
                        "{\"logits\": [1e0, 0.1000000000000000055511151231257827, -0], \"seed\": 4.2e1, \"settings\":"
                                + " {\"top_k\": 2.0, \"temperature\": 1.00000000000000000000000000000000000}}")
                .ok();

        assertThat(answer.get("draw").asDouble()).isEqualTo(0.7415648787718233);
        assertThat(answer.get("candidates").get(1).get("logit").asDouble()).isEqualTo(0.1);
    }

    static Stream<Arguments> goldenCases() throws IOException {
        JsonNode cases = Api.JSON
                .readTree(DecodeTest.class.getResourceAsStream("/decoding/golden.json"))
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(one -> Arguments.of(one.get("name").asText(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenCases")
    void agrees_with_the_oracle(String name, JsonNode one) {
        JsonNode expected = one.get("expected");
        ObjectNode request = Api.JSON.createObjectNode();
        request.set("logits", one.get("logits"));
        request.set("prefix", one.get("prefix"));
        request.set("settings", one.get("settings"));
        request.set("target", expected.get("target"));
        request.set("seed", expected.get("sampled").get("seed"));
        request.set("step", expected.get("sampled").get("step"));

        JsonNode answer = post("decode", request.toString()).ok();

        for (String figure : new String[] {"log_sum_exp", "entropy_nats", "cross_entropy_nats"}) {
            assertThat(answer.get(figure).asDouble())
                    .isCloseTo(expected.get(figure).asDouble(), CLOSE);
        }
        assertThat(answer.get("greedy")).isEqualTo(expected.get("greedy"));
        assertThat(answer.get("draw")).isEqualTo(expected.get("sampled").get("draw"));
        assertThat(answer.get("sampled")).isEqualTo(expected.get("sampled").get("token"));
        List<Integer> kept = new ArrayList<>();
        for (JsonNode candidate : answer.get("candidates")) {
            int id = candidate.get("id").asInt();
            assertThat(candidate.get("model_probability").asDouble())
                    .isCloseTo(expected.get("softmax").get(id).asDouble(), CLOSE);
            assertThat(candidate.get("sampling_probability").asDouble())
                    .isCloseTo(expected.get("probabilities").get(id).asDouble(), CLOSE);
            if (candidate.get("kept").asBoolean()) {
                kept.add(id);
            }
        }
        assertThat(kept)
                .containsExactlyElementsOf(
                        StreamSupport.stream(expected.get("kept").spliterator(), false)
                                .map(JsonNode::asInt)
                                .toList());
    }

    private static String vector(int size) {
        Random random = new Random(size);
        return IntStream.range(0, size)
                .mapToObj(id -> Double.toString(3 * random.nextGaussian()))
                .collect(Collectors.joining(",", "{\"logits\": [", "]"));
    }

    @Test
    void a_vector_of_50_257_logits_a_megabyte_is_fine() {
        String settings = ", \"settings\": {\"top_k\": 50, \"top_p\": 0.95, \"temperature\": 0.8}, \"top\": 10}";
        Instant start = Instant.now();
        JsonNode answer = post("decode", vector(50_257) + settings).ok();

        assertThat(answer.get("candidates").size()).isBetween(10, 12);
        assertThat(answer.get("everything_else").get("count").asInt()
                        + answer.get("candidates").size())
                .isEqualTo(50_257);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void without_top_all_candidates_are_listed_and_compressed_on_request() throws IOException {
        Answer plain = post("decode", vector(10_000) + "}");
        byte[] packed = send(vector(10_000) + "}");

        assertThat(plain.ok().get("candidates").size()).isEqualTo(10_000);
        assertThat(packed.length).isLessThan(plain.response().body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(plain.response().body());
    }

    @Test
    void more_than_10_000_logits_need_top() {
        Answer answer = post("decode", vector(10_001) + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("top");
        assertThat(answer.message())
                .isEqualTo("top is required for more than 10,000 logits; there are 10,001. Say how many of the best"
                        + " candidates you want, such as \"top\": 200.");
    }

    private static byte[] send(String json) throws IOException {
        java.net.HttpURLConnection connection = (java.net.HttpURLConnection)
                Api.request("decode").build().uri().toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept-Encoding", "gzip");
        connection.getOutputStream().write(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(connection.getContentEncoding()).isEqualTo("gzip");
        return connection.getInputStream().readAllBytes();
    }

    @Test
    void three_hundred_thousand_logits_are_the_most() {
        String most = "{\"logits\": [" + "1,".repeat(299_999) + "1]";

        assertThat(post("decode", most + ", \"top\": 1}").status()).isEqualTo(200);
        Answer more = post("decode", most.replace("1]", "1,1]") + "}");
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.field()).isEqualTo("logits");
        assertThat(more.message()).contains("at most 300000");
    }

    @Test
    void sixteen_mebibytes_are_the_most() {
        int most = 16 * 1024 * 1024;
        String json = "{\"logits\": [1, 2], \"top\": 1}";

        assertThat(post("decode", json + " ".repeat(most - json.length())).status())
                .isEqualTo(200);
        Answer more = post("decode", json + " ".repeat(most - json.length() + 1));
        assertThat(more.status()).isEqualTo(413);
        assertThat(more.message()).contains("16 MiB");
    }

    @Test
    void sixteen_mebibytes_are_the_most_even_without_a_content_length() {
        byte[] body = ("{\"logits\": [1" + " ".repeat(17 * 1024 * 1024) + "]}").getBytes();

        assertThat(post("decode", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .status())
                .isEqualTo(413);
    }
}
