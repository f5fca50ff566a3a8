package logitlab.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats in the API: messages in place of a prompt, and the same keys in links. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String RENDERED =
            "<|im_start|>system\nYou tell stories.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n";
    private static final String CHAT =
            "\"model\": \"chatml\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]";

    private static TestServer.Own server;

    @BeforeAll
    static void start() {
        server = ChatServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Answer(int status, JsonNode body) {

        JsonNode ok() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            return body;
        }

        void refused(int as, String field, String message) {
            assertThat(status).as(body.toString()).isEqualTo(as);
            assertThat(body.at("/error/field").asText()).isEqualTo(field);
            assertThat(body.at("/error/message").asText()).contains(message).endsWith(".");
        }
    }

    private static Answer post(String route, String json) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/" + route))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private static Answer get(String route) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/" + route))
                .build());
    }

    private static Answer answer(HttpRequest request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "inspect", "futures", "beam"})
    void messages_stand_in_place_of_a_prompt_and_the_answer_says_what_the_template_wrote(String route)
            throws Exception {
        assertThat(post(route, "{" + CHAT + "}").ok().get("rendered").asText()).isEqualTo(RENDERED);
        assertThat(post(route, "{\"model\": \"chatml\", \"prompt\": \"Why?\"}")
                        .ok()
                        .has("rendered"))
                .isFalse();
    }

    @Test
    void the_ids_of_a_chat_are_those_of_its_text_with_special_tokens() throws Exception {
        JsonNode chat = post("next", "{" + CHAT + "}").ok();
        JsonNode text = post(
                        "next",
                        JSON.createObjectNode()
                                .put("model", "chatml")
                                .put("prompt", RENDERED)
                                .put("special", true)
                                .toString())
                .ok();
        assertThat(chat.get("prompt_ids")).isEqualTo(text.get("prompt_ids"));
        assertThat(chat.get("candidates")).isEqualTo(text.get("candidates"));
        assertThat(chat.at("/prefix_tokens/0").toString())
                .isEqualTo("{\"id\":357,\"text\":\"<|im_start|>\",\"start\":false,\"special\":true}");
    }

    @Test
    void tokens_may_be_special_and_an_end_token_still_ends() throws Exception {
        assertThat(post("next", "{" + CHAT + ", \"tokens\": [357]}")
                        .ok()
                        .get("step")
                        .asInt())
                .isEqualTo(1);
        for (int end : new int[] {360, 356}) {
            post("next", "{" + CHAT + ", \"tokens\": [" + end + "]}").refused(422, "tokens", "end");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model": "chatml"}                                                                            | prompt              | required
            {"model": "chatml", "prompt": "x", "messages": [{"role": "user", "content": "x"}]}             | messages            | next to prompt
            {"model": "chatml", "special": true, "messages": [{"role": "user", "content": "x"}]}           | special             | for a prompt
            {"model": "chatml", "special": 1, "prompt": "x"}                                               | special             | true or false
            {"model": "chatml", "messages": []}                                                            | messages            | at least one message
            {"model": "chatml", "messages": "x"}                                                           | messages            | JSON array
            {"model": "chatml", "messages": ["x"]}                                                         | messages[0]         | JSON object
            {"model": "chatml", "messages": [{}]}                                                          | messages[0].role    | required
            {"model": "chatml", "messages": [{"role": "user"}]}                                            | messages[0].content | required
            {"model": "chatml", "messages": [{"role": "user", "content": "x"}, {"role": "tool"}]}          | messages[1].role    | system, user, assistant
            {"model": "chatml", "messages": [{"role": 1}]}                                                 | messages[0].role    | JSON string
            {"model": "chatml", "messages": [{"role": "user", "content": null}]}                           | messages[0].content | JSON string
            {"model": "chatml", "messages": [{"role": "user", "content": "x", "name": "y"}]}               | messages[0].name    | is not a field
            {"model": "chatml", "messages": [{"role": "user", "role": "user"}]}                            | messages[0].role    | only once
            {"model": "storyteller", "messages": [{"role": "user", "content": "x"}]}                       | messages            | no chat template
            {"model": "turns", "messages": [{"role": "system", "content": "x"}, {"role": "user", "content": "x"}]} | messages[0] | chat template
            """)
    void what_breaks_a_rule_is_422_with_its_path(String json, String field, String message) throws Exception {
        for (String route : new String[] {"next", "inspect", "futures", "beam"}) {
            post(route, json).refused(422, field, message);
        }
    }

    @Test
    void there_are_at_most_40_messages_and_the_text_must_fit_the_context() throws Exception {
        String message = "{\"role\": \"user\", \"content\": \"x\"}";
        post("next", "{\"model\": \"chatml\", \"messages\": [" + (message + ", ").repeat(40) + message + "]}")
                .refused(422, "messages[40]", "40");
        String longest = "x ".repeat(1000);
        post("next", "{" + CHAT.replace("Why?", longest) + "}").refused(422, "messages", "512 tokens");
        post("next", "{" + CHAT.replace("Why?", longest + "x") + "}").refused(422, "messages", "2000 characters");
    }

    @Test
    void the_list_of_models_has_templates_end_tokens_and_the_makers_settings() throws Exception {
        JsonNode models = get("models").ok().get("models");
        for (JsonNode model : models) {
            switch (model.get("id").asText()) {
                case "chatml" -> {
                    assertThat(model.get("chat").asText()).matches("[0-9a-f]{12}");
                    assertThat(model.get("end_tokens").findValuesAsText("text"))
                            .containsExactly("<|im_end|>", "<|endoftext|>");
                    assertThat(model.get("sampling").toString())
                            .isEqualTo("{\"temperature\":0.6,\"top_k\":20.0,\"top_p\":0.9}");
                }
                case "storyteller" -> {
                    assertThat(model.has("chat") || model.has("chat_problem") || model.has("sampling"))
                            .isFalse();
                    assertThat(model.get("end_tokens").toString()).isEqualTo("[{\"id\":0,\"text\":\"<|endoftext|>\"}]");
                }
                default -> assertThat(model.get("end_tokens")).isNotNull();
            }
        }
    }

    private static final String LINK = "?model=chatml&prompt=Why%3F&chat=1&seed=7&a=greedy";

    @Test
    void a_stream_and_a_receipt_take_the_keys_of_links() throws Exception {
        String stream =
                server.get("/api/v1/stream" + LINK + "&steps=2&speed=100").body();
        assertThat(stream).contains("&chat=1&template=", "\"end\"".replace("\"", ""));
        JsonNode receipt = get("receipt" + LINK).ok();
        assertThat(receipt.get("chat").asText()).isEqualTo("1");
        assertThat(receipt.get("prompt_ids").size()).isEqualTo(42);
        assertThat(post("verify", receipt.toString()).ok().get("verified").asBoolean())
                .isTrue();
        String other = receipt.toString().replaceAll("template=[0-9a-f]{12}", "template=0123456789ab");
        JsonNode differences = post("verify", other).ok().get("differences");
        assertThat(differences.findValuesAsText("field")).contains("template");
        get("receipt" + LINK + "&template=0123456789ab").refused(422, "template", "chat template 0123456789ab");
    }

    @Test
    void a_link_made_with_another_template_runs_anew_only_if_the_visitor_wants() throws Exception {
        String page =
                server.get("/play" + LINK + "&a.ids=1.2&template=0123456789ab").body();
        assertThat(page)
                .contains(
                        "<h1>Made with another chat template</h1>",
                        "This link was made with chat template 0123456789ab of chatml; on this server chatml has chat template ",
                        "/play?v=1&amp;model=chatml&amp;prompt=Why%3F&amp;chat=1&amp;seed=7&amp;at=0&amp;a=greedy\"");
        assertThat(server.get("/play?prompt=x&chat=1&template=0123456789ab&a=greedy")
                        .body())
                .contains("on this server storyteller has no chat template that can be used.");
    }
}
