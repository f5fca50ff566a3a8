package logitlab.model;

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
import javax.net.ssl.SSLException;

/**
 * The Hugging Face hub, or a server with the same paths: lists a model's files and sends them.
 *
 * <p>It is asked by {@link Addition} alone, and what it says is not trusted.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
public final class Hub {

    public static final String HUGGING_FACE = "https://huggingface.co";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES_OF_A_PAGE = 16 << 20;
    private static final int MOST_PAGES = 50;

    private final URI base;
    private final Patience patience;
    private final Requests requests;

    Hub(URI base, Optional<String> token, Patience patience) {
        this.base = base;
        this.patience = patience;
        this.requests = new Requests(base, token, patience);
    }

    /**
     * @param base such as {@link #HUGGING_FACE}; plain http only to this machine
     * @param token goes to the base's own address alone, and into no message
     * @throws IllegalArgumentException where one of them cannot be used; the message does not have the token
     */
    public static Hub at(String base, Optional<String> token) {
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw new IllegalArgumentException("the token has spaces or signs that no token has: set HF_TOKEN again");
        }
        return new Hub(address(base), token, Patience.USUAL);
    }

    private static URI address(String base) {
        try {
            URI address = URI.create(base.replaceFirst("/+$", ""));
            if (Requests.safe(address)
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // worded below
        }
        throw new IllegalArgumentException(
                "the server must be https://HOST, or http:// on this machine, but is \"" + base + "\"");
    }

    /** The address that {@link #at} was given. */
    public URI base() {
        return base;
    }

    Tries tries(Progress progress) {
        return new Tries(patience, progress, requests::host);
    }

    Listing list(Repository repository, Progress progress) throws CannotAdd, InterruptedException {
        Tries tries = tries(progress);
        while (true) {
            try {
                return new Listing(repository, files(repository));
            } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
                throw tries.unreachable(e);
            } catch (IOException e) {
                tries.failed(e, 0);
            }
        }
    }

    private List<HubFile> files(Repository repository) throws IOException, CannotAdd, InterruptedException {
        List<HubFile> files = new ArrayList<>();
        Optional<URI> page = Optional.of(URI.create(base + repository.list()));
        for (int pages = 0; page.isPresent() && pages < MOST_PAGES; pages++) {
            try (Answer answer = requests.get(page.get(), Map.of())) {
                for (JsonNode entry : entries(answer)) {
                    if (entry.path("type").asText().equals("file")) {
                        files.add(HubFile.of(entry));
                    }
                }
                page = nextPage(answer);
            }
        }
        return files;
    }

    private Optional<URI> nextPage(Answer answer) throws CannotAdd {
        try {
            return answer.nextPage().map(base::resolve).filter(requests::own);
        } catch (IllegalArgumentException e) {
            throw notAList(e);
        }
    }

    private JsonNode entries(Answer answer) throws IOException, CannotAdd {
        byte[] body = answer.body().readNBytes(MOST_BYTES_OF_A_PAGE);
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

    private CannotAdd notAList(Exception cause) {
        return new CannotAdd(
                base + ": expected a list of the model's files in JSON, found something else. Check --from.", cause);
    }

    /**
     * A file from byte {@code from} on, or all of it where the server cannot.
     *
     * @param etag of the version that the bytes before are of
     */
    Answer open(Repository repository, HubFile file, long from, Optional<String> etag)
            throws IOException, CannotAdd, InterruptedException {
        Map<String, String> headers = new HashMap<>();
        if (from > 0) {
            headers.put("Range", "bytes=" + from + "-");
            etag.ifPresent(version -> headers.put("If-Range", version));
        }
        return requests.get(URI.create(base + repository.file(file.path())), headers);
    }
}
