package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelsAnswerTest {

    @Test
    void the_storyteller_comes_first_with_its_facts() {
        JsonNode answer = Api.get("models").ok();
        JsonNode storyteller = answer.get("models").get(0);

        assertThat(storyteller.get("id").asText()).isEqualTo("storyteller");
        assertThat(storyteller.get("name").asText()).isNotEmpty();
        assertThat(storyteller.get("kind").asText()).isEqualTo("transformer");
        assertThat(storyteller.get("parameters").asLong()).isBetween(3_000_000L, 5_000_000L);
        assertThat(storyteller.get("vocabulary_size").asInt()).isEqualTo(4096);
        assertThat(storyteller.get("context_length").asInt()).isEqualTo(256);
        assertThat(storyteller.get("digest").asText()).matches("[0-9a-f]{12}");
        assertThat(storyteller.get("exposes").isArray()).isTrue();
        assertThat(answer.get("left_out").isArray()).isTrue();
    }
}
