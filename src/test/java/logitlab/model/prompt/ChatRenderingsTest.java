package logitlab.model.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.model.Packages;
import logitlab.model.prompt.python.RaisedException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chat templates of 24 families of models write what they write in Python, letter by letter. {@code models/training/chat_renderings.py}
 * made the references; {@code src/test/resources/chat/SOURCES.md} says where the templates come from.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatRenderingsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "chat");
    private static final JsonNode TOKENS = Packages.resource("chat/special-tokens.json");

    static ChatTemplate template(String name) {
        Map<String, String> tokens = new HashMap<>();
        TOKENS.path(name)
                .properties()
                .forEach(token -> tokens.put(token.getKey(), token.getValue().asText()));
        try {
            return ChatTemplate.of(Files.readString(FOLDER.resolve("templates").resolve(name + ".jinja")), tokens);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<ChatMessage> messages(JsonNode json) {
        List<ChatMessage> messages = new ArrayList<>();
        json.forEach(message -> messages.add(new ChatMessage(
                ChatMessage.Role.valueOf(message.path("role").asText().toUpperCase(Locale.ROOT)),
                message.path("content").asText())));
        return messages;
    }

    static Stream<JsonNode> renderings() {
        return StreamSupport.stream(Packages.resource("chat/renderings.json").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void a_template_writes_what_it_writes_in_python(JsonNode rendering) {
        ChatTemplate template = template(rendering.path("template").asText());
        List<ChatMessage> messages = messages(rendering.path("messages"));
        if (rendering.has("refusal")) {
            assertThatThrownBy(() -> template.written(messages))
                    .isInstanceOf(RaisedException.class)
                    .hasMessage(rendering.path("refusal").asText());
        } else {
            assertThat(template.written(messages).text())
                    .isEqualTo(rendering.path("text").asText());
        }
    }

    /** What is typed is found again, letter by letter, unless a template trims it, drops it or takes a part of it. */
    @ParameterizedTest
    @MethodSource("renderings")
    void the_typed_parts_come_from_the_messages(JsonNode rendering) {
        if (rendering.has("refusal")) {
            return;
        }
        List<ChatMessage> messages = messages(rendering.path("messages"));
        List<String> contents = messages.stream().map(ChatMessage::content).toList();
        assertThat(template(rendering.path("template").asText()).written(messages).parts().stream()
                        .filter(RenderedChat.Part::typed)
                        .map(RenderedChat.Part::text))
                .allMatch(part -> contents.stream().anyMatch(content -> content.contains(part)));
    }

    @Test
    void there_are_twenty_four_families_with_seven_conversations_each() {
        assertThat(renderings()
                        .map(rendering -> rendering.path("template").asText())
                        .distinct())
                .hasSize(24);
        assertThat(renderings()).hasSize(24 * 7);
    }
}
