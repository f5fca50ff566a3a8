package logitlab.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;
import logitlab.web.prefix.PathPrefix;

/**
 * The origin at which a visitor reached this server, such as {@code https://lab.example.org:8443}, with the {@linkplain PathPrefix prefix} of
 * the site; it makes addresses absolute.
 */
public final class Origin {

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private Origin() {}

    /** The origin in the request; empty if it names no host, or something that is not a host. */
    public static Optional<String> of(Context ctx) {
        return Optional.ofNullable(ctx.host())
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> (ClientAccess.of(ctx).secure(ctx) ? "https" : "http")
                        + "://"
                        + host
                        + PathPrefix.of(ctx).text());
    }
}
