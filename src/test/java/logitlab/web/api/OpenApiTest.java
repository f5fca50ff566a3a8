package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.Goldens;
import logitlab.TestServer;
import logitlab.decoding.Settings;
import logitlab.decoding.beam.BeamSettings;
import logitlab.web.RequestLimiter;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.link.PlayLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation matches the behaviour of the server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiTest {

    private static final JsonNode SPEC = Api.get("openapi.json").ok();

    private static JsonNode at(String pointer) {
        JsonNode node = SPEC.at(pointer);
        assertThat(node.isMissingNode()).as(pointer).isFalse();
        return node.has("$ref") ? at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode operation(String path, String method) {
        return at("/paths/" + path.replace("/", "~1") + "/" + method);
    }

    private static JsonNode responseSchema(String path, String method) {
        return operation(path, method).at("/responses/200/content/application~1json/schema");
    }

    /** The violations of a schema, as "path: complaint". It supports only the keywords that the file uses. */
    private static List<String> complaints(JsonNode schema, JsonNode value, String path) {
        List<String> complaints = new ArrayList<>();
        if (schema.has("$ref")) {
            return complaints(at(schema.get("$ref").asText().substring(1)), value, path);
        }
        if (schema.has("type") && types(schema).noneMatch(type -> isA(type, value))) {
            complaints.add(path + ": is no " + schema.get("type"));
        }
        if (schema.has("enum") && Stream.of(schema.get("enum")).noneMatch(all -> contains(all, value))) {
            complaints.add(path + ": is not one of " + schema.get("enum"));
        }
        schema.path("required").forEach(key -> {
            if (!value.has(key.asText())) {
                complaints.add(path + ": lacks " + key);
            }
        });
        if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(entry -> {
                JsonNode inner = schema.get("properties").get(entry.getKey());
                String innerPath = path + "." + entry.getKey();
                if (inner == null) {
                    complaints.add(innerPath + ": is not documented");
                } else {
                    complaints.addAll(complaints(inner, entry.getValue(), innerPath));
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                complaints.addAll(complaints(schema.get("items"), value.get(i), path + "[" + i + "]"));
            }
        }
        return complaints;
    }

    private static boolean contains(JsonNode all, JsonNode value) {
        for (JsonNode one : all) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<String> types(JsonNode schema) {
        JsonNode type = schema.get("type");
        return type.isArray()
                ? Stream.iterate(0, i -> i < type.size(), i -> i + 1)
                        .map(i -> type.get(i).asText())
                : Stream.of(type.asText());
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException(type);
        };
    }

    @Test
    void every_route_is_documented_and_no_other() {
        List<String> routes = new ArrayList<>();
        Javalin.create(config -> {
            config.events.handlerAdded(route -> routes.add(route.getHttpMethod().name() + " " + route.getPath()));
            new ApiRoutes(null, new HeadScoring(), RequestLimiter.of(2), null).addTo(config.routes);
        });
        List<String> documented = new ArrayList<>();
        SPEC.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(routes).hasSize(11).containsExactlyInAnyOrderElementsOf(documented);
    }

    static Stream<String> references() {
        return SPEC.findValuesAsText("$ref").stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_reference_leads_somewhere(String reference) {
        assertThat(SPEC.at(reference.substring(1)).isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/decode, top", "/api/v1/decode, all"})
    void examples_are_the_live_answers(String path, String example) {
        JsonNode request = operation(path, "post").at("/requestBody/content/application~1json/examples/" + example);
        JsonNode documented =
                operation(path, "post").at("/responses/200/content/application~1json/examples/" + example + "/value");

        JsonNode live = Api.post("decode", request.get("value").toString()).ok();

        assertSame(live, documented, "");
    }

    private static void assertSame(JsonNode live, JsonNode documented, String path) {
        if (live.isNumber()) {
            assertThat(live.asDouble()).as(path).isCloseTo(documented.asDouble(), within(1e-9));
        } else if (live.isContainerNode()) {
            assertThat(live.size()).as(path).isEqualTo(documented.size());
            live.properties()
                    .forEach(entry ->
                            assertSame(entry.getValue(), documented.path(entry.getKey()), path + "." + entry.getKey()));
            for (int i = 0; live.isArray() && i < live.size(); i++) {
                assertSame(live.get(i), documented.get(i), path + "[" + i + "]");
            }
        } else {
            assertThat(live).as(path).isEqualTo(documented);
        }
    }

    @Test
    void the_example_of_a_step_has_the_fields_and_tokens_of_the_live_answer() throws IOException {
        String answer = "/paths/~1api~1v1~1next/post/responses/200/content/application~1json/examples/story/value";
        JsonNode request =
                operation("/api/v1/next", "post").at("/requestBody/content/application~1json/examples/story/value");
        JsonNode live = Api.post("next", request.toString()).ok();
        if (Goldens.WRITE) {
            OpenApiExamples.write(answer, live);
            return;
        }
        JsonNode documented = at(answer);

        assertThat(documented.fieldNames()).toIterable().containsExactlyElementsOf(() -> live.fieldNames());
        assertThat(documented.get("candidates").get(0).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> live.get("candidates").get(0).fieldNames());
        for (String tokens : List.of("prompt_ids", "prefix_tokens", "logits_shape", "greedy", "sampled")) {
            assertThat(documented.get(tokens)).as(tokens).isEqualTo(live.get(tokens));
        }
    }

    @Test
    void the_example_of_a_beam_search_has_the_tokens_of_the_live_answer() throws IOException {
        String answer = "/paths/~1api~1v1~1beam/post/responses/200/content/application~1json/examples/story/value";
        JsonNode request =
                operation("/api/v1/beam", "post").at("/requestBody/content/application~1json/examples/story/value");
        JsonNode live = Api.post("beam", request.toString()).ok();
        if (Goldens.WRITE) {
            OpenApiExamples.write(answer, live);
            return;
        }
        JsonNode documented = at(answer);

        assertThat(documented.findValues("tokens")).isEqualTo(live.findValues("tokens"));
        assertThat(documented.findValues("text")).isEqualTo(live.findValues("text"));
        assertThat(complaints(responseSchema("/api/v1/beam", "post"), live, "")).isEmpty();
        assertThat(complaints(responseSchema("/api/v1/beam", "post"), documented, ""))
                .isEmpty();
    }

    @Test
    void the_example_of_all_futures_is_the_live_answer() throws IOException {
        String answer = "/paths/~1api~1v1~1futures/post/responses/200/content/application~1json/examples/king/value";
        JsonNode request =
                operation("/api/v1/futures", "post").at("/requestBody/content/application~1json/examples/king/value");
        JsonNode live = Api.post("futures", request.toString()).ok();
        if (Goldens.WRITE) {
            OpenApiExamples.write(answer, live);
            return;
        }
        JsonNode documented = at(answer);

        assertThat(complaints(responseSchema("/api/v1/futures", "post"), live, ""))
                .isEmpty();
        assertThat(documented.path("runs")).isEqualTo(live.path("runs"));
        assertThat(documented.findValuesAsText("token")).isEqualTo(live.findValuesAsText("token"));
        assertThat(documented.findValuesAsText("count")).isEqualTo(live.findValuesAsText("count"));
        List<String> probabilities = live.findValuesAsText("path_probability");
        List<String> written = documented.findValuesAsText("path_probability");
        for (int i = 0; i < probabilities.size(); i++) {
            assertThat(Double.parseDouble(written.get(i)))
                    .isCloseTo(Double.parseDouble(probabilities.get(i)), within(1e-4));
        }
    }

    @Test
    void the_example_of_a_model_is_the_live_answer() throws IOException {
        String answer =
                "/paths/~1api~1v1~1models/get/responses/200/content/application~1json/examples/models/value/models/0";
        JsonNode live = Api.get("models").ok().at("/models/0");
        if (Goldens.WRITE) {
            OpenApiExamples.write(answer, live);
            return;
        }

        assertThat(at(answer)).isEqualTo(live);
    }

    /** The figures of a receipt depend on the weights, and in their last digits on the processor. */
    @Test
    void the_examples_of_receipts_are_live_ones() throws IOException {
        String receipt = "/paths/~1api~1v1~1receipt/get/responses/200/content/application~1json/examples/story/value";
        String changed = "/paths/~1api~1v1~1verify/post/requestBody/content/application~1json/examples/seed/value";
        String answer = "/paths/~1api~1v1~1verify/post/responses/200/content/application~1json/examples/seed/value";
        if (Goldens.WRITE) {
            JsonNode live =
                    Api.get("receipt?prompt=Once&seed=39&a=sample&a.top-k=3").ok();
            OpenApiExamples.write(receipt, live);
            ObjectNode other = ((ObjectNode) live.deepCopy()).put("seed", 40);
            OpenApiExamples.write(changed, other);
            OpenApiExamples.write(answer, Api.post("verify", other.toString()).ok());
            return;
        }

        assertThat(Api.post("verify", at(receipt).toString())
                        .ok()
                        .get("verified")
                        .asBoolean())
                .isTrue();
        assertThat(Api.post("verify", at(changed).toString()).ok()).isEqualTo(at(answer));
        assertThat(complaints(responseSchema("/api/v1/receipt", "get"), at(receipt), ""))
                .isEmpty();
        assertThat(complaints(responseSchema("/api/v1/verify", "post"), at(answer), ""))
                .isEmpty();
    }

    @Test
    void the_events_of_a_stream_match_their_schemas() throws IOException {
        String[] events = TestServer.get("/api/v1/stream?prompt=Once&a=greedy&b=sample&steps=1&speed=100")
                .body()
                .split("data: ");
        JsonNode step = Api.JSON.readTree(events[1].split("\n")[0]);
        JsonNode end = Api.JSON.readTree(events[2].split("\n")[0]);

        assertThat(complaints(at("/components/schemas/StreamedStep"), step, "")).isEmpty();
        assertThat(complaints(at("/components/schemas/StreamEnd"), end, "")).isEmpty();
        ObjectNode lane = (ObjectNode) step.at("/lanes/b");
        assertThat(lane.remove("token").has("text")).isTrue();
        lane.putArray("prompt_ids");
        lane.putArray("prefix_tokens");
        assertThat(complaints(at("/components/schemas/NextStep"), lane, "")).isEmpty();
    }

    /** Every key that opens is documented, and no other. */
    @Test
    void the_parameters_of_a_link_are_documented() {
        TreeSet<String> documented = new TreeSet<>();
        for (JsonNode parameter : operation("/api/v1/receipt", "get").get("parameters")) {
            documented.add(
                    at(parameter.get("$ref").asText().substring(1)).get("name").asText());
        }
        assertThat(documented).contains("lanes");
        documented.remove("lanes");
        assertThat(documented).allMatch(PlayLink::isKey).hasSize(13);
        JsonNode lanes = at("/components/parameters/LinkLanes/schema/patternProperties");
        for (String key : List.of(
                "a",
                "b.name",
                "c.model",
                "d.digest",
                "a.ids",
                "a.forced",
                "b.order",
                "c.beams",
                "c.length-penalty",
                "c.early-stopping",
                "b.bias.280",
                "b.repetition-penalty",
                "b.temperature",
                "b.top-k",
                "b.top-p",
                "b.min-p",
                "b.typical-p",
                "b.switch.4.2",
                "b.switch.5.mlp")) {
            assertThat(lanes.properties().stream().filter(property -> key.matches(property.getKey())))
                    .as(key)
                    .hasSize(1);
        }
        for (String setting : Settings.KEYS) {
            assertThat(lanes.toString()).contains(setting);
        }
        for (String setting : BeamSettings.KEYS) {
            assertThat(lanes.toString()).contains(setting);
        }
    }

    @Test
    void live_answers_and_examples_match_their_schemas() {
        JsonNode decode = responseSchema("/api/v1/decode", "post");
        JsonNode next = responseSchema("/api/v1/next", "post");
        JsonNode models = responseSchema("/api/v1/models", "get");
        String story = "{\"model\": \"storyteller\", \"prompt\": \"Once\", \"logits\": true}";

        assertThat(complaints(
                        decode,
                        Api.post("decode", "{\"logits\": [1, null], \"target\": 1}")
                                .ok(),
                        ""))
                .isEmpty();
        assertThat(complaints(
                        decode,
                        Api.post("decode", "{\"logits\": [1, 2], \"top\": 1, \"settings\": {\"top_k\": 1}}")
                                .ok(),
                        ""))
                .isEmpty();
        assertThat(complaints(next, Api.post("next", story).ok(), "")).isEmpty();
        JsonNode inspect = responseSchema("/api/v1/inspect", "post");
        JsonNode example =
                operation("/api/v1/inspect", "post").at("/requestBody/content/application~1json/examples/king/value");
        String all = "\"logits\": true, \"vectors\": true, \"prompt\": \"Once\"}";
        assertThat(complaints(inspect, Api.post("inspect", example.toString()).ok(), ""))
                .isEmpty();
        for (String model : List.of("storyteller", "storyteller-lstm")) {
            String request = "{\"model\": \"%s\", %s".formatted(model, all);
            assertThat(complaints(inspect, Api.post("inspect", request).ok(), ""))
                    .isEmpty();
        }
        assertThat(complaints(models, Api.get("models").ok(), "")).isEmpty();
        JsonNode heads = responseSchema("/api/v1/heads", "get");
        for (String model : List.of("storyteller", "storyteller-lstm")) {
            assertThat(complaints(heads, Api.get("heads?model=" + model).ok(), ""))
                    .isEmpty();
        }
        assertThat(complaints(
                        models,
                        operation("/api/v1/models", "get")
                                .at("/responses/200/content/application~1json/examples/models/value"),
                        ""))
                .isEmpty();
        assertThat(complaints(
                        at("/components/schemas/Error"), Api.post("decode", "[").body(), ""))
                .isEmpty();
    }

    @Test
    void the_schema_check_finds_violations() {
        assertThat(complaints(
                        at("/components/schemas/EverythingElse"),
                        Api.JSON.createObjectNode().put("count", 1.5).put("x", 1),
                        "e"))
                .containsExactlyInAnyOrder(
                        "e: lacks \"model_probability\"",
                        "e: lacks \"sampling_probability\"",
                        "e.count: is no \"integer\"",
                        "e.x: is not documented");
    }

    @Test
    void exactly_the_fields_of_requests_are_documented() {
        Map.of(
                        "DecodeRequest",
                        "decode",
                        "NextRequest",
                        "next",
                        "InspectRequest",
                        "inspect",
                        "FuturesRequest",
                        "futures",
                        "BeamRequest",
                        "beam")
                .forEach((schema, route) -> {
                    String listed = Api.post(route, "{\"?\": 1}").message();
                    String documented = fields("/components/schemas/" + schema + "/properties");
                    assertThat(listed).contains("there are: " + documented + ";");
                });
        assertThat(Api.post("decode", "{\"settings\": {\"?\": 1}}").message())
                .contains("there are: " + fields("/components/schemas/Settings/properties") + ";");
    }

    private static String fields(String pointer) {
        return new TreeSet<>(
                        at(pointer).properties().stream().map(Map.Entry::getKey).toList())
                .stream().collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Malformed  | decode | {"logits": [1,]}
                    Unknown    | next   | {"model": "gpt", "prompt": ""}
                    BrokenRule | decode | {"logits": [1], "settings": {"top_p": 1.5}}
                    """)
    void examples_of_errors_are_the_live_ones(String response, String route, String body) {
        JsonNode documented = at("/components/responses/" + response).at("/content/application~1json/example");

        assertThat(Api.post(route, body).body().at("/error/field")).isEqualTo(documented.at("/error/field"));
        assertThat(Api.post(route, body).message().replaceAll("column \\d+|one of: [^;]+", ""))
                .isEqualTo(documented.at("/error/message").asText().replaceAll("column \\d+|one of: [^;]+", ""));
    }
}
