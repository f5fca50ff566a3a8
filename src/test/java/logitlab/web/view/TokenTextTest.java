package logitlab.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenTextTest {

    @Test
    void white_space_has_a_sign_for_each_kind() {
        assertThat(TokenText.visible(" a\tb\r\n")).isEqualTo("␣a⇥b␍↵");
        assertThat(TokenText.visible("é🦊")).isEqualTo("é🦊");
    }

    /** Bidirectional controls, which would turn the text around them, and other characters that nobody sees. */
    @ParameterizedTest
    @ValueSource(ints = {0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x200B, 0xFEFF, 0, 0x1B, 0xA0, 0x2028, 0x2029, 0xE000})
    void a_character_that_is_not_seen_is_shown_by_its_number(int codePoint) {
        assertThat(TokenText.visible("a" + Character.toString(codePoint) + "b"))
                .isEqualTo("a‹U+%04X›b".formatted(codePoint));
    }
}
