package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import logitlab.model.explain.HeadTexts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** On the real models; nothing here depends on their weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadsTest {

    @Test
    void every_head_has_its_scores_in_the_order_of_the_model() {
        JsonNode answer = Api.get("heads?model=storyteller").ok();

        assertThat(answer.get("texts").size()).isEqualTo(HeadTexts.ALL.size());
        assertThat(answer.get("heads").size()).isEqualTo(36);
        assertThat(answer.get("missing").size()).isZero();
        int number = 0;
        for (JsonNode head : answer.get("heads")) {
            assertThat(head.get("layer").asInt()).isEqualTo(1 + number / 6);
            assertThat(head.get("head").asInt()).isEqualTo(1 + number % 6);
            assertThat(head.get("scores").fieldNames())
                    .toIterable()
                    .containsExactly("previous", "first", "same", "after");
            head.get("scores").forEach(score -> {
                JsonNode clearest = score.get("clearest");
                JsonNode text = answer.get("texts").get(clearest.get("text").asInt());
                assertThat(clearest.get("position").asInt())
                        .isBetween(2, text.get("tokens").size() - 1);
                assertThat(score.get("score").asDouble()).isBetween(0.0, 1.0);
                assertThat(clearest.get("attention").asDouble())
                        .isBetween(score.get("score").asDouble(), 1.0);
            });
            number++;
        }
    }

    @Test
    void a_model_without_heads_says_why() {
        JsonNode answer = Api.get("heads?model=storyteller-lstm").ok();
        assertThat(answer.get("heads").size()).isZero();
        assertThat(answer.get("missing").get(0).get("what").asText()).isEqualTo("heads");
        assertThat(answer.get("missing").get(0).get("why").asText()).contains("an LSTM does not look back");
    }

    @Test
    void a_wrong_request_is_told_its_field() {
        assertThat(Api.get("heads").status()).isEqualTo(422);
        assertThat(Api.get("heads").message()).isEqualTo("Model is required.");
        assertThat(Api.get("heads?model=gpt").status()).isEqualTo(404);
        assertThat(Api.get("heads?model=gpt").field()).isEqualTo("model");
        assertThat(Api.get("heads?model=storyteller&by=first").status()).isEqualTo(422);
        assertThat(Api.get("heads?model=storyteller&by=first").field()).isEqualTo("by");
    }
}
