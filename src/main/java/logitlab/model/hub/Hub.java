package logitlab.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * The Hugging Face hub, or a server with the same paths: lists a model's files and sends them.
 *
 * <p>Only {@link ModelInstaller} uses it, and trusts nothing that it sends.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
public final class Hub {

    public static final String HUGGING_FACE = "https://huggingface.co";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_PAGE_BYTES = 16 << 20;
    private static final int MAX_PAGES = 50;
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

    private final URI base;
    private final RetryPolicy policy;
    private final HubClient client;

    Hub(URI base, Optional<String> token, RetryPolicy policy) {
        this.base = base;
        this.policy = policy;
        this.client = new HubClient(base, token, policy);
    }

    /**
     * @param base such as {@link #HUGGING_FACE}; plain http is accepted only for this machine
     * @param token is sent only to the base's own address, and is in no message
     * @throws IllegalArgumentException if one of them cannot be used; the message does not contain the token
     */
    public static Hub at(String base, Optional<String> token) {
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw new IllegalArgumentException(
                    "the token has spaces or characters that no token has: set HF_TOKEN again");
        }
        return new Hub(address(base), token, RetryPolicy.USUAL);
    }

    private static URI address(String base) {
        try {
            URI address = URI.create(base.replaceFirst("/+$", ""));
            if (HubClient.isSafe(address)
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "the server must be https://HOST, or http:// on this machine, but is \"" + base + "\"");
    }

    /** The address that {@link #at} was given. */
    URI base() {
        return base;
    }

    RetryPolicy.Retries retries(DownloadProgress progress) {
        return policy.new Retries(progress, client::host);
    }

    RepositoryFiles list(HubRepository repository, DownloadProgress progress)
            throws InstallException, InterruptedException {
        RetryPolicy.Retries retries = retries(progress);
        while (true) {
            try {
                return new RepositoryFiles(repository, files(repository));
            } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
                throw retries.unreachable(e);
            } catch (IOException e) {
                retries.failed(e, 0);
            }
        }
    }

    /** What the model's page says of its licence; empty if the server does not answer this as the hub does. */
    Optional<HubCard> card(HubRepository repository) throws InterruptedException {
        try (HubClient.Response response = client.get(URI.create(base + repository.card()), Map.of())) {
            return Optional.of(
                    HubCard.of(JSON.readTree(response.body().readNBytes(MAX_PAGE_BYTES)), base + "/" + repository));
        } catch (IOException | InstallException e) {
            return Optional.empty();
        }
    }

    private List<HubFile> files(HubRepository repository) throws IOException, InstallException, InterruptedException {
        List<HubFile> files = new ArrayList<>();
        Optional<URI> page = Optional.of(URI.create(base + repository.list()));
        for (int pages = 0; page.isPresent() && pages < MAX_PAGES; pages++) {
            try (HubClient.Response response = client.get(page.get(), Map.of())) {
                for (JsonNode entry : entries(response)) {
                    if (entry.path("type").asText().equals("file")) {
                        files.add(HubFile.of(entry));
                    }
                }
                page = response.headers()
                        .firstValue("Link")
                        .map(NEXT_PAGE::matcher)
                        .filter(Matcher::find)
                        .map(link -> base.resolve(link.group(1)))
                        .filter(client::isOwn);
            } catch (IllegalArgumentException e) { // the next page has no address
                throw notAList(e);
            }
        }
        return files;
    }

    private JsonNode entries(HubClient.Response response) throws IOException, InstallException {
        byte[] body = response.body().readNBytes(MAX_PAGE_BYTES);
        try {
            JsonNode list = JSON.readTree(body);
            if (list.isArray()) {
                return list;
            }
        } catch (IOException e) {
            throw notAList(e);
        }
        throw notAList(null);
    }

    private InstallException notAList(Exception cause) {
        return new InstallException(
                base + ": expected a list of the model's files in JSON, found something else. Check --from.", cause);
    }

    /**
     * A file from byte {@code from} on, or all of it if the server cannot send parts.
     *
     * @param etag of the version that the bytes before belong to
     */
    HubClient.Response open(HubRepository repository, HubFile file, long from, Optional<String> etag)
            throws IOException, InstallException, InterruptedException {
        Map<String, String> headers = new HashMap<>();
        if (from > 0) {
            headers.put("Range", "bytes=" + from + "-");
            etag.ifPresent(version -> headers.put("If-Range", version));
        }
        return client.get(URI.create(base + repository.file(file.path())), headers);
    }
}
