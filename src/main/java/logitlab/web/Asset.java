package logitlab.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file that browsers may keep forever.
 *
 * @param name such as {@code site.css}
 * @param hash the first eight hex digits of the content's SHA-256
 * @param packed the content compressed with gzip, if that is smaller
 */
record Asset(String name, String type, String hash, byte[] bytes, Optional<byte[]> packed) {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private static final int DIGITS = 8;

    static Asset of(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new Asset(
                name,
                type,
                hash(bytes),
                bytes,
                Optional.of(pack(bytes)).filter(packed -> packed.length < bytes.length));
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Such as {@code /static/site.3fa9c1d2.css}. */
    String address() {
        return "/static/" + file();
    }

    /** The name with the hash: {@code site.3fa9c1d2.css}. */
    String file() {
        int ending = name.lastIndexOf('.');
        return name.substring(0, ending) + "." + hash + name.substring(ending);
    }
}
