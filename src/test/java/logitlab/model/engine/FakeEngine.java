package logitlab.model.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Packages;

/** A server of the Open Inference Protocol that answers with Storyteller's logits, or in one of the ways in which servers fail. */
public final class FakeEngine implements AutoCloseable {

    /** How it answers. */
    public enum Manner {
        RIGHT,
        /** The numbers as JSON, as a server without the extension writes them. */
        AS_JSON,
        /** The same in lists of lists. */
        AS_NESTED_JSON,
        SLOW,
        SLOW_BODY,
        STATUS_500,
        STATUS_404,
        STATUS_400,
        REDIRECT,
        BROKEN,
        TRUNCATED,
        TOO_LARGE,
        NOT_JSON,
        WRONG_LENGTH,
        NO_OUTPUTS,
        OTHER_OUTPUT,
        EVERY_POSITION,
        DOUBLES,
        TOO_FEW_BYTES,
        TOO_FEW_NUMBERS,
        WORDS,
        NAN,
        NAN_AS_JSON,
        OTHER_NUMBERS,
        /** One text in a request alone. */
        NO_BATCHES,
        /** Numbers that depend on the other texts of the request, as on many GPUs. */
        INEXACT_BATCHES
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int VOCABULARY = 4096;
    private static final int SLOW = 20_000; // longer than any test waits, on a busy machine too

    /** The tokens of the probe. */
    static final Prefix PROBE = Prefix.of(291, 388, 485, 582);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Integer> batches = new ArrayList<>();
    private volatile Manner manner = Manner.RIGHT;
    private volatile JsonNode lastRequest;

