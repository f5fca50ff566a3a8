package logitlab.model.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.prompt.ChatMessage.Role;
import logitlab.model.prompt.python.JinjaException;
import logitlab.model.text.Token;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatTemplateTest {

    private static final String SIMPLE =
            "{% for message in messages %}\n<{{ message.role }}>{{ message.content | trim }}\n{% endfor %}<assistant>";

    private static ChatMessage user(String content) {
        return new ChatMessage(Role.USER, content);
    }

    private static ChatMessage system(String content) {
        return new ChatMessage(Role.SYSTEM, content);
    }

    @Test
    void a_template_writes_around_what_is_typed() {
        ChatTemplate template = ChatTemplate.of(SIMPLE, Map.of());
        RenderedChat chat = template.render(List.of(system("Be kind."), user("  <user>Hi \n")));

        assertThat(chat.text()).isEqualTo("<system>Be kind.\n<user><user>Hi\n<assistant>");
        assertThat(chat.parts())
                .containsExactly(
                        new RenderedChat.Part("<system>", false),
                        new RenderedChat.Part("Be kind.", true),
                        new RenderedChat.Part("\n<user>", false),
                        new RenderedChat.Part("<user>Hi", true),
                        new RenderedChat.Part("\n<assistant>", false));
    }

    @Test
    void typed_letters_stay_marked_through_the_methods_of_texts() {
        ChatTemplate template = ChatTemplate.of(
                "{% set c = messages[0].content %}a{{ c[:2] }}b{{ c.split('-')[-1] }}c{{ c | upper }}d{{ c | replace('-', '+') }}"
                        + "e{{ ['x', c] | join(', ') }}f{{ '%s!' % c }}g{{ '{}?'.format(c) }}h{{ c | tojson }}i{{ c ~ 'k' }}",
                Map.of());
        String marked = template.render(List.of(user("mn-op"))).parts().stream()
                .map(part -> part.typed() ? "[" + part.text() + "]" : part.text())
                .reduce("", String::concat);
        assertThat(marked).isEqualTo("a[mn]b[op]c[MN-OP]d[mn]+[op]ex, [mn-op]f[mn-op]!g[mn-op]?h[\"mn-op\"]i[mn-op]k");
    }

    @Test
    void a_template_is_known_by_its_digest() {
        assertThat(ChatTemplate.of("abc", Map.of()).digest()).isEqualTo("ba7816bf8f01"); // SHA-256 of "abc"
        assertThat(ChatTemplate.of(SIMPLE, Map.of()).source()).isEqualTo(SIMPLE);
    }

    @Test
    void special_tokens_and_the_day_are_variables() {
        ChatTemplate template = ChatTemplate.of(
                "{{ bos_token }}{{ pad_token }}{{ strftime_now('%d %B %Y') }}", Map.of("bos_token", "<s>"));
        assertThat(template.render(List.of(user("Hi"))).text()).isEqualTo("<s>26 July 2024");
    }

    @Test
    void a_refused_system_text_is_named() {
        ChatTemplate template = ChatTemplate.of(
                "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}x",
                Map.of());
        assertThat(template.render(List.of(user("Hi"))).text()).isEqualTo("x");
        assertThatThrownBy(() -> template.render(List.of(system("Be kind."), user("Hi"))))
                .isInstanceOfSatisfying(InvalidValueException.class, refused -> {
                    assertThat(refused.field()).isEqualTo("system");
                    assertThat(refused.constraint().name()).isEqualTo("template-without-system");
                    assertThat(refused.constraint().figures()).containsExactly("System role not supported");
                    assertThat(refused.value()).isEqualTo("Be kind.");
                });
    }

    @Test
    void a_refused_conversation_is_named_with_the_templates_own_sentence_cut_short() {
        ChatTemplate template = ChatTemplate.of(
                "{% if messages | length == 2 %}{{ raise_exception('No! ' * 1000) }}{% endif %}", Map.of());
        assertThatThrownBy(() -> template.render(List.of(user("a"), user("b"))))
                .isInstanceOfSatisfying(InvalidValueException.class, refused -> {
                    assertThat(refused.field()).isEqualTo("messages");
                    assertThat(refused.constraint().name()).isEqualTo("template-refuses");
                    assertThat(refused.constraint().figures().get(0))
                            .hasSize(301)
                            .endsWith("…");
                    assertThat(refused.value()).isEqualTo("a\nb");
                });
    }

    @Test
    void a_template_that_fails_on_one_conversation_says_where() {
        ChatTemplate template = ChatTemplate.of("a\n{% if messages[0].content == 'b' %}{{ x.y }}{% endif %}", Map.of());
        assertThatThrownBy(() -> template.render(List.of(user("b"))))
                .isInstanceOfSatisfying(InvalidValueException.class, failed -> {
                    assertThat(failed.constraint().name()).isEqualTo("template-fails");
                    assertThat(failed.constraint().figures()).containsExactly("line 2: \"x\" is undefined");
                });
    }

    /** What fails for some conversation is not offered at all; what a template refuses in its own words is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x.y }}",
                "{{ raise_exception('never') }}",
                "{% for tool in tools %}{% endfor %}",
                "{% if messages | length > 2 %}{{ x.y }}{% endif %}",
                "{% if messages[0].role == 'system' %}{{ messages[0].content.foo() }}{% endif %}",
                "{{ messages[0].content[0]['text'].x }}",
                "{% include 'x' %}",
                "{{ 'x' * 300000 }}"
            })
    void a_template_that_cannot_be_rendered_is_known_when_it_is_read(String source) {
        assertThatThrownBy(() -> ChatTemplate.of(source, Map.of())).isInstanceOf(JinjaException.class);
    }

    @Test
    void the_origin_of_a_token_follows_from_its_bytes() {
        RenderedChat chat = new RenderedChat(List.of(
                new RenderedChat.Part("<é ", false),
                new RenderedChat.Part("🐱b", true),
                new RenderedChat.Part(">", false)));
        List<Token> tokens = List.of(
                new Token(0, "<", "3C", false),
                new Token(1, "\ufffd", "C3", true),
                new Token(2, "\ufffd", "A9 20 F0", true),
                new Token(3, "\ufffd", "9F 90 B1", true),
                new Token(4, "b", "", false),
                new Token(5, ">", "", false));
        assertThat(TokenOrigin.of(chat, tokens))
                .containsExactly(
                        TokenOrigin.TEMPLATE,
                        TokenOrigin.TEMPLATE,
                        TokenOrigin.BOTH,
                        TokenOrigin.TYPED,
                        TokenOrigin.TYPED,
                        TokenOrigin.TEMPLATE);
    }
}
