package logitlab.web.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import logitlab.TestServer;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.receipt.ReceiptCheck.Difference;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The receipt of a link, changed in every way that a person could change it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Models MODELS = TestServer.models();
    private static final String LINK = "prompt=The+king%27s+%22cat%22&seed=42&at=2&a=greedy"
            + "&b=sample&b.name=wild&b.temperature=0.8&b.top-k=6&b.bias.280=2&b.switch.1.1=0&c=sample&c.model=storyteller-lstm&c.top-p=0.99";

    private static OpenedLink open(String query) {
        return OpenedLink.open(PlayLink.parse(Query.parse(query), MODELS), MODELS);
    }

    private static ObjectNode receipt(String query) {
        return Receipt.of(open(query));
    }

    /** As it comes back from a file. */
    private static ObjectNode read(JsonNode receipt) {
        try {
            return (ObjectNode) JSON.readTree(receipt.toPrettyString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Difference> differences(JsonNode receipt) {
        ReceiptCheck check = ReceiptCheck.of(receipt, MODELS);
        assertThat(check.verified()).isEqualTo(check.differences().isEmpty());
        return check.differences();
    }

    @Test
    void it_has_what_the_step_has() {
        OpenedLink play = open(LINK);
        ObjectNode receipt = Receipt.of(play);

        assertThat(receipt.at("/lanes/b/settings").toString())
                .isEqualTo("{\"bias\":{\"280\":2.0},\"temperature\":0.8,\"top_k\":6.0}");
        assertThat(receipt.at("/lanes/b/switches").toString()).isEqualTo("{\"1.1\":0.0}");
        assertThat(receipt.at("/lanes/b/name").asText()).isEqualTo("wild");
        assertThat(receipt.at("/lanes/c/model").asText()).isEqualTo("storyteller-lstm");
        assertThat(receipt.at("/lanes/a").has("model")).isFalse();
        for (String name : List.of("a", "b", "c")) {
            for (int at = 0; at < 3; at++) {
                Step step = play.lanes().get(name).step(at);
                JsonNode one = receipt.at("/lanes/" + name + "/steps/" + at);
                assertThat(one.get("draw").asDouble()).isEqualTo(step.draw().u());
                assertThat(one.get("chosen").asInt()).isEqualTo(step.chosen());
                assertThat(one.get("to").asDouble()).isEqualTo(step.reason().to());
                List<Integer> kept = step.all().stream()
                        .filter(Candidate::kept)
                        .map(Candidate::id)
                        .toList();
                assertThat(one.at("/kept/count").asInt()).isEqualTo(kept.size());
                if (kept.size() <= 20) {
                    assertThat(one.at("/kept/ids").toString())
                            .isEqualTo(kept.toString().replace(" ", ""));
                } else {
                    String joined = kept.stream().map(String::valueOf).collect(Collectors.joining(","));
                    assertThat(one.at("/kept/sha256").asText()).isEqualTo(CanonicalJson.sha256(joined));
                }
            }
        }
    }

    @Test
    void it_is_verified_when_it_comes_back_in_any_layout() throws IOException {
        ObjectNode receipt = receipt(LINK);
        // as a program writes it that sorts keys and writes 1 for 1.0
        ObjectNode sorted = (ObjectNode) sorted(read(receipt));

        assertThat(differences(read(receipt))).isEmpty();
        assertThat(differences(sorted)).isEmpty();
        assertThat(differences(JSON.readTree(sorted.toString().replaceAll("\\.0([,}\\]])", "$1"))))
                .isEmpty();
        assertThat(read(receipt(LINK))).isEqualTo(read(receipt));
    }

    private static JsonNode sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        new TreeSet<>(node.properties().stream().map(Map.Entry::getKey).toList())
                .descendingSet()
                .forEach(key -> sorted.set(key, sorted(node.get(key))));
        return sorted;
    }

    /** Each value in turn: the digest shows it, and if the digest was computed again, the value itself differs. */
    @Test
    void each_changed_value_is_told() {
        ObjectNode receipt = read(receipt(LINK));
        for (String path : CanonicalJson.values(receipt).keySet()) {
            if (path.equals("sha256") || path.equals("link")) {
                continue;
            }
            ObjectNode changed = receipt.deepCopy();
            change(changed, path);
            assertThat(differences(changed))
                    .as(path)
                    .extracting(Difference::field)
                    .contains("sha256")
                    .hasSize(2);

            changed.put("sha256", CanonicalJson.sha256(changed));
            List<Difference> told = differences(changed);
            assertThat(told).as(path).hasSize(1);
            assertThat(path).contains(told.get(0).field());
            if (path.startsWith("lanes.b.steps[1]")) {
                assertThat(told.get(0).lane()).isEqualTo("b");
                assertThat(told.get(0).step()).isEqualTo(1);
            }
        }
    }

    private static void change(ObjectNode receipt, String path) {
        String pointer = "/" + path.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/');
        pointer = pointer.replaceAll("switches/1/1$", "switches/1.1");
        String key = pointer.substring(pointer.lastIndexOf('/') + 1);
        JsonNode parent = receipt.at(pointer.substring(0, pointer.lastIndexOf('/')));
        JsonNode old = receipt.at(pointer);
        assertThat(old.isMissingNode()).as(path).isFalse();
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode other = old.isNumber()
                ? json.numberNode(old.isIntegralNumber() ? old.asLong() + 1 : old.asDouble() + 0.001)
                : old.isTextual() ? json.textNode(old.asText() + "x") : json.textNode("x");
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), other);
        } else {
            ((ObjectNode) parent).set(key, other);
        }
    }

    @Test
    void another_link_changes_what_follows_from_it() {
        ObjectNode receipt = read(receipt(LINK));
        receipt.put("link", receipt.get("link").asText().replace("seed=42", "seed=43"));

        List<Difference> told = differences(receipt);

        assertThat(told).extracting(Difference::field).contains("sha256", "seed", "draw", "chosen");
        Difference seed = told.stream()
                .filter(one -> one.field().equals("seed"))
                .findFirst()
                .orElseThrow();
        assertThat(seed.expected().asInt()).isEqualTo(42);
        assertThat(seed.found().asInt()).isEqualTo(43);
    }

    @Test
    void what_is_missing_and_what_is_added_is_told() {
        ObjectNode receipt = read(receipt(LINK));
        ((ArrayNode) receipt.at("/lanes/a/ids")).remove(2);
        ((ObjectNode) receipt.at("/lanes/b/steps/0")).remove("draw");
        receipt.put("note", "mine");

        List<Difference> told = differences(receipt);

        assertThat(told)
                .extracting(one -> one.lane() + " " + one.step() + " " + one.field())
                .containsExactlyInAnyOrder("null null sha256", "a 2 ids", "b 0 draw", "null null note");
        assertThat(told.stream()
                        .filter(one -> one.field().equals("draw"))
                        .findFirst()
                        .orElseThrow()
                        .expected())
                .isNull();
        assertThat(told.stream()
                        .filter(one -> one.field().equals("note"))
                        .findFirst()
                        .orElseThrow()
                        .found())
                .isNull();
    }

    /** Another processor may round a logit differently, which moves a probability in the sixth digit, but never a token or a draw. */
    @Test
    void probabilities_may_differ_by_rounding_and_nothing_else_may() {
        ObjectNode receipt = read(receipt(LINK));
        for (String field : List.of("model_probability", "sampling_probability", "from", "to", "entropy_nats")) {
            ObjectNode step = (ObjectNode) receipt.at("/lanes/b/steps/1");
            step.put(field, step.get(field).asDouble() * (1 + 1e-5));
        }
        receipt.put("sha256", CanonicalJson.sha256(receipt));
        assertThat(differences(receipt)).isEmpty();

        ObjectNode step = (ObjectNode) receipt.at("/lanes/b/steps/1");
        step.put("draw", Math.nextUp(step.get("draw").asDouble()));
        step.put("model_probability", step.get("model_probability").asDouble() * (1 + 1e-3));
        receipt.put("sha256", CanonicalJson.sha256(receipt));
        assertThat(differences(receipt)).extracting(Difference::field).containsExactly("draw", "model_probability");
    }

    @Test
    void a_token_chosen_by_hand_is_told_in_the_receipt_and_verified() {
        ObjectNode receipt = read(receipt("prompt=Once&at=1&a=greedy&a.ids=1.2"));

        assertThat(receipt.at("/lanes/a/steps/0/id").asInt()).isEqualTo(1);
        assertThat(receipt.at("/lanes/a/steps/0/chosen").asInt()).isNotEqualTo(1);
        assertThat(differences(receipt)).isEmpty();
    }

    @Test
    void a_key_that_looks_like_the_path_of_another_value_is_refused() {
        ObjectNode receipt = read(receipt("prompt=Once&at=0&a=greedy"));
        receipt.put("lanes.a.decoder", receipt.at("/lanes/a/decoder").asText());
        ((ObjectNode) receipt.at("/lanes/a")).put("decoder", "sample");
        receipt.remove("sha256");

        assertThatThrownBy(() -> ReceiptCheck.of(receipt, MODELS))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("lanes.a.decoder"));
    }

    @Test
    void a_forced_token_is_no_difference_and_keeps_its_draw() {
        String drawn = "prompt=Once&seed=42&at=2&a=sample&a.top-k=5";
        JsonNode plain = receipt(drawn).at("/lanes/a/steps/1");
        int other = plain.at("/kept/ids/0").asInt() == plain.get("id").asInt()
                ? plain.at("/kept/ids/1").asInt()
                : plain.at("/kept/ids/0").asInt();
        OpenedLink play = open(drawn);
        ObjectNode receipt = read(
                Receipt.of(OpenedLink.open(play.link().at(1).choose("a", other).at(2), MODELS)));

        JsonNode forced = receipt.at("/lanes/a/steps/1");
        assertThat(receipt.at("/lanes/a/forced").asText()).isEqualTo("1");
        assertThat(forced.get("id").asInt()).isEqualTo(other);
        assertThat(forced.get("chosen")).isEqualTo(plain.get("id"));
        assertThat(forced.get("draw").asDouble()).isEqualTo(plain.get("draw").asDouble());
        assertThat(differences(receipt)).isEmpty();

        receipt.put("link", receipt.get("link").asText().replace("&a.forced=1", ""));
        receipt.put("sha256", CanonicalJson.sha256(receipt));
        assertThat(differences(receipt)).extracting(Difference::field).containsExactly("forced");
    }

    @Test
    void a_beam_search_is_searched_again() {
        ObjectNode receipt = read(receipt("prompt=The+old+fox&at=4&a=beam&a.beams=3"));
        assertThat(receipt.at("/lanes/a/decoder").asText()).isEqualTo("beam");
        assertThat(receipt.at("/lanes/a/beams").asText()).isEqualTo("3");
        assertThat(differences(receipt)).isEmpty();

        ObjectNode step = (ObjectNode) receipt.at("/lanes/a/steps/2");
        step.put("chosen", step.get("chosen").asInt() + 1);
        receipt.put("sha256", CanonicalJson.sha256(receipt));
        assertThat(differences(receipt)).extracting(Difference::field).containsExactly("chosen");
    }

    @Test
    void other_weights_are_the_only_difference() {
        ObjectNode receipt = read(receipt("prompt=Once&at=0&a=greedy"));
        receipt.put("link", receipt.get("link").asText().replaceFirst("digest=[0-9a-f]{12}", "digest=000000000000"));
        receipt.put("digest", "000000000000");
        receipt.put("sha256", CanonicalJson.sha256(receipt));

        assertThat(differences(receipt)).singleElement().satisfies(told -> {
            assertThat(told.field()).isEqualTo("digest");
            assertThat(told.expected().asText()).isEqualTo("000000000000");
            assertThat(told.found().asText()).isEqualTo(MODELS.first().card().digest());
        });
    }

    @Test
    void what_is_no_receipt_is_refused() {
        for (String[] wrong : new String[][] {
            {"[]", "receipt"},
            {"{}", "link"},
            {"{\"link\": 5}", "link"},
            {"{\"link\": \"/inside?v=1\"}", "link"},
            {"{\"link\": \"/play?v=1&seed=x\"}", "seed"}
        }) {
            assertThatThrownBy(() -> ReceiptCheck.of(JSON.readTree(wrong[0]), MODELS))
                    .as(wrong[0])
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo(wrong[1]));
        }
    }

    /** Four lanes as long as the model reads: the largest receipt that this server's models can have. */
    @Test
    void the_longest_receipt_fits_into_the_body_of_a_request() {
        String ids = "9t" + ".9t".repeat(249);
        String lanes = List.of("a", "b", "c", "d").stream()
                .map(lane -> "&" + lane + "=sample&" + lane + ".top-k=20&" + lane + ".ids=" + ids)
                .collect(Collectors.joining());
        ObjectNode receipt = receipt("prompt=Once&at=249" + lanes);

        assertThat(receipt.toString().getBytes(StandardCharsets.UTF_8).length * 1500 / 1000)
                .isBetween(500_000, ReceiptCheck.MOST_BYTES);
        assertThat(CanonicalJson.values(receipt).size() * 1500 / 1000).isLessThan(CanonicalJson.MOST_VALUES);
        assertThat(ReceiptCheck.of(receipt, MODELS).verified()).isTrue();
    }

    @Test
    void every_link_on_these_models_has_a_receipt() {
        assertThat(Receipt.MOST_STEPS).isGreaterThan(4 * MODELS.first().card().contextLength());
    }

    /** The lines of a small document, and their digest by another program: {@code printf 'a={}\nb[0]=3ff0000000000000\nb[1]="x\n' | sha256sum}. */
    @Test
    void the_digest_can_be_computed_elsewhere() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree("{\"b\": [1, \"x\"], \"a\": {}, \"sha256\": \"?\"}");

        assertThat(CanonicalJson.sha256(document))
                .isEqualTo("40122dfb13271ccdc9a80bda1f294a8ddd8b9f0bc5bd026e8881c088875f9784");
        assertThat(CanonicalJson.sha256((ObjectNode) JSON.readTree("{\"a\": {}, \"b\": [1.0, \"x\"]}")))
                .isEqualTo(CanonicalJson.sha256(document));
    }
}
