package logitlab.web.preview;

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

/**
 * One font file: the outline and the width of each character, for letters of size 1. Safe for use by many threads.
 *
 * <p>FontBox reads it, because {@link java.awt.Font#createFont} fails on a server without the fontconfig library.
 */
final class FontFace {

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double scale;

    private FontFace(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
        this.scale = 1.0 / font.getUnitsPerEm();
    }

    /** @param name of a file in {@code fonts}, without its ending */
    static FontFace load(String name) {
        try (InputStream in = FontFace.class.getResourceAsStream("/fonts/" + name + ".ttf")) {
            return new FontFace(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(int codePoint) {
        return glyphs.getGlyphId(codePoint) != 0;
    }

    /** The distance from this character to the next. */
    synchronized double advance(int codePoint) {
        try {
            return scale * font.getAdvanceWidth(glyphs.getGlyphId(codePoint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outline, upward from the baseline; a box if the file lacks the character. */
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
