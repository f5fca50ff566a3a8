package logitlab.model.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import logitlab.decoding.Prefix;

/**
 * One request of the Open Inference Protocol, with its tensors as binary data after the JSON that describes them.
 *
 * <pre>
 * {"inputs": [{"name": "input_ids", "shape": [1, 2], "datatype": "INT64", "parameters": {"binary_data_size": 16}}, ...],
 *  "outputs": [{"name": "logits", "parameters": {"binary_data": true}}]}  and then 16 bytes for each of the two inputs
 * </pre>
 *
 * @param json how many bytes the JSON has
 * @see <a href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">the protocol</a>
 * @see <a href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">binary data</a>
 */
record InferenceMessage(byte[] body, int json) {

    /** The header that says how many bytes of a body are JSON. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final String LOGITS = "logits";
    private static final String BINARY_SIZE = "binary_data_size";

    /** The most bytes of JSON around the numbers of an answer. */
    private static final int AROUND = 1 << 16;

    /** The most characters that a number and the comma after it take in JSON. */
    private static final int DIGITS = 32;

    /** @param texts of one length */
    static InferenceMessage request(List<Prefix> texts) {
        int length = texts.get(0).size();
        int bytes = texts.size() * length * Long.BYTES;
        ObjectNode request = JSON.createObjectNode();
        ArrayNode inputs = request.putArray("inputs");
        for (String name : List.of("input_ids", "attention_mask")) {
            ObjectNode input = inputs.addObject().put("name", name).put("datatype", "INT64");
            input.putArray("shape").add(texts.size()).add(length);
            input.putObject("parameters").put(BINARY_SIZE, bytes);
        }
        request.putObject("parameters").put("binary_data_output", true);
        ObjectNode output = request.putArray("outputs").addObject().put("name", LOGITS);
        output.putObject("parameters").put("binary_data", true);
        byte[] json = bytes(request);
        ByteBuffer body = ByteBuffer.allocate(json.length + 2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        body.put(json);
        texts.forEach(text -> text.ids().forEach(body::putLong));
        while (body.hasRemaining()) {
            body.putLong(1);
        }
        return new InferenceMessage(body.array(), json.length);
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can be written", impossible);
        }
    }

    /** The most bytes that an answer with this many logits may have. */
    static int mostBytes(int texts, int vocabulary) {
        return (int) Math.min(Integer.MAX_VALUE - 8, AROUND + (long) DIGITS * texts * vocabulary);
    }

    /**
     * The logits in an answer, one row for each text. Servers without the extension write the numbers as JSON.
     *
     * @param json how many bytes of the body are JSON; all of them if the server does not say
     * @throws EngineException if the answer is not what the request asked for
     */
    static List<float[]> logits(byte[] body, OptionalLong json, int texts, int vocabulary) throws EngineException {
        long length = json.orElse(body.length);
        if (length < 0 || length > body.length) {
            throw wrong(JSON_LENGTH + " within the answer's " + body.length + " bytes", Long.toString(length));
        }
        JsonNode outputs = read(body, (int) length).path("outputs");
        long from = length;
        for (JsonNode output : outputs) {
            JsonNode size = output.path("parameters").path(BINARY_SIZE);
            if (output.path("name").asText().equals(LOGITS)) {
                requireShape(output, texts, vocabulary);
                float[] all = size.isMissingNode()
                        ? written(output.path("data"), texts * vocabulary)
                        : binary(body, from, size.asLong(-1), texts * vocabulary);
                return rows(all, vocabulary);
            }
            from += Math.max(0, size.asLong());
        }
        throw wrong(
                "an output called " + LOGITS,
                ServerWords.shortened(outputs.findValuesAsText("name").toString()));
    }

    private static JsonNode read(byte[] body, int length) throws EngineException {
        try {
            return JSON.readTree(body, 0, length);
        } catch (IOException e) {
            throw wrong("JSON", "something else");
        }
    }

    private static void requireShape(JsonNode output, int texts, int vocabulary) throws EngineException {
        String expected = "FP32 [%d, 1, %d], of the last position alone".formatted(texts, vocabulary);
        ArrayNode shape = JSON.createArrayNode().add(texts).add(1).add(vocabulary);
        if (!output.path("datatype").asText().equals("FP32") || !sameShape(output.path("shape"), shape)) {
            throw wrong(
                    expected,
                    ServerWords.shortened(output.path("datatype").asText() + " "
                            + output.path("shape").toString().replace(",", ", ")));
        }
    }

    private static boolean sameShape(JsonNode found, JsonNode expected) {
        if (found.size() != expected.size()) {
            return false;
        }
        Iterator<JsonNode> each = expected.iterator();
        for (JsonNode size : found) {
            if (!size.isIntegralNumber() || size.asLong() != each.next().asLong()) {
                return false;
            }
        }
        return true;
    }

    private static float[] binary(byte[] body, long from, long size, int count) throws EngineException {
        if (size != (long) Float.BYTES * count || from + size > body.length) {
            throw wrong(
                    (long) Float.BYTES * count + " bytes of logits",
                    size != (long) Float.BYTES * count ? Long.toString(size) : Long.toString(body.length - from));
        }
        float[] values = new float[count];
        ByteBuffer.wrap(body, (int) from, (int) size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** Numbers in one list or in lists of lists, as the protocol allows. */
    private static float[] written(JsonNode data, int count) throws EngineException {
        float[] values = new float[count];
        int found = fill(values, 0, data);
        if (found != count) {
            throw wrong(count + " logits", Integer.toString(found));
        }
        return values;
    }

    private static int fill(float[] values, int from, JsonNode data) throws EngineException {
        int next = from;
        for (JsonNode value : data) {
            if (value.isArray()) {
                next = fill(values, next, value);
            } else if (value.isNumber() && next < values.length) {
                values[next] = (float) value.doubleValue();
                next++;
            } else {
                throw wrong(values.length + " numbers", ServerWords.shortened(value.toString()));
            }
        }
        return next;
    }

    private static List<float[]> rows(float[] all, int width) {
        List<float[]> rows = new ArrayList<>();
        for (int at = 0; at < all.length; at += width) {
            rows.add(Arrays.copyOfRange(all, at, at + width));
        }
        return rows;
    }

    /** What went wrong on the server, in its own words; empty if it does not say. */
    static String error(byte[] body) {
        try {
            return ServerWords.shortened(JSON.readTree(body).path("error").asText());
        } catch (IOException none) {
            return "";
        }
    }

    private static EngineException wrong(String expected, String found) {
        return new EngineException(
                EngineException.Kind.WRONG,
                "expected " + expected + ", found " + (found.isEmpty() ? "nothing" : found));
    }
}
