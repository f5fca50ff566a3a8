package logitlab.model;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Prefix;

/** The folder of one model: reads its files, checks that they belong together, and makes the model. */
final class ModelPackage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;

    ModelPackage(Path folder) {
        this.folder = folder;
    }

    /** @throws BadPackage saying which file is wrong, what was expected and found, and how to mend it */
    LanguageModel load(Budget budget) throws BadPackage {
        JsonNode config = config();
        Tokenizer tokenizer = tokenizer();
        Path graph = graph();
        Network network = network(graph, budget);
        try {
            ModelCard card = card(config, network);
            LanguageModel model = new OnnxLanguageModel(
                    folder.getFileName().toString(),
                    card,
                    tokenizer,
                    network,
                    id(config, "bos_token_id"),
                    id(config, "eos_token_id"),
                    budget);
            tryOut(model, network, graph);
            return model;
        } catch (BadPackage bad) {
            network.close();
            tokenizer.close();
            throw bad;
        }
    }

    private JsonNode config() throws BadPackage {
        Path file = folder.resolve("config.json");
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw bad(file, "JSON", firstLine(e), "Export the model again, or copy its config.json.");
        }
    }

    private Tokenizer tokenizer() throws BadPackage {
        Path file = folder.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw bad(file, "a file", "nothing", "Copy the model's tokenizer.json into the folder.");
        }
        try {
            return Tokenizer.load(file);
        } catch (IOException | RuntimeException e) {
            throw bad(file, "a tokenizer", firstLine(e), "Copy the model's tokenizer.json again.");
        }
    }

    private Path graph() throws BadPackage {
        for (String name : List.of("model.onnx", "onnx/model.onnx")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw bad(folder.resolve("model.onnx"), "a graph", "nothing", "Export the model to ONNX into this folder.");
    }

    private Network network(Path graph, Budget budget) throws BadPackage {
        try {
            return Network.load(graph, budget.threads());
        } catch (OrtException e) {
            throw bad(
                    graph,
                    "a graph that ONNX Runtime loads",
                    firstLine(e),
                    "Export the model again, with its data beside it.");
        }
    }

    private ModelCard card(JsonNode config, Network network) throws BadPackage {
        JsonNode card = frontMatter();
        List<String> exposes = new ArrayList<>();
        if (network.hasState()) {
            exposes.add("cache");
        }
        if (Files.isRegularFile(folder.resolve("inspect.onnx"))) {
            exposes.add("inspect");
        }
        try {
            return new ModelCard(
                    card.path("name").asText(folder.getFileName().toString()),
                    card.path("kind").asText(config.path("model_type").asText("unknown")),
                    card.path("summary").asText(""),
                    card.path("parameters").asLong(0),
                    number(config, "vocab_size"),
                    config.has("n_positions")
                            ? number(config, "n_positions")
                            : number(config, "max_position_embeddings"),
                    Digest.of(folder),
                    exposes);
        } catch (IOException e) {
            throw bad(folder, "readable files", firstLine(e), "Check the permissions of the folder.");
        }
    }

    private int number(JsonNode config, String key) throws BadPackage {
        if (!config.path(key).canConvertToInt() || config.path(key).asInt() < 1) {
            throw bad(
                    folder.resolve("config.json"),
                    key + " above 0",
                    config.path(key).toString(),
                    "Copy the model's config.json again.");
        }
        return config.path(key).asInt();
    }

    /** The card's front matter, empty where there is no card: it is ours, and a model from elsewhere has none. */
    private JsonNode frontMatter() throws BadPackage {
        Path file = folder.resolve("card.md");
        try {
            String[] parts =
                    Files.isRegularFile(file) ? Files.readString(file).split("(?m)^---\\s*$", 3) : new String[0];
            return parts.length == 3 ? YAML.readTree(parts[1]) : JSON.createObjectNode();
        } catch (IOException e) {
            throw bad(file, "YAML front matter", firstLine(e), "Mend the first lines of card.md.");
        }
    }

    private static OptionalInt id(JsonNode config, String key) {
        return config.path(key).canConvertToInt()
                ? OptionalInt.of(config.path(key).asInt())
                : OptionalInt.empty();
    }

    /** Runs two tokens, one by one: finds what loading alone does not, and warms the graph up. */
    private void tryOut(LanguageModel model, Network network, Path graph) throws BadPackage {
        Optional<String> unknown = network.unknownInput();
        if (unknown.isPresent()) {
            throw bad(
                    graph, "inputs that a causal language model has", unknown.get(), "Export it for text generation.");
        }
        try {
            int found = model.logits(Prefix.of(0)).size();
            model.logits(Prefix.of(0, 0));
            if (found != model.card().vocabularySize()) {
                throw bad(
                        graph,
                        model.card().vocabularySize() + " logits, as config.json says",
                        Integer.toString(found),
                        "Take both from the same model.");
            }
        } catch (RuntimeException e) {
            throw bad(
                    graph,
                    "a graph that runs",
                    firstLine(e.getCause() == null ? e : e.getCause()),
                    "Export the model again.");
        }
    }

    private BadPackage bad(Path file, String expected, String found, String mend) {
        return new BadPackage(folder, file, expected, found, mend);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
