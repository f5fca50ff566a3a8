package logitlab.bench;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.BenchServer;
import logitlab.model.LanguageModel;

/**
 * Compares {@code POST /api/v1/next}, for a prefix of which only the last token is new to the server, with the bare call of ONNX
 * Runtime for the same token. The two alternate.
 *
 * <p>The token that the server sampled extends the story, up to {@link #LENGTH} tokens. Each story has a different prompt, so no
 * prefix repeats, and every request runs the model once on one token. The model's own counter confirms that.
 */
final class NextAgainstOnnx {

    private static final int LENGTH = 125;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LanguageModel model;
    private final Connection connection;
    private final BareNetwork bare;
    private int stories;

    /** A measurement: the model, the number of warm-up requests, the number of pairs, and the aim. */
    private record Plan(String what, Path graph, int warmUp, int requests, double aim) {}

    private static final Plan STORYTELLER = new Plan(
            "POST /api/v1/next, warm prefix / the bare ONNX Runtime call",
            Path.of("models", "storyteller", "model.onnx"),
            3_000,
            500,
            1.5);
    private static final Plan GPT2 =
            new Plan("GPT-2's size: POST /api/v1/next, warm prefix / the bare call", Gpt2Shape.graph(), 150, 200, 1.1);

    private NextAgainstOnnx(BenchServer server, Connection connection, BareNetwork bare) {
        this.model = server.model();
        this.connection = connection;
        this.bare = bare;
    }

    static Row measure(BenchServer server) throws IOException, OrtException {
        return measure(server, STORYTELLER);
    }

    static Row measureGpt2(BenchServer server) throws IOException, OrtException {
        return measure(server, GPT2);
    }

    private static Row measure(BenchServer server, Plan plan) throws IOException, OrtException {
        try (Connection connection = new Connection(server.address());
                BareNetwork bare = new BareNetwork(plan.graph())) {
            NextAgainstOnnx pairs = new NextAgainstOnnx(server, connection, bare);
            pairs.run(plan.warmUp());
            return Row.of(plan.what(), pairs.run(plan.requests()), plan.aim());
        }
    }

    private Ratios run(int pairs) throws IOException, OrtException {
        Ratios ratios = new Ratios();
        while (ratios.size() < pairs) {
            story("Story %d. Once upon a time there was a".formatted(stories++), ratios, pairs);
        }
        return ratios;
    }

    private void story(String prompt, Ratios ratios, int pairs) throws IOException, OrtException {
        List<Integer> tokens = new ArrayList<>();
        bare.begin(model.prompt(prompt).ids().toArray());
        int next = sampled(connection.send(request(prompt, tokens)));
        while (tokens.size() < LENGTH
                && ratios.size() < pairs
                && !model.endTokens().contains(next)) {
            tokens.add(next);
            byte[] request = request(prompt, tokens);
            LanguageModel.Runs before = model.runs();
            // the two take turns at coming first
            long early = tokens.size() % 2 == 0 ? bare.step(next) : 0;
            long start = System.nanoTime();
            Connection.Answer answer = connection.send(request);
            long end = System.nanoTime();
            long call = early > 0 ? early : bare.step(next);
            requireOneStep(before, model.runs());
            ratios.add(end - start, call);
            next = sampled(answer);
        }
    }

    private byte[] request(String prompt, List<Integer> tokens) {
        return connection.post("/api/v1/next", """
                {"model": "%s", "prompt": "%s", "tokens": %s, "seed": 42, "top": 10,
                 "settings": {"temperature": 0.8, "top_p": 0.95}}""".formatted(model.id(), prompt, tokens));
    }

    private static int sampled(Connection.Answer answer) throws IOException {
        return JSON.readTree(answer.ok().body()).get("sampled").intValue();
    }

    private static void requireOneStep(LanguageModel.Runs before, LanguageModel.Runs after) {
        if (after.runs() - before.runs() != 1 || after.tokens() - before.tokens() != 1) {
            throw new IllegalStateException(
                    "expected one run on one token, but the count went from " + before + " to " + after);
        }
    }
}
