package logitlab.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CanvasTest {

    @Test
    void every_ink_keeps_its_colour_in_a_file_of_one_byte_per_pixel() throws Exception {
        PngCanvas canvas = new PngCanvas(PaletteColor.values().length, 1);
        for (PaletteColor color : PaletteColor.values()) {
            canvas.fill(new Rectangle(color.ordinal(), 0, 1, 1), color);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(canvas.png()));
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        for (PaletteColor color : PaletteColor.values()) {
            assertThat(image.getRGB(color.ordinal(), 0) & 0xffffff).isEqualTo(color.rgb());
        }
    }

    @Test
    void tints_lie_between_the_ink_and_the_surface() {
        assertThat(PaletteColor.INK.onSurface(1)).isEqualTo(PaletteColor.INK.rgb());
        assertThat(PaletteColor.INK.onSurface(0)).isEqualTo(PaletteColor.SURFACE.rgb());
        assertThat(PaletteColor.SURFACE.onSurface(0.3)).isEqualTo(PaletteColor.SURFACE.rgb());
        assertThat(PaletteColor.INK.onSurface(0.5)).isEqualTo(0x8d9298);
    }
}
