package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import logitlab.ProgramOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The Compose file follows the Compose Specification, and names only what the program has.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec">The schema in the tests' resources, Apache-2.0</a>
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComposeTest {

    private static final JsonNode COMPOSE = DeployFiles.yaml("compose/compose.yaml");
    private static final JsonNode APP = COMPOSE.at("/services/app");
    private static final JsonNode CADDY = COMPOSE.at("/services/caddy");

    private static JsonSchema schema() throws IOException {
        try (InputStream in = ComposeTest.class.getResourceAsStream("/deploy/compose-spec.json")) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(in);
            schema.remove("$id"); // is not an address
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        }
    }

    @Test
    void the_file_follows_the_specification() throws IOException {
        assertThat(schema().validate(COMPOSE)).isEmpty();
        ObjectNode wrong = COMPOSE.deepCopy();
        ((ObjectNode) wrong.at("/services/app")).put("readonly", true);
        assertThat(schema().validate(wrong)).singleElement().asString().contains("readonly");
    }

    @Test
    void the_program_has_every_setting_and_takes_its_value() {
        Map<String, String> settings = new HashMap<>();
        APP.get("environment")
                .properties()
                .forEach(each -> settings.put(each.getKey(), each.getValue().textValue()));
        settings.replace("LOGITLAB_HOSTS", "lab.example.org");
        ProgramOptions.requireValid(settings);
        assertThat(APP.get("image").textValue()).contains(":-logitlab:" + Pom.version() + "}");
    }

    @Test
    void a_replica_has_no_rights_no_way_out_and_writes_to_tmp_alone() {
        assertThat(APP.get("read_only").booleanValue()).isTrue();
        assertThat(APP.at("/tmpfs/0").textValue()).startsWith("/tmp:exec,");
        assertThat(APP.at("/cap_drop/0").textValue()).isEqualTo("ALL");
        assertThat(APP.at("/security_opt/0").textValue()).isEqualTo("no-new-privileges:true");
        assertThat(APP.has("ports")).isFalse();
        assertThat(APP.get("networks"))
                .singleElement()
                .satisfies(network -> assertThat(COMPOSE.at("/networks/" + network.textValue() + "/internal")
                                .booleanValue())
                        .isTrue());
        assertThat(APP.at("/deploy/replicas").intValue()).isEqualTo(2);
    }

    @Test
    void caddy_has_the_file_next_to_it_and_the_name_of_the_site() {
        assertThat(CADDY.at("/volumes/0").textValue()).startsWith("./Caddyfile:");
        assertThat(DeployFiles.text("compose/Caddyfile")).contains("{$LAB_HOST:", "dynamic a app 7070");
        assertThat(CADDY.at("/environment").has("LAB_HOST")).isTrue();
    }

    @Test
    void only_the_network_of_the_replicas_has_proxies() {
        assertThat(APP.at("/environment/LOGITLAB_PROXY").textValue())
                .isEqualTo(COMPOSE.at("/networks/inside/ipam/config/0/subnet").textValue());
    }

    @Test
    void a_replica_has_the_memory_that_was_measured() {
        String limit = APP.at("/deploy/resources/limits/memory").textValue();
        assertThat(limit).endsWith("M");
        assertThat(Integer.parseInt(limit.replace("M", "")))
                .isGreaterThanOrEqualTo(Figures.read().memory());
    }
}
