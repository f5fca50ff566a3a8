package logitlab.web.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.step.OpenedLink;

/**
 * Everything that a link computed, as JSON: the model and its digest, the ids of the prompt, and for each lane its settings and each of
 * its steps, with the draw, the token, what these settings and this seed choose, the probabilities in full precision, and which tokens
 * were kept. The same link always has the same receipt, so a receipt has no date.
 *
 * <pre>
 * {"receipt": 1, "link": "/play?v=1&...", "model": "storyteller", "digest": "0b05dadfcc44", "prompt": "Once", "prompt_ids": [0, 442], "seed": 39,
 *  "lanes": {"a": {"decoder": "sample", "settings": {"top_k": 2}, "switches": {}, "ids": [7], "steps": [{"draw": 0.74, "id": 7, "token": " a",
 *      "chosen": 7, "greedy": 7, "model_probability": 0.6, "sampling_probability": 0.8, "from": 0.0, "to": 0.8, "entropy_nats": 2.1,
 *      "kept": {"count": 2, "ids": [7, 12]}}]}},
 *  "sha256": 64 hex digits over all of this, see {@link CanonicalJson}}
 * </pre>
 *
 * <p>After a chat there are {@code chat}, {@code system} and {@code template} next to {@code prompt}, as the link has them.
 *
 * <p>{@code id} is the token in the text and {@code chosen} the one of settings and seed: they differ where a person chose. Ids of kept
 * tokens are in rising order. More than {@link #LISTED} are counted, and {@code sha256} takes the place of the list: SHA-256 over the
 * ids in decimal with commas between them.
 */
public final class Receipt {

    /** The most ids of kept tokens that are listed. */
    static final int LISTED = 20;

    /** The most steps of all lanes together: the receipt of as many has at most 1 MiB. */
    static final int MOST_STEPS = 1500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BIAS = "bias.";
    private static final Set<String> WITH_ITS_OWN_FIELD = Set.of("", "ids", "model", "digest");

    private Receipt() {}

    /** @throws InvalidValueException naming {@code at}, if the lanes have more than {@value #MOST_STEPS} steps together */
    public static ObjectNode of(OpenedLink play) {
        PlayLink link = play.link();
        int steps = play.lanes().values().stream()
                .mapToInt(lane -> lane.ids().size())
                .sum();
        if (steps > MOST_STEPS) {
            throw new InvalidValueException(
                    "at", new Constraint("at-most-steps-in-all", MOST_STEPS), Integer.toString(steps));
        }
        ObjectNode receipt = JSON.objectNode().put("receipt", 1).put("link", "/play?" + link.query());
        putModel(receipt, play.model());
        putPrompt(receipt, link.prompt());
        receipt.set("prompt_ids", ids(play.prompt().ids()));
        receipt.put("seed", link.seed());
        ObjectNode lanes = receipt.putObject("lanes");
        play.lanes()
                .forEach((name, lane) -> lanes.set(name, lane(play, link.lanes().get(name), lane)));
        return receipt.put("sha256", CanonicalJson.sha256(receipt));
    }

    private static void putModel(ObjectNode node, LanguageModel model) {
        node.put("model", model.id()).put("digest", model.card().digest());
    }

    /** With the other parameters of the prompt that the link has, such as the template of a chat. */
    private static void putPrompt(ObjectNode node, PromptLink prompt) {
        prompt.toMap().forEach(node::put);
    }

    /** Model, digest and prompt of a lane are left out if they are the link's. */
    private static ObjectNode lane(OpenedLink play, LaneLink link, Lane lane) {
        ObjectNode node = JSON.objectNode().put("decoder", lane.decoder().key());
        if (link.model().isPresent()) {
            putModel(node, lane.model());
            if (!lane.prompt().equals(play.prompt())) {
                node.set("prompt_ids", ids(lane.prompt().ids()));
            }
        }
        node.set("settings", settings(lane.settings()));
        ObjectNode switches = node.putObject("switches");
        link.switches().byName().forEach(switches::put);
        others(link).forEach(node::put);
        node.set("ids", ids(lane.ids().stream().mapToInt(Integer::intValue)));
        ArrayNode steps = node.putArray("steps");
        IntStream.range(0, lane.ids().size()).forEach(at -> steps.add(step(lane, at)));
        return node;
    }

    /** The parameters of the lane that have no field of their own here, such as its name, as the link has them. */
    private static Map<String, String> others(LaneLink link) {
        Set<String> settings = link.settings().toMap().keySet();
        return link.toMap().entrySet().stream()
                .filter(entry -> !WITH_ITS_OWN_FIELD.contains(entry.getKey()))
                .filter(entry ->
                        !settings.contains(entry.getKey()) && !entry.getKey().startsWith("switch."))
                .collect(Collectors.toMap(entry -> entry.getKey().replace('-', '_'), Map.Entry::getValue));
    }

    /** As in the requests of the API: {@code {"top_p": 0.9, "bias": {"280": 2, "12": null}}}. */
    public static ObjectNode settings(Settings settings) {
        ObjectNode node = JSON.objectNode();
        settings.toMap().forEach((key, value) -> {
            if (key.startsWith(BIAS) && value.equals(Settings.BAN)) {
                node.withObjectProperty("bias").putNull(key.substring(BIAS.length()));
            } else if (key.startsWith(BIAS)) {
                put(node.withObjectProperty("bias"), key.substring(BIAS.length()), value);
            } else {
                put(node, key.replace('-', '_'), value);
            }
        });
        return node;
    }

    private static void put(ObjectNode node, String key, String value) {
        OptionalDouble number = NumberParser.find(value);
        if (number.isPresent()) {
            node.put(key, number.getAsDouble());
        } else {
            node.put(key, value);
        }
    }

    private static ObjectNode step(Lane lane, int at) {
        Step step = lane.step(at);
        int id = lane.ids().get(at);
        Candidate candidate = step.candidate(id);
        ObjectNode node = JSON.objectNode()
                .put("draw", step.draw().u())
                .put("id", id)
                .put("token", lane.model().tokenizer().token(id).text())
                .put("chosen", step.chosen())
                .put("greedy", step.greedy())
                .put("model_probability", candidate.modelProbability())
                .put("sampling_probability", candidate.samplingProbability())
                .put("from", step.reason().from())
                .put("to", step.reason().to())
                .put("entropy_nats", step.entropy());
        int[] kept = step.intervals(step.kept()).stream()
                .mapToInt(Candidate::id)
                .sorted()
                .toArray();
        ObjectNode keptNode = node.putObject("kept").put("count", kept.length);
        if (kept.length <= LISTED) {
            keptNode.set("ids", ids(IntStream.of(kept)));
        } else {
            keptNode.put("sha256", CanonicalJson.sha256(joined(kept)));
        }
        return node;
    }

    private static String joined(int[] ids) {
        return IntStream.of(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static ArrayNode ids(IntStream ids) {
        ArrayNode array = JSON.arrayNode();
        ids.forEach(array::add);
        return array;
    }
}
