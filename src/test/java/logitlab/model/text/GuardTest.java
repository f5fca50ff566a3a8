package logitlab.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mark breaks the names of special tokens that somebody typed, and nothing else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuardTest {

    private static final List<String> NAMES = List.of("<s>", "<|im_end|>", "[INST]");
    private static final Guard GUARD = new Guard(Set.copyOf(NAMES));

    /** With a middle dot in the place of the mark. */
    private static String guarded(String typed) {
        return GUARD.guard(typed).replace(Guard.MARK, '·');
    }

    @Test
    void a_name_is_broken_after_its_first_letter() {
        assertThat(guarded("a <s> b")).isEqualTo("a <·s> b");
        assertThat(guarded("<<s><|im_end|>>")).isEqualTo("<<·s><·|im_end|>>");
        assertThat(guarded("<tool>, s and <S> are no names")).isEqualTo("<tool>, s and <S> are no names");
    }

    @Test
    void a_name_of_one_letter_is_between_two_marks() {
        assertThat(new Guard(Set.of("。")).guard("a。b")).isEqualTo("a\ufdd0。\ufdd0b");
    }

    @Test
    void a_text_cannot_complete_a_name_together_with_what_is_around_it() {
        assertThat(guarded("a<")).isEqualTo("a<·");
        assertThat(guarded("a <|im_ \n")).isEqualTo("a <|im_· \n");
        assertThat(guarded(" s> a")).isEqualTo(" ·s> a");
        assertThat(guarded("\u00a0s>\u0085")).isEqualTo("\u00a0·s>\u0085");
        assertThat(guarded("im_")).isEqualTo("·im_");
        assertThat(guarded("a <|im")).isEqualTo("a <|im·");
    }

    @Test
    void texts_without_names_stay_as_they_are() {
        for (String text : List.of("", " ", "\n\n", "Why is the sky blue?", "a < b > c", "🐱", "tokens.")) {
            assertThat(GUARD.guard(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s>",
                "\ufdd0",
                "a\ufdd0\ufdd0<s>\ufdd0",
                "<\ufdd0s>",
                "\ufdd0 <s\ufdd0>",
                "<|im_end|",
                ">\ufdd0<"
            })
    void a_text_comes_back_as_it_was_typed(String typed) {
        assertThat(Guard.unguarded(GUARD.guard(typed))).isEqualTo(typed);
        assertThat(Guard.unguarded("x" + GUARD.guard(typed) + "y")).isEqualTo("x" + typed + "y");
    }

    /** Every way to cut a name in three, of which somebody types the middle. */
    @Test
    void no_part_of_a_name_completes_it() {
        for (String name : NAMES) {
            for (int from = 0; from < name.length(); from++) {
                for (int to = from + 1; to <= name.length(); to++) {
                    String rendered =
                            name.substring(0, from) + GUARD.guard(name.substring(from, to)) + name.substring(to);
                    assertThat(rendered).doesNotContain(name);
                    assertThat(Guard.unguarded(rendered)).isEqualTo(name);
                }
            }
        }
    }
}
