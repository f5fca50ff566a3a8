package logitlab.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requests to one server and to the addresses it redirects to.
 *
 * <p>HTTPS only, except for a server on this machine. The token goes to the server's own address and no further: files elsewhere
 * have signed addresses.
 */
final class HubClient {

    /**
     * A response after all redirects; its user closes it.
     *
     * @param sha256 of the whole file, if a server on the way sent it
     */
    record Response(int status, HttpHeaders headers, InputStream body, Optional<String> sha256)
            implements AutoCloseable {

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> LATER = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI base;
    private final Optional<String> token;
    private final RetryPolicy policy;
    private final HttpClient client;
    private URI asked; // last: the address of a redirect may fail as well as the server itself

    HubClient(URI base, Optional<String> token, RetryPolicy policy) {
        this.base = base;
        this.asked = base;
        this.token = token;
        this.policy = policy;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one file at a time: nothing to share a connection for
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(policy.connect())
                .build();
    }

    /** Whether requests may go to this address. */
    static boolean isSafe(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
    }

    /** The host of the last request, for a message about its failure. */
    String host() {
        return asked.getAuthority();
    }

    /** Whether this is an address of the server itself, to which the token may go. */
    boolean isOwn(URI address) {
        return base.getScheme().equals(address.getScheme())
                && base.getHost().equalsIgnoreCase(address.getHost())
                && port(base) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /**
     * @return a response with status 200, 206 or 416
     * @throws RetryPolicy.RetryLaterException if the server asks for that
     * @throws InstallException if it refuses
     */
    Response get(URI address, Map<String, String> headers) throws IOException, InstallException, InterruptedException {
        URI at = address;
        Optional<String> sha256 = Optional.empty();
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            asked = at;
            HttpResponse<InputStream> response = client.send(request(at, headers), BodyHandlers.ofInputStream());
            if (sha256.isEmpty()) {
                sha256 = response.headers().firstValue("X-Linked-ETag").flatMap(HubFile::sha256);
            }
            if (!REDIRECTS.contains(response.statusCode())) {
                return answer(at, response, sha256);
            }
            response.body().close();
            at = next(at, response.headers().firstValue("Location").orElse(""));
        }
        throw new InstallException(
                "%s redirects more than %d times. Check --from.".formatted(withoutQuery(address), MAX_REDIRECTS));
    }

    private HttpRequest request(URI at, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(policy.silence()).header("User-Agent", "logitlab");
        headers.forEach(request::header);
        if (isOwn(at)) {
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
        return request.build();
    }

    private static URI next(URI at, String location) throws InstallException {
        URI next;
        try {
            next = at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new InstallException(withoutQuery(at) + " redirects to an invalid address. Check --from.", e);
        }
        if (!isSafe(next) || at.getScheme().equals("https") && !"https".equals(next.getScheme())) {
            throw new InstallException(
                    "%s redirects to %s: expected an address with https://. Do not take anything from there."
                            .formatted(withoutQuery(at), withoutQuery(next)));
        }
        return next;
    }

    private Response answer(URI at, HttpResponse<InputStream> response, Optional<String> sha256)
            throws IOException, InstallException {
        int status = response.statusCode();
        if (status == 200 || status == 206 || status == 416) {
            return new Response(
                    status, response.headers(), new TimeoutInputStream(response.body(), policy.silence()), sha256);
        }
        response.body().close();
        String what = withoutQuery(at) + " answers " + status;
        if (LATER.contains(status)) {
            throw new RetryPolicy.RetryLaterException(
                    what + (status == 429 ? " (too many requests)" : " (it cannot answer now)"), pause(response));
        }
        throw new InstallException(what + refusal(status));
    }

    private static Optional<Duration> pause(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}")) // a date is as rare as a clock that agrees with it
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private String refusal(int status) {
        return switch (status) {
            case 401 ->
                token.isPresent()
                        ? ": it rejects the token in HF_TOKEN, or there is no such model. Check both."
                        : ": there is no such model, or it is not open to everyone. Check the name;"
                                + " for a model with conditions accept them on its page, and set HF_TOKEN.";
            case 403 ->
                ": access is denied. Accept the model's conditions on its page,"
                        + " and set HF_TOKEN to a token that may read it.";
            case 404 -> ": not found. Check the model's name and --revision.";
            default -> ": expected 200. Check --from.";
        };
    }

    /** The query may be a signature. */
    private static String withoutQuery(URI address) {
        return address.getHost() == null
                ? address.getScheme() + ":..."
                : address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
}
