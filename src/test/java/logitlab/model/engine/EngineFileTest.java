package logitlab.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.SkippedPackage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineFileTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILE = Path.of("models", "far", "engine.json");
    private static final String SHA256 = "0123456789abcdefABCDEF".repeat(3).substring(0, 64);
    private static final String WHOLE = """
            {"protocol": "open-inference", "url": "http://triton.example:8000/v/", "model": "storyteller", "timeout_ms": 1500,
             "sha256": "%s", "probe": {"ids": [5, 9], "greedy": 3, "log_sum_exp": 12}}
            """.formatted(SHA256);

    private static ObjectNode whole() {
        try {
            return (ObjectNode) JSON.readTree(WHOLE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EngineFile read(JsonNode json) throws InvalidPackageException {
        return EngineFile.of(FILE, json, 10, 4);
    }

    @Test
    void every_field_is_read() throws InvalidPackageException {
        EngineFile engine = read(whole());

        assertThat(engine.url()).isEqualTo(URI.create("http://triton.example:8000/v"));
        assertThat(engine.infer()).isEqualTo(URI.create("http://triton.example:8000/v/v2/models/storyteller/infer"));
        assertThat(engine.host()).isEqualTo("triton.example:8000");
        assertThat(engine.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(engine.sha256()).isEqualTo(SHA256.toLowerCase());
        assertThat(engine.probe()).isEqualTo(new EngineFile.Probe(Prefix.of(5, 9), 3, 12));
    }

    @Test
    void without_a_timeout_an_answer_may_take_two_seconds() throws InvalidPackageException {
        ObjectNode json = whole();
        json.remove("timeout_ms");

        assertThat(read(json).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "protocol | `\"grpc\"` | protocol",
                "protocol | null | protocol",
                "url | `\"host:8000\"` | url",
                "url | `\"file:///etc/passwd\"` | url",
                "url | `\"http:///v2\"` | url",
                "url | `\"http://host:8000/?a=1\"` | url",
                "url | `\"http://host:8000/#a\"` | url",
                "url | `\"http://ho st\"` | url",
                "url | 8000 | url",
                "model | `\"../secret\"` | model",
                "model | `\"\"` | model",
                "model | `\"a/b\"` | model",
                "timeout_ms | 99 | timeout_ms",
                "timeout_ms | 60001 | timeout_ms",
                "timeout_ms | 1e3 | timeout_ms",
                "timeout_ms | `\"2000\"` | timeout_ms",
                "sha256 | `\"abc\"` | sha256",
                "probe | 1 | probe.ids",
                "probe | `{\"ids\": [], \"greedy\": 3, \"log_sum_exp\": 12}` | probe.ids",
                "probe | `{\"ids\": [10], \"greedy\": 3, \"log_sum_exp\": 12}` | probe.ids",
                "probe | `{\"ids\": [-1], \"greedy\": 3, \"log_sum_exp\": 12}` | probe.ids",
                "probe | `{\"ids\": [1, 1, 1, 1, 1], \"greedy\": 3, \"log_sum_exp\": 12}` | probe.ids",
                "probe | `{\"ids\": [1], \"greedy\": 10, \"log_sum_exp\": 12}` | probe.greedy",
                "probe | `{\"ids\": [1], \"greedy\": 3}` | probe.log_sum_exp",
                "password | `\"x\"` | only the fields"
            })
    void a_wrong_field_is_named_with_its_rule_and_the_way_out(String field, String value, String rule)
            throws JsonProcessingException {
        ObjectNode json = whole();
        json.set(field, JSON.readTree(value));

        InvalidPackageException wrong = catchThrowableOfType(InvalidPackageException.class, () -> read(json));

        SkippedPackage said = wrong.leftOut("far");
        assertThat(said.path()).endsWith("engine.json");
        assertThat(said.expected()).startsWith(rule);
        assertThat(said.found()).isNotBlank().doesNotContain("java.");
        assertThat(said.fix()).endsWith(".");
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_quoted() {
        ObjectNode json = whole().put("url", "http://me:secret@host:8000");

        InvalidPackageException wrong = catchThrowableOfType(InvalidPackageException.class, () -> read(json));

        assertThat(wrong.sentence()).contains("a user name").doesNotContain("secret");
    }
}
