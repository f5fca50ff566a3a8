package logitlab.web.play;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** One font file: the outline and the width of each character, for letters of size 1. Safe for use by many threads. */
final class Face {

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double scale;

    private Face(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
        this.scale = 1.0 / font.getUnitsPerEm();
    }

    /** @param name of the file, without its ending */
    static Face load(String name) {
        try (InputStream in = Face.class.getResourceAsStream(FOLDER + name + ".ttf")) {
            return new Face(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(int codePoint) {
        return glyphs.getGlyphId(codePoint) != 0;
    }

    /** How far the next character stands from this one. */
    synchronized double advance(int codePoint) {
        try {
            return scale * font.getAdvanceWidth(glyphs.getGlyphId(codePoint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outline, upward from the line that letters stand on; a box for what the file does not have. */
    synchronized Shape outline(int codePoint) {
        try {
            GlyphData glyph = font.getGlyph().getGlyph(glyphs.getGlyphId(codePoint));
            GeneralPath path = glyph == null ? new GeneralPath() : glyph.getPath();
            path.transform(AffineTransform.getScaleInstance(scale, scale));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
