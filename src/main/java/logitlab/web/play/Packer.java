package logitlab.web.play;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * Text as bytes, packed for a browser that takes that; each piece can be read as soon as it has arrived.
 */
final class Packer implements AutoCloseable {

    /** What the browser is told: zlib's own format. */
    static final String ENCODING = "deflate";

    private final Deflater deflater;
    private boolean closed;

    /** @param packed false for plain text */
    Packer(boolean packed) {
        this.deflater = packed ? new Deflater(Deflater.BEST_SPEED) : null;
    }

    /** The bytes of {@code text}; those of all pieces, one behind the other, are what is sent. */
    synchronized byte[] pack(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (deflater == null || closed) { // once closed, nobody reads it
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        deflater.setInput(plain);
        for (int size = buffer.length; size == buffer.length; ) {
            size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            packed.write(buffer, 0, size);
        }
        return packed.toByteArray();
    }

    /** Gives the native memory back. */
    @Override
    public synchronized void close() {
        if (deflater != null) {
            closed = true;
            deflater.end();
        }
    }
}
