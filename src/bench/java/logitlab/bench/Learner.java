package logitlab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A learner who extends a text token by token with {@code POST /api/v1/next}. */
final class Learner implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final String model;
    private final SplittableRandom random;
    private final List<Integer> tokens = new ArrayList<>();
    private int prompt;

    Learner(URI server, String model, long seed) throws IOException {
        this.connection = new Connection(server);
        this.model = model;
        this.random = new SplittableRandom(seed);
    }

    /** Starts a new text and extends it to this many tokens, so that the server has cached its prefix. */
    void begin(int length) throws IOException {
        tokens.clear();
        prompt = JSON.readTree(send().ok().body()).get("prefix_tokens").size();
        while (prompt + tokens.size() < length) {
            tokens.add(100 + random.nextInt(3000));
        }
        send().ok();
    }

    /** Asks for the next token. @return the nanoseconds from the first byte sent to the last received */
    long step() throws IOException {
        tokens.add(100 + random.nextInt(3000));
        byte[] request = request();
        long start = System.nanoTime();
        Connection.Answer answer = connection.send(request);
        long end = System.nanoTime();
        answer.ok();
        return end - start;
    }

    private Connection.Answer send() throws IOException {
        return connection.send(request());
    }

    private byte[] request() {
        return connection.post("/api/v1/next", """
                {"model": "%s", "prompt": "Once upon a time", "tokens": %s, "seed": 42, "top": 10,
                 "settings": {"temperature": 0.8, "top_p": 0.95}}""".formatted(model, tokens));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
