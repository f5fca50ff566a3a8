package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Few colours, and which stay exact. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaletteTest {

    private static BufferedImage row(int... colours) {
        BufferedImage row = new BufferedImage(colours.length, 1, BufferedImage.TYPE_INT_RGB);
        row.setRGB(0, 0, colours.length, 1, colours, 0, colours.length);
        return row;
    }

    @Test
    void every_ink_stays_as_it_is() {
        for (Ink ink : Ink.values()) {
            BufferedImage reduced = Palette.reduced(row(0x808080, ink.rgb()));
            assertThat(reduced.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
            assertThat(reduced.getRGB(1, 0) & 0xffffff).isEqualTo(ink.rgb());
        }
    }

    @Test
    void mixtures_that_nobody_tells_apart_share_a_place() {
        BufferedImage reduced = Palette.reduced(row(0x808080, 0x8f8f8f, 0x908080));
        assertThat(reduced.getRGB(0, 0)).isEqualTo(reduced.getRGB(1, 0));
        assertThat(reduced.getRGB(2, 0) & 0xffffff).isEqualTo(0x908080);
    }

    @Test
    void a_picture_with_too_many_colours_is_left_alone() {
        int[] many = new int[4096];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i & 0xf00) << 12 | (i & 0xf0) << 8 | (i & 0xf) << 4;
        }
        BufferedImage picture = row(many);
        assertThat(Palette.reduced(picture)).isSameAs(picture);
    }
}
