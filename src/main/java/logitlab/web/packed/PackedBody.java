package logitlab.web.packed;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The body of an answer, compressed if that makes it smaller. With its hash a browser can ask whether the body that it has kept is
 * still the current one.
 *
 * @param hash the first sixteen hex digits of the SHA-256 of the bytes
 * @param bytes the content, compressed with gzip if {@code packed}
 */
public record PackedBody(String hash, byte[] bytes, boolean packed) {

    private static final int DIGITS = 16;

    public static PackedBody of(byte[] content) {
        byte[] packed = pack(content);
        boolean smaller = packed.length < content.length;
        byte[] bytes = smaller ? packed : content;
        return new PackedBody(hash(bytes).substring(0, DIGITS), bytes, smaller);
    }

    /** The SHA-256 of a content in hex digits. */
    public static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private byte[] unpacked() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Answers with this body, or with status 304 if the browser has it.
     *
     * @param gzip whether the browser accepts it compressed
     */
    public void answer(Context ctx, String type, boolean gzip) {
        boolean asItIs = gzip || !packed;
        String tag = "\"" + hash + (packed && gzip ? "-gzip" : "") + "\"";
        ctx.disableCompression().contentType(type).header("ETag", tag);
        if (isKnown(ctx, tag)) {
            ctx.status(HttpStatus.NOT_MODIFIED).result(InputStream.nullInputStream());
            return;
        }
        if (packed && gzip) {
            ctx.header("Content-Encoding", "gzip");
        }
        byte[] body = asItIs ? bytes : unpacked();
        ctx.result(body).contentType(type);
        ctx.res().setContentLength(body.length);
    }

    private static boolean isKnown(Context ctx, String tag) {
        return Optional.ofNullable(ctx.header("If-None-Match")).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }
}
