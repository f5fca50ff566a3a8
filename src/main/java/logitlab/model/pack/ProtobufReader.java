package logitlab.model.pack;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the fields of a protobuf file in their order and skips what nobody needs, so that a file of gigabytes is read in a moment.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf: encoding</a>
 */
final class ProtobufReader implements AutoCloseable {

    private static final int BUFFER = 1 << 14;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int VARINT_BITS = 70;
    private static final int DEEPEST = 100;

    private final SeekableByteChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferStart;
    private int depth;
    private int wireType;
    private long length; // of the value that was announced last, if it has one

    /** A file that is not protobuf, or not the message that was expected. */
    static final class FormatException extends IOException {

        private static final long serialVersionUID = 1;
    }

    /** Does something with a field whose value comes next; what it does not read is skipped. */
    @FunctionalInterface
    interface FieldReader {

        void read(int number) throws IOException;
    }

    ProtobufReader(Path file) throws IOException {
        this.channel = Files.newByteChannel(file);
        this.size = channel.size();
    }

    /** The fields of the whole file. @throws EOFException if the file ends before the last field does */
    void message(FieldReader reader) throws IOException {
        fields(size, reader);
    }

    /** The fields of the message that is the value of the current field. */
    void nested(FieldReader reader) throws IOException {
        requireBytes();
        if (depth == DEEPEST) {
            throw new FormatException();
        }
        depth++;
        fields(position() + length, reader);
        depth--;
    }

    private void fields(long end, FieldReader reader) throws IOException {
        while (position() < end) {
            long tag = varint();
            int number = (int) (tag >>> 3);
            int type = (int) (tag & 7);
            wireType = type;
            length = type == 2 ? varint() : 0;
            if (number < 1 || length < 0 || type != 0 && type != 1 && type != 2 && type != 5) {
                throw new FormatException();
            }
            long start = position();
            long bytes = type == 2 ? length : type == 1 ? Long.BYTES : type == 5 ? Integer.BYTES : 0;
            if (bytes > size - start) {
                throw new EOFException();
            }
            if (bytes > end - start) {
                throw new FormatException();
            }
            reader.read(number);
            if (type == 0) {
                if (position() == start) {
                    varint();
                }
            } else {
                moveTo(start + bytes);
            }
        }
    }

    /** The value of the current field, a whole number. */
    long number() throws IOException {
        if (wireType != 0) {
            throw new FormatException();
        }
        return varint();
    }

    /** The product of the whole numbers in the current field, which has one of them or several. */
    long product() throws IOException {
        if (wireType == 0) {
            return varint();
        }
        requireBytes();
        long end = position() + length;
        long product = 1;
        while (position() < end) {
            product *= varint();
        }
        return product;
    }

    /** The value of the current field, a text. */
    String text() throws IOException {
        requireBytes();
        if (length > LONGEST_TEXT) {
            throw new FormatException();
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void requireBytes() throws FormatException {
        if (wireType != 2) {
            throw new FormatException();
        }
    }

    private long position() {
        return bufferStart + buffer.position();
    }

    private void moveTo(long position) throws IOException {
        if (position >= bufferStart && position <= bufferStart + buffer.limit()) {
            buffer.position((int) (position - bufferStart));
        } else {
            bufferStart = position;
            channel.position(position);
            buffer.limit(0);
        }
    }

    private byte next() throws IOException {
        if (!buffer.hasRemaining()) {
            bufferStart = position();
            channel.position(bufferStart);
            buffer.clear();
            if (channel.read(buffer) < 1) {
                buffer.limit(0);
                throw new EOFException();
            }
            buffer.flip();
        }
        return buffer.get();
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            byte part = next();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new FormatException();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
