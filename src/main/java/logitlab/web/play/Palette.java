package logitlab.web.play;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * The colours of a picture, so few that one byte a pixel says which, and its PNG has half the bytes.
 *
 * <p>The inks stay as they are. Of the mixtures at the edges of letters, those that agree in the upper four bits of red, green
 * and blue share one place.
 */
final class Palette {

    private static final int MOST = 256;

    private final int[] colours = new int[MOST];
    private final int[] places = new int[1 << 12];
    private int size;

    private Palette() {
        Arrays.fill(places, -1);
        for (Ink ink : Ink.values()) {
            place(ink.rgb());
        }
    }

    /** The picture with its palette, or as it is where it has too many colours. */
    static BufferedImage reduced(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        byte[] reduced = new byte[pixels.length];
        Palette palette = new Palette();
        for (int i = 0; i < pixels.length; i++) {
            reduced[i] = (byte) palette.place(pixels[i]);
        }
        return palette.size > MOST ? picture : palette.image(reduced, width, height);
    }

    private int place(int rgb) {
        int key = rgb >> 12 & 0xf00 | rgb >> 8 & 0x0f0 | rgb >> 4 & 0x00f;
        if (places[key] < 0) {
            if (size < MOST) {
                colours[size] = rgb;
            }
            places[key] = size++;
        }
        return places[key];
    }

    private BufferedImage image(byte[] pixels, int width, int height) {
        IndexColorModel model = new IndexColorModel(8, size, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] inside = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels, 0, inside, 0, pixels.length);
        return image;
    }
}
