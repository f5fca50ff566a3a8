package logitlab.model.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The alphabet of byte-level vocabularies: a printable character for each of the 256 bytes, so that entries are text in JSON.
 *
 * <p>Printable Latin-1 bytes stand for themselves, the 68 others for U+0100 onwards in their order. Source: GPT-2's encoder.py.
 *
 * <pre>
 * "Ġcat" is the bytes of " cat"
 * </pre>
 */
final class ByteLevel {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private static final int[] BYTE_OF = byteOf();

    private ByteLevel() {}

    private static int[] byteOf() {
        int[] byteOf = new int[0x144];
        Arrays.fill(byteOf, -1);
        int next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean itself = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            byteOf[itself ? b : next++] = b;
        }
        return byteOf;
    }

    /** The token with this entry in the vocabulary; an entry with other letters, which was added later, is written as it is. */
    static Token token(int id, String entry) {
        if (!entry.chars().allMatch(c -> c < BYTE_OF.length && BYTE_OF[c] >= 0)) {
            return token(id, entry.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = new byte[entry.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) BYTE_OF[entry.charAt(i)];
        }
        return token(id, bytes);
    }

    static Token token(int id, byte[] bytes) {
        return new Token(id, new String(bytes, StandardCharsets.UTF_8), HEX.formatHex(bytes), !isWhole(bytes));
    }

    /** Whether the bytes are whole characters. */
    static boolean isWhole(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
