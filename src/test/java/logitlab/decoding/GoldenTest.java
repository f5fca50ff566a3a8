package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agreement with an independent oracle: Hugging Face transformers 5.18.0 on torch 2.13.0 in float64; {@code decoding/golden.json}
 * names it under {@code oracle}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(GoldenTest.class.getResourceAsStream("/decoding/golden.json"))
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(one -> Arguments.of(one.get("name").asText(), one));
    }

    @Test
    void every_case_is_read() throws IOException {
        assertThat(cases()).hasSize(86);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agrees_with_transformers(String name, JsonNode one) {
        JsonNode expected = one.get("expected");
        Logits logits = Logits.of(doubles(one.get("logits"), Double.NEGATIVE_INFINITY));
        JsonNode sampled = expected.get("sampled");
        Draw draw = new Draw(sampled.get("seed").asLong(), sampled.get("step").asInt());
        Prefix prefix = Prefix.of(ids(one.get("prefix")));
        Settings settings = settings(one.get("settings"));
        Step step = Step.of(logits, prefix, Decoder.SAMPLE.stages(settings), draw);
        Step greedy = Step.of(logits, prefix, Decoder.GREEDY.stages(settings), draw);

        Distribution softmax = logits.softmax();
        for (int id = 0; id < logits.size(); id++) {
            assertThat(softmax.at(id)).isCloseTo(expected.get("softmax").get(id).asDouble(), CLOSE);
            assertThat(step.candidate(id).modelProbability())
                    .isCloseTo(expected.get("softmax").get(id).asDouble(), CLOSE);
            assertThat(step.candidate(id).samplingProbability())
                    .isCloseTo(expected.get("probabilities").get(id).asDouble(), CLOSE);
        }
        assertThat(logits.logSumExp()).isCloseTo(expected.get("log_sum_exp").asDouble(), CLOSE);
        assertThat(softmax.entropy()).isCloseTo(expected.get("entropy_nats").asDouble(), CLOSE);
        assertThat(logits.crossEntropy(expected.get("target").asInt()))
                .isCloseTo(expected.get("cross_entropy_nats").asDouble(), CLOSE);
        assertThat(step.all().stream().filter(Candidate::kept).map(Candidate::id))
                .containsExactlyElementsOf(ids(expected.get("kept")));
        assertThat(step.greedy()).isEqualTo(expected.get("greedy").asInt());
        assertThat(greedy.chosen()).isEqualTo(expected.get("greedy").asInt());
        assertThat(draw.u()).isEqualTo(sampled.get("draw").asDouble());
        assertThat(step.chosen()).isEqualTo(sampled.get("token").asInt());
    }

    private static Settings settings(JsonNode json) {
        Map<String, String> words = new LinkedHashMap<>();
        json.properties().forEach(setting -> {
            if (setting.getKey().equals("bias")) {
                setting.getValue()
                        .properties()
                        .forEach(bias -> words.put(
                                "bias." + bias.getKey(), bias.getValue().asText()));
            } else {
                words.put(setting.getKey().replace('_', '-'), setting.getValue().asText());
            }
        });
        return Settings.of(words);
    }

    private static double[] doubles(JsonNode array, double absent) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(value -> value.isNull() ? absent : value.asDouble())
                .toArray();
    }

    private static List<Integer> ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
