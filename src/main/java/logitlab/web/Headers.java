package logitlab.web;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/**
 * The headers of every answer. For security: nothing inline, nothing from elsewhere, nothing to guess; for the caches on the
 * way: compressed answers are for those who ask for them, and answers that a route does not mark as cacheable are checked
 * again.
 */
final class Headers {

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
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
            "Accept-Encoding",
            "Cache-Control",
            "no-cache");

    private Headers() {}

    /** Every 503 says when to try again. */
    static void addRetryAfter(int status, HttpFields.Mutable headers) {
        if (status == 503) {
            headers.put("Retry-After", "2");
        }
    }

    static void addTo(HttpFields.Mutable headers) {
        ALWAYS.forEach(headers::put);
    }
}
