package logitlab.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requests to one server and wherever it leads.
 *
 * <p>HTTPS alone, but for a server on this machine. The token goes to the server's own address and never further: where files lie
 * elsewhere, their addresses are signed.
 */
final class Requests {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> LATER = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI base;
    private final Optional<String> token;
    private final Patience patience;
    private final HttpClient client;
    private URI asked; // last: where a server leads to may fail as well as the server itself

    Requests(URI base, Optional<String> token, Patience patience) {
        this.base = base;
        this.asked = base;
        this.token = token;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one file at a time: nothing to share a connection for
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect())
                .build();
    }

    /** Whether an address may be asked. */
    static boolean safe(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
    }

    /** The host that was asked last, for saying which one failed. */
    String host() {
        return asked.getAuthority();
    }

    /** Whether an address is the base's own, where the token may go. */
    boolean own(URI address) {
        return base.getScheme().equals(address.getScheme())
                && base.getHost().equalsIgnoreCase(address.getHost())
                && port(base) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /**
     * @return an answer 200, 206 or 416
     * @throws TryLater where the server asks for that
     * @throws CannotAdd where it refuses
     */
    Answer get(URI address, Map<String, String> headers) throws IOException, CannotAdd, InterruptedException {
        URI at = address;
        Optional<String> sha256 = Optional.empty();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            asked = at;
            HttpResponse<InputStream> response = client.send(request(at, headers), BodyHandlers.ofInputStream());
            if (sha256.isEmpty()) {
                sha256 = response.headers().firstValue("X-Linked-ETag").flatMap(HubFile::sha256);
            }
            if (!REDIRECTS.contains(response.statusCode())) {
                return answer(at, response, sha256);
            }
            response.body().close();
            at = next(at, response);
        }
        throw new CannotAdd(plain(address) + " leads from one address to another, more than " + MOST_REDIRECTS
                + " times. Check --from.");
    }

    private HttpRequest request(URI at, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(patience.silence()).header("User-Agent", "logitlab");
        headers.forEach(request::header);
        if (own(at)) {
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
        return request.build();
    }

    private static URI next(URI at, HttpResponse<?> response) throws CannotAdd {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI next = at.resolve(location);
            boolean downgrade = at.getScheme().equals("https") && !"https".equals(next.getScheme());
            if (safe(next) && !downgrade) {
                return next;
            }
            throw new CannotAdd("%s leads to %s: expected an address with https://. Do not take anything from there."
                    .formatted(plain(at), plain(next)));
        } catch (IllegalArgumentException e) {
            throw new CannotAdd(plain(at) + " leads to an address that is none. Check --from.", e);
        }
    }

    private Answer answer(URI at, HttpResponse<InputStream> response, Optional<String> sha256)
            throws IOException, CannotAdd {
        int status = response.statusCode();
        if (status == 200 || status == 206 || status == 416) {
            return new Answer(
                    status, response.headers(), new SteadyStream(response.body(), patience.silence()), sha256);
        }
        response.body().close();
        String what = plain(at) + " answers " + status;
        if (LATER.contains(status)) {
            throw new TryLater(
                    what + (status == 429 ? " (too many requests)" : " (it cannot answer now)"), pause(response));
        }
        throw new CannotAdd(what + refused(status));
    }

    private static Optional<Duration> pause(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}")) // a date is as rare as a clock that agrees with it
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private String refused(int status) {
        switch (status) {
            case 401:
                return token.isPresent()
                        ? ": it does not take the token in HF_TOKEN, or there is no such model. Check both."
                        : ": there is no such model, or it is not open to everyone. Check the name;"
                                + " for a model with conditions accept them on its page, and set HF_TOKEN.";
            case 403:
                return ": it does not give this to you. Accept the model's conditions on its page,"
                        + " and set HF_TOKEN to a token that may read it.";
            case 404:
                return ": there is nothing. Check the model's name and --revision.";
            default:
                return ": expected 200. Check --from.";
        }
    }

    /** Without the query, which may be a signature. */
    private static String plain(URI address) {
        return address.getHost() == null
                ? address.getScheme() + ":..."
                : address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
}
