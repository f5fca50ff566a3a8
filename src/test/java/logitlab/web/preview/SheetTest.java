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
class SheetTest {

    @Test
    void every_ink_keeps_its_colour_in_a_file_of_one_byte_per_pixel() throws Exception {
        Sheet sheet = new Sheet(Ink.values().length, 1);
        for (Ink ink : Ink.values()) {
            sheet.fill(new Rectangle(ink.ordinal(), 0, 1, 1), ink);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(sheet.png()));
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        for (Ink ink : Ink.values()) {
            assertThat(image.getRGB(ink.ordinal(), 0) & 0xffffff).isEqualTo(ink.rgb());
        }
    }

    @Test
    void colours_on_the_canvas_lie_between_the_ink_and_the_canvas() {
        assertThat(Ink.INK.onCanvas(1)).isEqualTo(Ink.INK.rgb());
        assertThat(Ink.INK.onCanvas(0)).isEqualTo(Ink.CANVAS.rgb());
        assertThat(Ink.CANVAS.onCanvas(0.3)).isEqualTo(Ink.CANVAS.rgb());
        assertThat(Ink.INK.onCanvas(0.5)).isEqualTo(0x8b8f94);
    }
}
