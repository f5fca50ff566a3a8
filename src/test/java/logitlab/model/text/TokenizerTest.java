package logitlab.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.OtherKindsTest;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The byte-level tokenizer of the shipped models; other kinds are in {@link OtherKindsTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenizerTest {

    private static final LanguageModel MODEL = Packages.storyteller();
    private static final Tokenizer TOKENIZER = MODEL.tokenizer();

    /** Without the start token. */
    private static Prefix typed(String text) {
        return Prefix.of(TOKENIZER.encode(text).ids().skip(1).toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The cat sat on the mat.",
                "  two spaces, a\ttab,\r\nand lines\n\n\n",
                "🐱 👩‍👩‍👧‍👦 🇨🇭",
                "e\u0301 n\u0303 Z\u0351\u036b\u0343",
                "שלום עולם مرحبا بالعالم \u202eright to left",
                "\u0000\u0001\u001b[31m\u007f\u0085\u2028\ufeff",
                "漢字かな交じり文 ไทย हिन्दी",
                "\ud835\udcd0\udbff\udfff",
                "\ufffd is a character too",
                "<|endoftext|>",
                "a<|endoftext|>b <|endoftext|>",
                "Ġcat Ċ ğ",
            })
    void a_text_comes_back_whole(String text) {
        Prefix ids = typed(text);
        assertThat(TOKENIZER.text(ids)).isEqualTo(text);
        assertThat(ids.ids()).allMatch(id -> id > 0 && id < 4096);
        String hex = TOKENIZER.tokens(ids).stream().map(Token::hex).collect(Collectors.joining(" "));
        assertThat(hex.split(" ")).hasSize(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @Test
    void a_thousand_spaces_come_back() {
        assertThat(TOKENIZER.text(typed(" ".repeat(1000)))).isEqualTo(" ".repeat(1000));
    }

    @Test
    void half_a_surrogate_pair_is_a_replacement_character() {
        assertThat(typed("a\ud83dz")).isEqualTo(typed("a\ufffdz"));
        assertThat(typed("\udc31")).isEqualTo(typed("\ufffd"));
        assertThat(TOKENIZER.text(typed("\ud83d\ud83d\udc31\udc31"))).isEqualTo("\ufffd🐱\ufffd");
    }

    @Test
    void a_typed_special_token_is_plain_text() {
        assertThat(MODEL.prompt("<|endoftext|>").size()).isGreaterThan(2);
        assertThat(MODEL.prompt("<|endoftext|>").ids().skip(1)).doesNotContain(0);
    }

    @Test
    void a_special_token_is_shown_by_its_name() {
        assertThat(TOKENIZER.token(0)).isEqualTo(new Token(0, "<|endoftext|>", "", false, true));
        assertThat(TOKENIZER.text(TOKENIZER.encode("Hm"))).isEqualTo("<|endoftext|>Hm");
    }

    @Test
    void a_token_is_its_text_and_its_bytes() {
        Prefix cat = typed(" cat");
        assertThat(cat.size()).isEqualTo(1);
        assertThat(TOKENIZER.token(cat.at(0))).isEqualTo(new Token(cat.at(0), " cat", "20 63 61 74", false));
    }

    @Test
    void a_part_of_a_character_is_shown_by_its_bytes() {
        List<Token> tokens = TOKENIZER.tokens(typed("🐱"));
        assertThat(tokens).allMatch(Token::partial);
        assertThat(tokens.stream().map(Token::hex).collect(Collectors.joining(" ")))
                .isEqualTo("F0 9F 90 B1");
        assertThat(tokens.get(0).text()).contains("\ufffd");
    }

    @Test
    void an_id_without_an_entry_is_shown_by_its_number() {
        assertThat(TOKENIZER.token(5000)).isEqualTo(new Token(5000, "<5000>", "", false));
    }

    @Test
    void every_token_of_the_vocabulary_has_a_text() {
        for (int id = 0; id < 4096; id++) {
            Token token = TOKENIZER.token(id);
            assertThat(token.text()).isNotEmpty();
            assertThat(token.partial()).isEqualTo(token.text().contains("\ufffd"));
        }
    }

    @Test
    void an_empty_prompt_is_the_start_token() {
        assertThat(MODEL.prompt("")).isEqualTo(Prefix.of(0));
    }

    @Test
    void a_prompt_has_at_most_2000_characters_and_fits_the_context() {
        assertThat(MODEL.prompt("the ".repeat(250)).size()).isLessThanOrEqualTo(256);
        assertThatThrownBy(() -> MODEL.prompt("a".repeat(2001)))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused ->
                                assertThat(refused.constraint()).isEqualTo(new Constraint("at-most-characters", 2000)));
        assertThatThrownBy(() -> MODEL.prompt("🐱".repeat(1000)))
                .isInstanceOfSatisfying(InvalidValueException.class, refused -> {
                    assertThat(refused.field()).isEqualTo("prompt");
                    assertThat(refused.constraint()).isEqualTo(new Constraint("at-most-tokens", 256));
                });
    }

    @Test
    void ids_outside_the_vocabulary_never_reach_the_network() {
        for (int id : new int[] {-1, -4096, 4096, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> MODEL.logits(Prefix.of(5, id))).hasMessageContaining("but is " + id);
        }
        assertThatThrownBy(() -> MODEL.logits(Prefix.EMPTY)).hasMessageContaining("but has 0");
        assertThatThrownBy(() -> MODEL.logits(Prefix.of(new int[257]))).hasMessageContaining("but has 257");
        assertThatThrownBy(() -> MODEL.logits(Prefix.of(1, 2), 0)).hasMessageContaining("from 0");
        assertThatThrownBy(() -> MODEL.logits(Prefix.of(1, 2), 3)).hasMessageContaining("from 3");
    }
}
