package logitlab.model.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;

/**
 * The contents of {@code engine.json}, which names the server that runs the graph of a package.
 *
 * <pre>
 * {"protocol": "open-inference", "url": "http://triton:8000", "model": "storyteller", "timeout_ms": 2000,
 *  "sha256": "9f86d0...", "probe": {"ids": [464, 280], "greedy": 306, "log_sum_exp": 12.25}}
 * </pre>
 *
 * @param url of the server, with the path before {@code /v2} if it has one
 * @param model its name on the server
 * @param timeout for one answer, from 100 ms to 60 s
 * @param sha256 of the graph that the server has, 64 hex digits
 */
public record EngineFile(URI url, String model, Duration timeout, String sha256, Probe probe) {

    /** The name of the file in its package. */
    public static final String NAME = "engine.json";

    /**
     * A text and what the right graph answers to it. An engine that answers something else runs another graph.
     *
     * @param greedy the id with the greatest logit
     * @param logSumExp of all logits, in nats; the engine's must be equal to within 0.001
     */
    public record Probe(Prefix ids, int greedy, double logSumExp) {}

    private static final String PROTOCOL = "open-inference";
    private static final int USUAL_TIMEOUT = 2000;
    private static final int SHORTEST = 100;
    private static final int LONGEST = 60_000;
    private static final int PROBE_IDS = 64;
    private static final Set<String> FIELDS = Set.of("protocol", "url", "model", "timeout_ms", "sha256", "probe");

    /**
     * @param json the contents of the file
     * @param vocabulary the number of tokens of the model
     * @param context how many of them a text may have
     * @throws InvalidPackageException naming the field, the rule, the value and what to write
     */
    public static EngineFile of(Path file, JsonNode json, int vocabulary, int context) throws InvalidPackageException {
        return new Reader(file, json, vocabulary, Math.min(PROBE_IDS, context)).read();
    }

    /** The host, with the port if the address names one: for logs and pages. */
    public String host() {
        return url.getRawAuthority();
    }

    /** @param vocabulary the number of tokens. @param ids the most that a probe may have */
    private record Reader(Path file, JsonNode json, int vocabulary, int ids) {

        EngineFile read() throws InvalidPackageException {
            Set<String> unknown = new TreeSet<>();
            json.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(FIELDS);
            if (!unknown.isEmpty()) {
                throw wrong(
                        "only the fields " + String.join(", ", new TreeSet<>(FIELDS)),
                        unknown.iterator().next(),
                        "Remove the field.");
            }
            require(
                    "protocol",
                    "“" + PROTOCOL + "”",
                    value -> PROTOCOL.equals(value.textValue()),
                    "Only servers of the Open Inference Protocol are known, such as Triton.");
            JsonNode model = require(
                    "model",
                    "a name of letters, digits, dots, hyphens and underscores",
                    value -> matches(value, "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}"),
                    "Write the name that the model has on the server.");
            JsonNode sha256 = require(
                    "sha256",
                    "64 hex digits",
                    value -> matches(value, "[0-9a-fA-F]{64}"),
                    "Write what sha256sum prints for the graph that the server has.");
            return new EngineFile(
                    url(), model.textValue(), timeout(), sha256.textValue().toLowerCase(Locale.ROOT), probe());
        }

        private URI url() throws InvalidPackageException {
            String rule = "an address such as http://host:8000";
            String fix = "Write the address of the server, up to the part before /v2.";
            JsonNode url = require("url", rule, JsonNode::isTextual, fix);
            try {
                URI address = URI.create(url.textValue().replaceFirst("/+$", ""));
                if (address.getRawUserInfo() != null) { // never quoted: it may be a password
                    throw wrong("url, " + rule, "a user name in it", "Remove it; the server must not ask for one.");
                }
                boolean plain = List.of("http", "https").contains(String.valueOf(address.getScheme()))
                        && address.getHost() != null
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null;
                require("url", rule, value -> plain, fix);
                return address;
            } catch (IllegalArgumentException malformed) {
                throw wrong("url, " + rule, "something else", fix);
            }
        }

        private Duration timeout() throws InvalidPackageException {
            JsonNode timeout = require(
                    "timeout_ms",
                    "a whole number from " + SHORTEST + " to " + LONGEST,
                    value -> value.isMissingNode() || isWhole(value, SHORTEST, LONGEST),
                    "Write how many milliseconds an answer may take, or leave it out for " + USUAL_TIMEOUT + ".");
            return Duration.ofMillis(timeout.asInt(USUAL_TIMEOUT));
        }

        private Probe probe() throws InvalidPackageException {
            String fix = "Run the graph on a few tokens once, and write down what it answers.";
            int last = vocabulary - 1;
            JsonNode text = require(
                    "probe.ids",
                    "from 1 to " + ids + " token ids from 0 to " + last,
                    value -> value.isArray()
                            && !value.isEmpty()
                            && value.size() <= ids
                            && elements(value).allMatch(id -> isWhole(id, 0, last)),
                    fix);
            JsonNode greedy =
                    require("probe.greedy", "a token id from 0 to " + last, value -> isWhole(value, 0, last), fix);
            JsonNode sum = require(
                    "probe.log_sum_exp",
                    "a number",
                    value -> value.isNumber() && Double.isFinite(value.doubleValue()),
                    fix);
            int[] prefix = elements(text).mapToInt(JsonNode::intValue).toArray();
            return new Probe(Prefix.of(prefix), greedy.intValue(), sum.doubleValue());
        }

        private static Stream<JsonNode> elements(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false);
        }

        private static boolean matches(JsonNode value, String pattern) {
            return value.isTextual() && value.textValue().matches(pattern);
        }

        private static boolean isWhole(JsonNode value, int least, int most) {
            return value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.intValue() >= least
                    && value.intValue() <= most;
        }

        /** The value of a field such as {@code probe.ids}, or an exception that names the field if the value does not fit. */
        private JsonNode require(String field, String rule, Predicate<JsonNode> fits, String fix)
                throws InvalidPackageException {
            JsonNode value = json.at("/" + field.replace('.', '/'));
            if (!fits.test(value)) {
                String found = value.isMissingNode() ? "nothing" : ServerWords.shortened(value.toString());
                throw wrong(field + ", " + rule, found, fix);
            }
            return value;
        }

        private InvalidPackageException wrong(String rule, String found, String fix) {
            return new InvalidPackageException(file, rule, found, fix);
        }
    }

    /** The address that runs the model. */
    URI infer() {
        return URI.create(url + "/v2/models/" + model + "/infer");
    }
}
