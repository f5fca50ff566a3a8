package logitlab.model.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;

/**
 * What {@code engine.json} says: the server that a package runs on in place of a graph of its own.
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
     * A text and what the graph answers to it, by which the right graph is known.
     *
     * @param greedy the id with the greatest logit
     * @param logSumExp of all logits, which must agree to 0.001
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
        return new Reader(file, vocabulary, Math.min(PROBE_IDS, context)).read(json);
    }

    /** The host, with the port if the address names one: for logs and pages. */
    public String host() {
        return url.getRawAuthority();
    }

    /** @param vocabulary the number of tokens. @param ids the most that a probe may have */
    private record Reader(Path file, int vocabulary, int ids) {

        EngineFile read(JsonNode json) throws InvalidPackageException {
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
                    PROTOCOL.equals(json.path("protocol").textValue()),
                    "protocol, “" + PROTOCOL + "”",
                    json.path("protocol"),
                    "Only servers of the Open Inference Protocol are known, such as Triton.");
            JsonNode model = json.path("model");
            require(
                    model.isTextual() && model.textValue().matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}"),
                    "model, a name of letters, digits, dots, hyphens and underscores",
                    model,
                    "Write the name that the model has on the server.");
            JsonNode sha256 = json.path("sha256");
            require(
                    sha256.isTextual() && sha256.textValue().matches("[0-9a-fA-F]{64}"),
                    "sha256, 64 hex digits",
                    sha256,
                    "Write what sha256sum prints for the graph that the server has.");
            return new EngineFile(
                    url(json.path("url")),
                    model.textValue(),
                    timeout(json.path("timeout_ms")),
                    sha256.textValue().toLowerCase(Locale.ROOT),
                    probe(json.path("probe")));
        }

        private URI url(JsonNode url) throws InvalidPackageException {
            String rule = "url, an address such as http://host:8000";
            String fix = "Write the address of the server, up to the part before /v2.";
            try {
                require(url.isTextual(), rule, url, fix);
                URI address = URI.create(url.textValue().replaceFirst("/+$", ""));
                if (address.getRawUserInfo() != null) { // never quoted: it may be a password
                    throw wrong(rule, "a user name in it", "Remove it; the server must not ask for one.");
                }
                require(
                        List.of("http", "https").contains(String.valueOf(address.getScheme()))
                                && address.getHost() != null
                                && address.getRawQuery() == null
                                && address.getRawFragment() == null,
                        rule,
                        url,
                        fix);
                return address;
            } catch (IllegalArgumentException malformed) {
                throw wrong(rule, "something else", fix);
            }
        }

        private Duration timeout(JsonNode timeout) throws InvalidPackageException {
            if (timeout.isMissingNode()) {
                return Duration.ofMillis(USUAL_TIMEOUT);
            }
            require(
                    isWhole(timeout, SHORTEST, LONGEST),
                    "timeout_ms, a whole number from " + SHORTEST + " to " + LONGEST,
                    timeout,
                    "Write how many milliseconds an answer may take, or leave it out for " + USUAL_TIMEOUT + ".");
            return Duration.ofMillis(timeout.intValue());
        }

        private Probe probe(JsonNode probe) throws InvalidPackageException {
            String fix = "Run the graph on a few tokens once, and write down what it answers.";
            JsonNode text = probe.path("ids");
            require(
                    text.isArray()
                            && !text.isEmpty()
                            && text.size() <= ids
                            && StreamSupport.stream(text.spliterator(), false)
                                    .allMatch(id -> isWhole(id, 0, vocabulary - 1)),
                    "probe.ids, from 1 to " + ids + " token ids from 0 to " + (vocabulary - 1),
                    text,
                    fix);
            JsonNode greedy = probe.path("greedy");
            require(
                    isWhole(greedy, 0, vocabulary - 1),
                    "probe.greedy, a token id from 0 to " + (vocabulary - 1),
                    greedy,
                    fix);
            JsonNode sum = probe.path("log_sum_exp");
            require(sum.isNumber() && Double.isFinite(sum.doubleValue()), "probe.log_sum_exp, a number", sum, fix);
            int[] prefix = StreamSupport.stream(text.spliterator(), false)
                    .mapToInt(JsonNode::intValue)
                    .toArray();
            return new Probe(Prefix.of(prefix), greedy.intValue(), sum.doubleValue());
        }

        private static boolean isWhole(JsonNode value, int least, int most) {
            return value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.intValue() >= least
                    && value.intValue() <= most;
        }

        private void require(boolean holds, String rule, JsonNode value, String fix) throws InvalidPackageException {
            if (!holds) {
                throw wrong(rule, value.isMissingNode() ? "nothing" : ServerWords.shortened(value.toString()), fix);
            }
        }

        private InvalidPackageException wrong(String rule, String found, String fix) {
            return new InvalidPackageException(file, rule, found, fix);
        }
    }

    /** The address at which it runs. */
    URI infer() {
        return URI.create(url + "/v2/models/" + model + "/infer");
    }
}
