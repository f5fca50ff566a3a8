package logitlab.web;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;

/**
 * The headers of every answer. For security: nothing inline, nothing from elsewhere, nothing to guess; for the caches on the
 * way: an answer is compressed, and in a certain language, only for those who ask for it so, and is checked again unless its
 * route says how long it may be kept.
 */
public final class Headers {

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                    + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), browsing-topics=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Vary",
            "Accept-Encoding, Accept-Language",
            "Cache-Control",
            "no-cache");

    /** No quality, or one above 0: {@code gzip;q=0} refuses gzip. */
    private static final String NOT_REFUSED = "(\\s*;\\s*q=(1(\\.0*)?|0\\.0*[1-9][0-9]*))?";

    private Headers() {}

    /** Whether the {@code Accept-Encoding} of a request names an encoding, such as {@code gzip}, and does not refuse it. */
    public static boolean accepts(Context ctx, String encoding) {
        return Stream.of(Objects.requireNonNullElse(ctx.header("Accept-Encoding"), "")
                        .split(","))
                .map(String::strip)
                .anyMatch(entry ->
                        entry.equals(encoding) || entry.toLowerCase(Locale.ROOT).matches(encoding + NOT_REFUSED));
    }

    /** Every 503 says when to try again: soon, unless the answer knows better. */
    static void addRetryAfter(int status, HttpFields.Mutable headers) {
        if (status == 503 && !headers.contains("Retry-After")) {
            headers.put("Retry-After", "2");
        }
    }

    static void addTo(HttpFields.Mutable headers) {
        ALWAYS.forEach(headers::put);
    }
}
