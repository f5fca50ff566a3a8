package logitlab.web;

import java.util.Map;
import logitlab.web.packed.PackedBody;

/**
 * A file that browsers may keep forever.
 *
 * @param name such as {@code site.css}
 * @param hash the first eight hex digits of the content's SHA-256
 */
record Asset(String name, String type, String hash, PackedBody body) {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private static final int DIGITS = 8;

    static Asset of(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new Asset(name, type, PackedBody.hash(bytes).substring(0, DIGITS), PackedBody.of(bytes));
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
