package logitlab.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A local server with the paths of the hub and one model. A test can make it misbehave. */
public final class HubServer implements AutoCloseable {

    /** The id of its model. */
    public static final String MODEL = "tests/bigram";

    private static final String FILES = "/" + MODEL + "/resolve/main/";
    private static final String CARD = "/api/models/" + MODEL + "/revision/main";
    private static final String LIST = "/api/models/" + MODEL + "/tree/main";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private byte[] card;

    /** A request that it received, with the relevant headers; empty if there was none. */
    public record Request(String path, String authorization, String range, String ifRange) {}

    /** How it answers one request for a file. */
    public interface Reply {
        void to(HttpExchange exchange, byte[] file) throws IOException;
    }

    public HubServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts a server with the files of a package. */
    public static HubServer of(Path folder) throws IOException {
        HubServer server = new HubServer();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).toList()) {
                server.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return server;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void put(String path, byte[] file) {
        files.put(path, file);
    }

    /** What it answers for the model's page; without this, as for any page that it does not have. */
    public void card(String json) {
        card = json.getBytes(StandardCharsets.UTF_8);
    }

    public byte[] file(String path) {
        return files.get(path);
    }

    void remove(String path) {
        files.remove(path);
    }

    /** Answers the next requests for a file, or for the list if the path is empty, in these ways; later ones normally. */
    public void next(String path, Reply... next) {
        replies.computeIfAbsent(path, none -> new ArrayDeque<>()).addAll(List.of(next));
    }

    public List<Request> requests() {
        return requests;
    }

    /** Closes the connection once, after this many bytes of a file. */
    public void cutOnce(String path, int count) {
        next(path, cutAfter(count));
    }

    public List<Request> requests(String path) {
        return requests.stream()
                .filter(request -> request.path().equals(FILES + path))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(new Request(
                path, header(exchange, "Authorization"), header(exchange, "Range"), header(exchange, "If-Range")));
        try (exchange) {
            String name = path.startsWith(FILES) ? path.substring(FILES.length()) : "";
            byte[] body = path.equals(LIST) ? list() : path.equals(CARD) ? card : files.get(name);
            Deque<Reply> next = replies.getOrDefault(path.equals(LIST) ? "" : name, new ArrayDeque<>());
            Reply reply = body == null ? status(404) : next.isEmpty() ? HubServer::honestly : next.remove();
            reply.to(exchange, body);
        } catch (IOException gone) {
            // the client has what it wanted, or does not want it
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** As on the hub: small text files have no SHA-256. */
    public byte[] list() {
        ArrayNode list = new ObjectMapper().createArrayNode();
        list.addObject().put("type", "directory").put("path", "onnx").put("size", 0);
        files.forEach((path, file) -> {
            ObjectNode entry =
                    list.addObject().put("type", "file").put("path", path).put("size", file.length);
            if (!path.endsWith("config.json")) {
                entry.putObject("lfs").put("oid", sha256(file)).put("size", file.length);
            }
        });
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int from(HttpExchange exchange) {
        String range = header(exchange, "Range");
        return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    /** Sends the head of a correct answer, and returns the bytes that belong to it. */
    private static byte[] begin(HttpExchange exchange, byte[] file) throws IOException {
        String etag = "\"" + sha256(file).substring(0, 8) + "\"";
        String ifRange = header(exchange, "If-Range");
        int from = ifRange.isEmpty() || ifRange.equals(etag) ? from(exchange) : 0;
        exchange.getResponseHeaders().set("ETag", etag);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from == 0 ? -1 : file.length - from);
        return Arrays.copyOfRange(file, from, file.length);
    }

    public static void honestly(HttpExchange exchange, byte[] file) throws IOException {
        exchange.getResponseBody().write(begin(exchange, file));
    }

    /** Announces the right length, sends {@code count} bytes and closes the connection. */
    public static Reply cutAfter(int count) {
        return (exchange, file) -> exchange.getResponseBody().write(begin(exchange, file), 0, count);
    }

    /** Does the same without naming the version of the file. */
    public static Reply cutNamelessAfter(int count) {
        return (exchange, file) -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, count);
        };
    }

    /** Sends {@code count} of the requested bytes, as if they were all. */
    public static Reply drip(int count) {
        return (exchange, file) -> {
            int from = from(exchange);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, 0);
            exchange.getResponseBody().write(file, from, count);
        };
    }

    /** Sends {@code count} bytes and then nothing more, but keeps the connection open. */
    public Reply silentAfter(int count) {
        return (exchange, file) -> {
            exchange.getResponseBody().write(begin(exchange, file), 0, count);
            exchange.getResponseBody().flush();
            waitUntilClosed();
        };
    }

    /** Never starts to answer. */
    public Reply silent() {
        return (exchange, file) -> waitUntilClosed();
    }

    private void waitUntilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the whole file, whatever range was requested. */
    public static Reply whole() {
        return (exchange, file) -> other(file).to(exchange, file);
    }

    /** Sends this instead of the file, with its length. */
    public static Reply other(byte[] body) {
        return (exchange, file) -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Sends this instead of the file, in chunks, so that its length is known only at the end. */
    public static Reply inPieces(byte[] body) {
        return (exchange, file) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
        };
    }

    public static Reply status(int status, String... headers) {
        return (exchange, file) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    public static Reply leadTo(String location, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Location";
        all[headers.length + 1] = location;
        return status(302, all);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
