package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.pack.ModelLoader;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.Prompt;
import logitlab.model.text.Token;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages with a chat template read a conversation as transformers does: the same text, the same ids, the same answer.
 * {@code models/training/chats_for_tests.py} made them and the references.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatPackagesTest {

    private static final Models MODELS = ModelLoader.load(
            Stream.of("chatml", "turns").map(Packages.SMALL::resolve).toList());

    static Stream<Arguments> conversations() {
        return Stream.of("chatml", "turns")
                .flatMap(kind -> StreamSupport.stream(
                                Packages.resource("model/" + kind + "/conversations.json")
                                        .spliterator(),
                                false)
                        .map(conversation -> Arguments.of(kind, conversation)));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void a_conversation_is_read_as_by_transformers(String kind, JsonNode conversation) {
        LanguageModel model = MODELS.get(kind);
        List<ChatMessage> messages = new ArrayList<>();
        conversation
                .path("messages")
                .forEach(message -> messages.add(new ChatMessage(
                        ChatMessage.Role.valueOf(message.path("role").asText().toUpperCase(Locale.ROOT)),
                        message.path("content").asText())));
        Prompt.Chat chat = new Prompt.Chat(messages);
        if (conversation.has("refusal")) {
            assertThatThrownBy(() -> model.prompt(chat))
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            refused -> assertThat(refused.constraint().figures())
                                    .containsExactly(
                                            conversation.path("refusal").asText()));
            return;
        }
        assertThat(model.rendered(chat)).isEqualTo(conversation.path("text").asText());
        if (conversation.path("messages").toString().contains("<|im_end|>")) {
            // transformers takes typed names for the tokens; here they are text
            Prompt.Chat plain = new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, "x")));
            assertThat(special(model, chat)).isNotEmpty().isEqualTo(special(model, plain));
            return;
        }
        List<Integer> ids = ids(conversation, "ids");
        assertThat(model.prompt(chat).ids().boxed()).containsExactlyElementsOf(ids);
        List<Integer> greedy = ids(conversation, "greedy");
        Lane lane = Lane.open(model, model.prompt(chat), greedy, Decoder.GREEDY, Settings.OFF, 0);
        for (int step = 0; step < greedy.size(); step++) {
            assertThat(lane.step(step).chosen()).isEqualTo(greedy.get(step));
        }
    }

    private static List<String> special(LanguageModel model, Prompt.Chat chat) {
        return model.tokenizer().tokens(model.prompt(chat)).stream()
                .filter(Token::special)
                .map(Token::text)
                .toList();
    }

    private static List<Integer> ids(JsonNode conversation, String name) {
        List<Integer> ids = new ArrayList<>();
        conversation.path(name).forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
