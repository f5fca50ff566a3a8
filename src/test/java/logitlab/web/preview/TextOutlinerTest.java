package logitlab.web.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures, cuts and breaks text. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TextOutlinerTest {

    private static final TextOutliner TEXT = TextOutliner.TEXT;

    @Test
    void letters_of_a_token_have_the_same_width_and_grow_with_the_size() {
        assertThat(TextOutliner.TOKEN.width("ii", 20)).isEqualTo(TextOutliner.TOKEN.width("WW", 20));
        assertThat(TEXT.width("fox", 40)).isCloseTo(2 * TEXT.width("fox", 20), within(1e-9));
    }

    @Test
    void an_outline_stands_on_its_baseline() {
        Rectangle2D box = TEXT.outline("H", 100, 30, 200).getBounds2D();
        assertThat(box.getMaxY()).isCloseTo(200, within(0.5));
        assertThat(box.getHeight()).isBetween(60.0, 80.0);
        assertThat(box.getMinX()).isBetween(30.0, 45.0);
        assertThat(box.getMaxX()).isLessThan(30 + TEXT.width("H", 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"␣", "↵", "⇥", "‹", "›", "–", "−", "∞", "Ж", "ζ", "é", "…"})
    void the_fonts_have_the_signs_of_the_interface(String sign) {
        assertThat(TEXT.outline(sign, 20, 0, 0).getBounds2D()).isNotEqualTo(missing());
        assertThat(TextOutliner.TOKEN.outline(sign, 20, 0, 0).getBounds2D().isEmpty())
                .isFalse();
    }

    @Test
    void a_character_that_no_font_has_is_a_box() {
        assertThat(TEXT.outline("🦊", 20, 0, 0).getBounds2D()).isEqualTo(missing());
        assertThat(TEXT.outline("\ud83e", 20, 0, 0).getBounds2D()).isEqualTo(missing());
    }

    private static Rectangle2D missing() {
        return TEXT.outline("狐", 20, 0, 0).getBounds2D();
    }

    @Test
    void text_that_does_not_fit_is_cut_with_an_ellipsis_and_never_within_a_character() {
        String text = "🦊🦊🦊🦊🦊🦊🦊🦊";
        double room = TEXT.width("🦊🦊🦊…", 20) + 1;
        assertThat(TEXT.beginning(text, 20, room)).isEqualTo("🦊🦊🦊…");
        assertThat(TEXT.end(text, 20, room)).isEqualTo("…🦊🦊🦊");
        assertThat(TEXT.beginning("fox", 20, 100)).isEqualTo("fox");
        assertThat(TEXT.beginning("fox", 20, 0)).isEqualTo("…");
    }

    @Test
    void a_size_is_the_largest_that_fits_within_its_range() {
        assertThat(TEXT.size("fox", 10, 30, 1000)).isEqualTo(30);
        assertThat(TEXT.size("fox", 10, 30, 0)).isEqualTo(10);
        double size = TEXT.size("fox", 10, 30, TEXT.width("fox", 20));
        assertThat(size).isCloseTo(20, within(1e-9));
    }

    @Test
    void lines_break_at_spaces_and_keep_the_end() {
        double room = TEXT.width("once upon a", 20) + 1;
        assertThat(TEXT.lastLines("once upon a time", 20, room, 2)).containsExactly("once upon a", "time");
        assertThat(TEXT.lastLines("it was once upon a time", 20, room, 1)).containsExactly("… a time");
        assertThat(TEXT.lastLines("", 20, room, 2)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "🦊", "fox ", "a b ", "  ", "incomprehensibilities "})
    void lines_are_neither_too_many_nor_too_wide(String part) {
        for (double room : new double[] {5, 60, 500, 1072}) {
            List<String> lines = TEXT.lastLines(part.repeat(500), 40, room, 2);
            assertThat(lines).hasSizeLessThanOrEqualTo(2);
            if (room > 60) {
                assertThat(lines).allMatch(line -> TEXT.width(line, 40) <= room);
            }
        }
    }
}
