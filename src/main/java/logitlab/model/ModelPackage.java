package logitlab.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Prefix;

/** The folder of one model: reads its files, checks that they belong together, and makes the model. */
final class ModelPackage {

    private static final List<String> GRAPHS = List.of("model.onnx", "onnx/model.onnx");

    private static final String INSPECT = "inspect.onnx";

    private final Path folder;

    ModelPackage(Path folder) {
        this.folder = folder.normalize();
    }

    /** Whether a folder is meant to be a package, be it a broken one. */
    static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve("config.json"))
                || GRAPHS.stream().anyMatch(graph -> Files.isRegularFile(folder.resolve(graph)));
    }

    /** The name of the folder. */
    String id() {
        return folder.toAbsolutePath().getFileName().toString();
    }

    Path folder() {
        return folder;
    }

    /** @throws BadPackage saying which file is wrong, what was expected and found, and how to mend it */
    LanguageModel load(Machine machine) throws BadPackage {
        Config config = Config.read(required("config.json"));
        Path tokenizerFile = required("tokenizer.json");
        Path graph = graph();
        Tokenizer tokenizer = Tokenizer.load(tokenizerFile);
        try {
            if (tokenizer.size() > config.vocabularySize()) {
                throw new BadPackage(
                        tokenizerFile,
                        "at most " + config.vocabularySize() + " tokens, as vocab_size in config.json says",
                        Integer.toString(tokenizer.size()),
                        "Take both files from the same model.");
            }
            return load(config, tokenizer, graph, machine);
        } catch (BadPackage bad) {
            tokenizer.close();
            throw bad;
        }
    }

    private LanguageModel load(Config config, Tokenizer tokenizer, Path graph, Machine machine) throws BadPackage {
        Network network = Network.load(graph, machine.threads());
        Optional<Inspector> inspector = Optional.empty();
        try {
            ModelCard card = card(config, network.signature());
            inspector = inspector(config, machine);
            LanguageModel model = new OnnxLanguageModel(id(), card, config, tokenizer, network, inspector, machine);
            tryOut(model, graph);
            return model;
        } catch (BadPackage bad) {
            network.close();
            inspector.ifPresent(Inspector::close);
            throw bad;
        }
    }

    private Optional<Inspector> inspector(Config config, Machine machine) throws BadPackage {
        Path file = folder.resolve(INSPECT);
        return Files.isRegularFile(file)
                ? Optional.of(Inspector.load(file, machine.threads(), config.vocabularySize()))
                : Optional.empty();
    }

    private Path required(String name) throws BadPackage {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BadPackage(file, "a file", "nothing", "Copy the model's " + name + " into the folder.");
        }
        return file;
    }

    private Path graph() throws BadPackage {
        for (String name : GRAPHS) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new BadPackage(
                folder.resolve(GRAPHS.get(0)), "a file", "nothing", "Export the model to ONNX into this folder.");
    }

    private ModelCard card(Config config, Signature signature) throws BadPackage {
        JsonNode card = frontMatter();
        List<String> exposes = new ArrayList<>();
        if (signature.hasState()) {
            exposes.add("cache");
        }
        if (Files.isRegularFile(folder.resolve(INSPECT))) {
            exposes.add("inspect");
        }
        try {
            return new ModelCard(
                    card.path("name").asText(id()),
                    card.path("kind").asText(signature.recurrent() ? "lstm" : "transformer"),
                    card.path("summary").asText(""),
                    card.path("parameters").asLong(0),
                    config.vocabularySize(),
                    config.contextLength(),
                    Digest.of(folder),
                    exposes);
        } catch (IOException e) {
            throw new BadPackage(
                    folder, "files that can be read", BadPackage.firstLine(e), "Check the permissions of the folder.");
        }
    }

    /** The card's front matter, empty where there is no card: it is ours, and a model from elsewhere has none. */
    private JsonNode frontMatter() throws BadPackage {
        Path file = folder.resolve("card.md");
        try {
            String[] parts =
                    Files.isRegularFile(file) ? Files.readString(file).split("(?m)^---\\s*$", 3) : new String[0];
            return parts.length == 3 ? new YAMLMapper().readTree(parts[1]) : new ObjectMapper().createObjectNode();
        } catch (IOException e) {
            throw new BadPackage(
                    file, "YAML between two lines ---", BadPackage.firstLine(e), "Mend the first lines of card.md.");
        }
    }

    /** Runs two tokens, one by one: finds what loading alone does not, and warms the graph up. */
    private static void tryOut(LanguageModel model, Path graph) throws BadPackage {
        int found;
        try {
            found = model.logits(Prefix.of(0)).size();
            model.logits(Prefix.of(0, 0));
        } catch (RuntimeException e) {
            throw new BadPackage(
                    graph, "a graph that runs", BadPackage.firstLine(e), "Take all files from the same export.");
        }
        if (found != model.card().vocabularySize()) {
            throw new BadPackage(
                    graph,
                    model.card().vocabularySize() + " logits, as vocab_size in config.json says",
                    Integer.toString(found),
                    "Take both files from the same model.");
        }
    }
}
