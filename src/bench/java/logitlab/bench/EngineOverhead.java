package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.engine.NodeEngine;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import org.opentest4j.TestAbortedException;

/**
 * What it costs that a model runs on an engine: the time for the logits of a text that is not in the cache, without the time that the
 * engine itself takes, from the last byte of the request to the first of the answer. Without Node or the package there is no result.
 */
final class EngineOverhead {

    private static final double AIM = 2;
    private static final int WARM_UP = 500;
    private static final int MEASURED = 500;
    private static final int LENGTH = 16;
    private static final Path FOLDER = Path.of("target", "bench", "engine", "far");

    private EngineOverhead() {}

    static Optional<Row> measure() throws IOException, InterruptedException {
        try (NodeEngine engine = NodeEngine.start();
                Models models = ModelLoader.load(
                        List.of(engine.pack(Files.createDirectories(FOLDER))),
                        Packages.limits(2, 16 << 20),
                        List.of(Dtype.values()))) {
            return Optional.of(measure(engine, models.first()));
        } catch (TestAbortedException noNode) {
            System.out.println("  not measured: " + noNode.getMessage());
            return Optional.empty();
        }
    }

    private static Row measure(NodeEngine engine, LanguageModel far) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest itsTime = HttpRequest.newBuilder(URI.create(engine.url() + "/microseconds"))
                .build();
        Random random = new Random(22);
        Ratios differences = new Ratios();
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            Prefix text = Prefix.of(
                    random.ints(LENGTH, 0, far.card().vocabularySize()).toArray());
            long start = System.nanoTime();
            far.logits(text);
            double milliseconds = (System.nanoTime() - start) / 1e6;
            double own = Double.parseDouble(
                            client.send(itsTime, BodyHandlers.ofString()).body())
                    / 1e3;
            if (i >= WARM_UP) {
                differences.add(milliseconds - own, 1);
            }
        }
        Row row = Row.of("an engine: a step without the engine's own time", differences, AIM);
        return new Row(row.what(), row.measured(), "ms", row.spread(), row.aim(), row.atLeast());
    }
}
