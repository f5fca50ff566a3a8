package logitlab.web.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.link.OtherWeightsException;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;
import logitlab.web.step.OpenedLink;

/**
 * A receipt that was computed again from its link.
 *
 * <p>Everything must be the same: ids, kept tokens, draws, settings and texts exactly; the probabilities and the entropy of a step to
 * {@value #RELATIVE} of their size or {@value #ABSOLUTE}, because another processor may round the model's logits differently. On the same
 * machine they are the same to the last digit. A receipt that someone changed also has another {@code sha256}.
 *
 * @param verified whether nothing differs
 * @param differences the first {@value #MOST}, in the order of the receipt
 */
public record ReceiptCheck(boolean verified, List<Difference> differences) {

    /** The most bytes that a receipt may have. */
    public static final int MOST_BYTES = 1 << 20;

    static final double RELATIVE = 1e-4;
    static final double ABSOLUTE = 1e-9;

    /** The most differences that are listed. */
    public static final int MOST = 1000;

    private static final String LINK = "/play?";
    private static final Set<String> ROUNDED =
            Set.of("model_probability", "sampling_probability", "from", "to", "entropy_nats");
    private static final Pattern OF_LANE = Pattern.compile("lanes\\.([a-d])\\.(?:(?:steps\\[(\\d{1,6})]\\.)?(.+))");
    private static final Pattern OF_ID = Pattern.compile("ids\\[(\\d{1,6})]");

    /**
     * One value that differs.
     *
     * @param lane null if it is not of a lane
     * @param step null if it is not of a step
     * @param field its path in the lane or the step, otherwise in the receipt
     * @param expected what the receipt says; null if it says nothing
     * @param found what was computed; null if nothing was
     */
    public record Difference(String lane, Integer step, String field, JsonNode expected, JsonNode found) {

        private static Difference of(String path, JsonNode expected, JsonNode found) {
            Matcher lane = OF_LANE.matcher(path);
            if (!lane.matches()) {
                return new Difference(null, null, path, expected, found);
            }
            Matcher id = OF_ID.matcher(lane.group(3));
            return id.matches()
                    ? new Difference(lane.group(1), Integer.valueOf(id.group(1)), "ids", expected, found)
                    : new Difference(
                            lane.group(1),
                            lane.group(2) == null ? null : Integer.valueOf(lane.group(2)),
                            lane.group(3),
                            expected,
                            found);
        }
    }

    /**
     * Computes a receipt again.
     *
     * @throws InvalidValueException if it has no link, or a link that this server cannot open
     */
    public static ReceiptCheck of(JsonNode receipt, Models models) {
        return of(receipt, models, Permit.AT_ONCE);
    }

    /** The same as long work. @param permit for each run of a search, for each other lane, and for what is made of them */
    public static ReceiptCheck of(JsonNode receipt, Models models, Permit permit) {
        if (!(receipt instanceof ObjectNode given)) {
            throw new InvalidValueException("receipt", new Constraint("json-object"), receipt.toString());
        }
        Map<String, JsonNode> expected = CanonicalJson.values(given);
        List<Difference> differences = new ArrayList<>();
        JsonNode stated = given.path("sha256");
        String computed = CanonicalJson.sha256(given);
        if (!computed.equals(stated.textValue())) {
            differences.add(Difference.of("sha256", stated, JsonNodeFactory.instance.textNode(computed)));
        }
        try {
            OpenedLink play = open(given, models, permit);
            compare(expected, CanonicalJson.values(permit.run(() -> Receipt.of(play))), differences);
        } catch (OtherWeightsException other) {
            other.link().others().forEach(weights -> differences.add(digest(weights)));
        }
        return new ReceiptCheck(
                differences.isEmpty(), List.copyOf(differences.subList(0, Math.min(MOST, differences.size()))));
    }

    private static OpenedLink open(ObjectNode receipt, Models models, Permit permit) {
        JsonNode link = receipt.path("link");
        if (!link.isTextual()) {
            throw new InvalidValueException("link", new Constraint("required"), "");
        }
        String address = link.textValue();
        if (!address.startsWith(LINK)) {
            throw new InvalidValueException("link", new Constraint("link-of-the-playground"), address);
        }
        return OpenedLink.open(PlayLink.parse(Query.parse(address.substring(LINK.length())), models), models, permit);
    }

    private static Difference digest(Weights weights) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (weights.haveSameFiles()) {
            return new Difference(
                    null,
                    null,
                    "template",
                    json.textNode(weights.template().orElseThrow()),
                    weights.today()
                            .chatTemplate()
                            .<JsonNode>map(template -> json.textNode(template.digest()))
                            .orElse(json.nullNode()));
        }
        return weights.isGone()
                ? new Difference(
                        null, null, "model", json.textNode(weights.model().orElseThrow()), json.nullNode())
                : new Difference(
                        null,
                        null,
                        "digest",
                        weights.digest().<JsonNode>map(json::textNode).orElse(json.nullNode()),
                        json.textNode(weights.today().card().digest()));
    }

    private static void compare(
            Map<String, JsonNode> expected, Map<String, JsonNode> found, List<Difference> differences) {
        Set<String> paths = new LinkedHashSet<>(expected.keySet());
        paths.addAll(found.keySet());
        paths.remove("sha256");
        for (String path : paths) {
            JsonNode one = expected.get(path);
            JsonNode other = found.get(path);
            if (one == null || other == null || !same(path, one, other)) {
                differences.add(Difference.of(path, one, other));
            }
        }
    }

    private static boolean same(String path, JsonNode one, JsonNode other) {
        if (!one.isNumber() || !other.isNumber()) {
            return one.equals(other);
        }
        double a = one.doubleValue();
        double b = other.doubleValue();
        boolean rounded = ROUNDED.contains(path.substring(path.lastIndexOf('.') + 1)) && path.contains(".steps[");
        return a == b
                || rounded && Math.abs(a - b) <= Math.max(ABSOLUTE, RELATIVE * Math.max(Math.abs(a), Math.abs(b)));
    }
}
