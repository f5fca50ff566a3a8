package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;

/** The packages that the tests run on, and what they compare them with. */
public final class Packages {

    public static final Path STORYTELLER = Path.of("models", "storyteller");
    public static final Path SMALL = Path.of("src", "test", "resources", "model");

    /** The folders of the packages in the layouts of Hugging Face's exports. */
    static final List<String> KINDS = List.of(
            "bf16",
            "external",
            "fp16",
            "fused",
            "gpt2",
            "hybrid",
            "int8",
            "last-logits",
            "llama",
            "logits-to-keep",
            "mamba",
            "merged",
            "no-cache",
            "old-past",
            "one-tensor",
            "own-gpt2",
            "own-llama",
            "q4",
            "vectors",
            "vocabulary-150k");

    /** One of each for all tests, with a cache that holds what any of them asks for; a test that closes models loads its own. */
    public static final Models SHIPPED = ModelLoader.load(List.of(Path.of("models")));

    private Packages() {}

    public static LanguageModel storyteller() {
        return SHIPPED.first();
    }

    public static LanguageModel shipped(String id) {
        return SHIPPED.get(id);
    }

    /** All of {@link #KINDS}, one for all tests. */
    static Models kinds() {
        return Kinds.MODELS;
    }

    /** Small ones that show everything inside. */
    public static Models inside() {
        return ModelLoader.load(
                Stream.of("small-transformer", "small-lstm", "llama", "own-gpt2", "own-llama")
                        .map(SMALL::resolve)
                        .toList(),
                limits(2, 64 << 20),
                List.of(Dtype.values()));
    }

    /** Loaded when first needed. */
    private static final class Kinds {

        private static final Models MODELS = ModelLoader.load(
                KINDS.stream().map(SMALL::resolve).toList(), limits(2, 64 << 20), List.of(Dtype.values()));
    }

    /** With half of these bytes for logits and half for states, and any memory for the models. */
    public static RuntimeLimits limits(int callers, long cacheBytes) {
        return new RuntimeLimits(1, callers, cacheBytes / 2, cacheBytes / 2, Long.MAX_VALUE);
    }

    /** A separate model with its own cache. */
    public static Models load(Path folder, long cacheBytes) {
        return ModelLoader.load(List.of(folder), limits(2, cacheBytes), List.of(Dtype.values()));
    }

    /** Example: {@code storyteller/reference.json}. */
    public static JsonNode resource(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("src", "test", "resources").resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that a test may break. */
    public static Path copy(Path folder, Path into) throws IOException {
        Path copy = Files.createDirectory(into.resolve(folder.getFileName().toString()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
        }
        return copy;
    }

    public static void assertAlike(Logits found, Logits expected, double within) {
        double most = 0;
        for (int id = 0; id < expected.size(); id++) {
            most = Math.max(most, Math.abs(found.at(id) - expected.at(id)));
        }
        assertThat(most).as("largest difference of a logit").isLessThanOrEqualTo(within);
    }
}