    private FakeEngine(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public static FakeEngine start() throws IOException {
        return new FakeEngine(0);
    }

    /** The same address after it was closed. */
    static FakeEngine startAgain(int port) throws IOException {
        return new FakeEngine(port);
    }

    public FakeEngine answering(Manner next) {
        manner = next;
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    public int requests() {
        return requests.get();
    }

    JsonNode lastRequest() {
        return lastRequest;
    }

    /** How many texts each request since the last call had. */
    synchronized List<Integer> batches() {
        List<Integer> copy = List.copyOf(batches);
        batches.clear();
        return copy;
    }

    /** Makes a package of Storyteller that runs here. @param timeout in milliseconds */
    public Path pack(Path folder, int timeout) {
        return pack(folder, url(), timeout);
    }

    static Path pack(Path folder, String url, int timeout) {
        Logits probe = Packages.storyteller().logits(PROBE);
        try {
            Files.createDirectories(folder);
            for (String file : List.of("config.json", "tokenizer.json")) {
                Files.copy(Packages.STORYTELLER.resolve(file), folder.resolve(file));
            }
            Files.writeString(folder.resolve(EngineFile.NAME), """
                    {"protocol": "open-inference", "url": "%s", "model": "storyteller", "timeout_ms": %d, "sha256": "%s",
                     "probe": {"ids": %s, "greedy": %d, "log_sum_exp": %s}}
                    """.formatted(
                    url, timeout, "ab".repeat(32), PROBE.ids().boxed().toList(), probe.argmax(), probe.logSumExp()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String length = exchange.getRequestHeaders().getFirst(InferenceMessage.JSON_LENGTH);
            if (!exchange.getRequestURI().getPath().equals("/v2/models/storyteller/infer") || length == null) {
                send(exchange, 404, "{\"error\": \"no such model\"}".getBytes());
                return;
            }
            lastRequest = JSON.readTree(body, 0, Integer.parseInt(length));
            List<Prefix> texts = texts(body, Integer.parseInt(length));
            synchronized (this) {
                batches.add(texts.size());
            }
            answer(exchange, texts, manner);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, List<Prefix> texts, Manner now)
            throws IOException, InterruptedException {
        switch (now) {
            case SLOW -> Thread.sleep(SLOW);
            case STATUS_500, STATUS_404, STATUS_400 -> {
                int status = Integer.parseInt(now.name().substring("STATUS_".length()));
                send(exchange, status, "{\"error\": \"no such model:\\u001b[2J\\nstoryteller\"}".getBytes());
                return;
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
                send(exchange, 302, new byte[0]);
                return;
            }
            case BROKEN -> {
                return; // closes the connection without an answer
            }
            case NO_BATCHES -> {
                if (texts.size() > 1) {
                    send(exchange, 400, "{\"error\": \"batch size must be <= 1\"}".getBytes());
                    return;
                }
            }
            default -> {}
        }
        float[] values = values(texts, now);
        ObjectNode json = JSON.createObjectNode().put("model_name", "storyteller");
        ObjectNode output = JSON.createObjectNode()
                .put("name", now == Manner.OTHER_OUTPUT ? "last_hidden_state" : "logits")
                .put("datatype", now == Manner.DOUBLES ? "FP64" : "FP32");
        output.putArray("shape")
                .add(texts.size())
                .add(now == Manner.EVERY_POSITION ? texts.get(0).size() : 1)
                .add(VOCABULARY);
        if (now != Manner.NO_OUTPUTS) {
            json.putArray("outputs").add(output);
        }
        if (List.of(Manner.AS_JSON, Manner.AS_NESTED_JSON, Manner.TOO_FEW_NUMBERS, Manner.WORDS, Manner.NAN_AS_JSON)
                .contains(now)) {
            send(
                    exchange,
                    200,
                    (json.toString().replace("]}]", "], \"data\": " + data(values, now) + "}]")).getBytes());
            return;
        }
        ByteBuffer binary = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        binary.asFloatBuffer().put(values);
        output.putObject("parameters")
                .put("binary_data_size", now == Manner.TOO_FEW_BYTES ? binary.capacity() - 4 : binary.capacity());
        byte[] head = now == Manner.NOT_JSON ? "<html>".getBytes() : JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders()
                .set(
                        InferenceMessage.JSON_LENGTH,
                        now == Manner.WRONG_LENGTH ? "123456789" : Integer.toString(head.length));
        byte[] whole = ByteBuffer.allocate(head.length + binary.capacity())
                .put(head)
                .put(binary)
                .array();
        if (now == Manner.TOO_LARGE) {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(whole);
            }
        } else if (now == Manner.TRUNCATED || now == Manner.SLOW_BODY) {
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, whole.length / 2);
            exchange.getResponseBody().flush();
            if (now == Manner.SLOW_BODY) {
                Thread.sleep(SLOW);
            }
        } else {
            send(exchange, 200, whole);
        }
    }

    private static float[] values(List<Prefix> texts, Manner now) {
        float[] values = new float[texts.size() * VOCABULARY];
        for (int text = 0; text < texts.size(); text++) {
            double[] logits = Packages.storyteller().logits(texts.get(text)).toArray();
            for (int id = 0; id < VOCABULARY; id++) {
                values[text * VOCABULARY + id] = (float) logits[id];
            }
        }
        boolean fed = !texts.get(0).equals(PROBE);
        if (now == Manner.NAN && fed) {
            values[7] = Float.NaN;
        } else if (now == Manner.OTHER_NUMBERS) {
            values[7] = 50;
        } else if (now == Manner.INEXACT_BATCHES && texts.size() > 1) {
            IntStream.range(0, values.length).forEach(i -> values[i] += 1e-5f);
        }
        return values;
    }

    private static String data(float[] values, Manner now) {
        List<String> numbers = IntStream.range(0, now == Manner.TOO_FEW_NUMBERS ? 100 : values.length)
                .mapToObj(i -> Float.toString(values[i]))
                .collect(Collectors.toCollection(ArrayList::new));
        if (now == Manner.WORDS) {
            numbers.set(3, "\"three\"");
        } else if (now == Manner.NAN_AS_JSON) {
            numbers.set(3, "NaN");
        }
        String list = "[" + String.join(",", numbers) + "]";
        return now == Manner.AS_NESTED_JSON ? "[[" + list + "]]" : list;
    }

    private static List<Prefix> texts(byte[] body, int from) {
        try {
            JsonNode input = JSON.readTree(body, 0, from).path("inputs").get(0);
            int texts = input.path("shape").get(0).asInt();
            int length = input.path("shape").get(1).asInt();
            ByteBuffer ids = ByteBuffer.wrap(body, from, body.length - from).order(ByteOrder.LITTLE_ENDIAN);
            return IntStream.range(0, texts)
                    .mapToObj(text -> Prefix.of(IntStream.range(0, length)
                            .map(i -> (int) ids.getLong(from + Long.BYTES * (text * length + i)))
                            .toArray()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Waits until something about an engine holds. */
    public static void await(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
