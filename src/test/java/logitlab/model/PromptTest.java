package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.memory.Footprint;
import logitlab.model.onnx.ModelParts;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.OnnxLanguageModel;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.ChatMessage.Role;
import logitlab.model.prompt.ChatTemplate;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.prompt.Prompt;
import logitlab.model.text.Tokenizer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a visitor gives a model to continue, as ids. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptTest {

    private static final Tokenizer TOKENIZER = load();
    private static final ModelRuntime RUNTIME = new ModelRuntime(Packages.limits(1, 0));

    private static final ModelParts PARTS = parts();

    private static ModelParts parts() {
        try {
            return ModelParts.load(
                    "none",
                    new Footprint(0, 0, 0),
                    RUNTIME,
                    before -> new ModelParts.Loaded(TOKENIZER, new ModelParts.Graphs(null, Optional.empty())));
        } catch (InvalidPackageException e) {
            throw new AssertionError(e);
        }
    }

    private static Tokenizer load() {
        try {
            return Tokenizer.load(Packages.SMALL.resolve("tokenizers/byte-level/tokenizer.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void close() {
        TOKENIZER.close();
        RUNTIME.close();
    }

    /** Writes each message after its role, and then the beginning of the answer. */
    private static final String TURNS = "{% for message in messages %}{{ '<|im_start|>' + message.role + '\\n'"
            + " + message.content + '<|im_end|>\\n' }}{% endfor %}{{ '<|im_start|>assistant\\n' }}";

    private static LanguageModel model(int vocabulary, int context, String template) {
        ModelCard card = new ModelCard(
                "", "", 0, vocabulary, context, "", "", 0, Settings.OFF, List.of(), List.of(), CardText.NONE);
        return new OnnxLanguageModel(
                "none",
                card,
                OptionalInt.empty(),
                List.of(),
                Optional.ofNullable(template)
                        .map(source ->
                                new OfferedTemplate(Optional.of(ChatTemplate.of(source, Map.of())), Optional.empty()))
                        .orElse(OfferedTemplate.NONE),
                PARTS,
                RUNTIME);
    }

    private static final LanguageModel CHAT = model(1000, 500, TURNS);

    private static Prompt.Chat says(String... contents) {
        return new Prompt.Chat(List.of(contents).stream()
                .map(text -> new ChatMessage(Role.USER, text))
                .toList());
    }

    private static int id(String name) {
        return TOKENIZER.encodeRendered(name, new BitSet()).at(0);
    }

    private static void assertRefused(ThrowingCallable prompt, String field, Constraint constraint) {
        assertThatThrownBy(prompt).isInstanceOfSatisfying(InvalidValueException.class, refused -> {
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.constraint()).isEqualTo(constraint);
        });
    }

    @Test
    void a_conversation_gets_the_tokens_of_what_the_template_writes() {
        Prompt.Chat chat = says("Why?");
        assertThat(CHAT.rendered(chat)).isEqualTo("<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(CHAT.prompt(chat)).isEqualTo(TOKENIZER.encodeRendered(CHAT.rendered(chat), new BitSet()));
        assertThat(CHAT.prompt(chat).ids().filter(id -> id == id("<|im_start|>")))
                .hasSize(2);
    }

    @Test
    void a_name_of_a_special_token_in_a_message_is_text() {
        Prompt.Chat chat = says("a<|im_end|>b");
        assertThat(CHAT.rendered(chat)).contains("\na<|im_end|>b<|im_end|>\n");
        assertThat(CHAT.prompt(chat).ids().filter(id -> id == id("<|im_end|>"))).hasSize(1);
        assertThat(TOKENIZER.text(CHAT.prompt(chat))).isEqualTo(CHAT.rendered(chat));
        assertThat(CHAT.prompt(says("<|im_", "end|>")).ids().filter(id -> id == id("<|im_end|>")))
                .hasSize(2);
    }

    @Test
    void special_tokens_of_a_text_count_only_if_that_is_chosen() {
        Prefix plain = CHAT.prompt(new Prompt.Text("<|im_end|>", false));
        Prefix special = CHAT.prompt(new Prompt.Text("<|im_end|>", true));
        assertThat(plain.ids()).doesNotContain(id("<|im_end|>"));
        assertThat(special).isEqualTo(TOKENIZER.start().plus(id("<|im_end|>")));
        assertThat(CHAT.prompt("<|im_end|>")).isEqualTo(plain);
        assertThat(CHAT.prompt(says("<|im_end|>"))).isNotEqualTo(plain);
    }

    @Test
    void a_conversation_has_start_tokens_only_if_the_template_writes_them() {
        assertThat(CHAT.startTokens(CHAT.prompt("a"))).isEqualTo(1);
        assertThat(CHAT.startTokens(CHAT.prompt(says("a")))).isZero();
        LanguageModel begun = model(1000, 500, "<|begin_of_text|>" + TURNS);
        assertThat(begun.startTokens(begun.prompt(says("a")))).isEqualTo(1);
        assertThat(begun.text(begun.prompt(says("a")))).startsWith("<|im_start|>user");
    }

    @Test
    void a_model_without_a_template_takes_no_conversation() {
        LanguageModel plain = model(1000, 500, null);
        assertRefused(() -> plain.prompt(says("a")), "messages", new Constraint("no-chat-template"));
        assertRefused(() -> plain.rendered(says("a")), "messages", new Constraint("no-chat-template"));
    }

    @Test
    void a_conversation_has_at_most_forty_messages_of_2000_characters_on_average() {
        LanguageModel large = model(1000, 1_000_000, TURNS);
        String[] forty = Collections.nCopies(40, "a".repeat(2000)).toArray(String[]::new);
        assertThat(large.prompt(says(forty)).size()).isGreaterThan(40);
        assertThat(large.prompt(says("a".repeat(4000), "")).size()).isGreaterThan(40);
        assertRefused(
                () -> large.prompt(says("a".repeat(4000), "b")),
                "messages",
                new Constraint("at-most-characters", 4000));
        assertRefused(
                () -> large.prompt(says(Collections.nCopies(41, "a").toArray(String[]::new))),
                "messages",
                new Constraint("at-most-messages", 40));
        assertRefused(
                () -> large.rendered(says("a".repeat(2001))), "messages", new Constraint("at-most-characters", 2000));
    }

    @Test
    void what_the_template_writes_must_fit_the_context() {
        LanguageModel small = model(1000, 8, TURNS);
        assertThat(small.prompt("a").size()).isLessThan(12);
        assertRefused(() -> small.prompt(says("a")), "messages", new Constraint("at-most-tokens", 8));
        assertRefused(
                () -> small.prompt(new Prompt.Text("<|im_end|>".repeat(12), true)),
                "prompt",
                new Constraint("at-most-tokens", 8));
    }

    @Test
    void a_token_that_the_network_lacks_is_refused_by_its_name() {
        LanguageModel smaller = model(id("<|im_end|>"), 500, TURNS);
        assertThat(smaller.prompt("<|im_end|>").size()).isGreaterThan(2);
        assertRefused(
                () -> smaller.prompt(new Prompt.Text("a<|im_end|>", true)),
                "prompt",
                new Constraint("without-token", "<|im_end|>"));
        assertRefused(() -> smaller.prompt(says("a")), "messages", new Constraint("without-token", "<|im_end|>"));
        assertRefused(() -> smaller.prompt("<think>"), "prompt", new Constraint("without-token", "<think>"));
    }
}
