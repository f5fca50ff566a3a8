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

/** The folder of one model: reads its files, checks that they belong together, and makes the model. */
final class ModelPackage {

    static final String INSPECT = "inspect.onnx";

    private final Path folder;

    ModelPackage(Path folder) {
        this.folder = folder.normalize();
    }

    /** Whether a folder is meant to be a package, be it a broken one. */
    static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve("config.json"))
                || !graphs(folder, List.of(Dtype.values())).isEmpty();
    }

    /** The name of the folder. */
    String id() {
        return folder.toAbsolutePath().getFileName().toString();
    }

    Path folder() {
        return folder;
    }

    /** The files that may be the graph to run, the best first. */
    private static List<String> graphs(Path folder, List<Dtype> dtypes) {
        return dtypes.stream()
                .flatMap(dtype -> dtype.graphs().stream())
                .filter(graph -> Files.isRegularFile(folder.resolve(graph)))
                .toList();
    }

    /**
     * @param dtypes the graphs that may be taken, the best first
     * @throws BadPackage saying which file is wrong, what was expected and found, and how to mend it
     */
    LanguageModel load(Machine machine, List<Dtype> dtypes) throws BadPackage {
        try {
            return read(machine, dtypes);
        } catch (RuntimeException | Error e) { // whatever a crafted file makes the libraries throw
            throw BadPackage.unforeseen(folder, e);
        }
    }

    private LanguageModel read(Machine machine, List<Dtype> dtypes) throws BadPackage {
        Config config = Config.read(required("config.json"));
        Path tokenizerFile = required("tokenizer.json");
        List<String> graphs = requiredGraphs(dtypes);
        Tokenizer tokenizer = Tokenizer.load(tokenizerFile);
        LanguageModel model = null;
        try {
            if (tokenizer.size() > config.vocabularySize()) {
                throw new BadPackage(
                        tokenizerFile,
                        "at most " + config.vocabularySize() + " tokens, as vocab_size in config.json says",
                        Integer.toString(tokenizer.size()),
                        "Take both files from the same model.");
            }
            model = load(config, tokenizer, graphs, machine);
            return model;
        } finally {
            if (model == null) {
                tokenizer.close();
            }
        }
    }

    /** The first that loads. */
    private LanguageModel load(Config config, Tokenizer tokenizer, List<String> graphs, Machine machine)
            throws BadPackage {
        List<BadPackage> bad = new ArrayList<>();
        for (String graph : graphs) {
            try {
                return load(config, tokenizer, graph, machine);
            } catch (BadPackage next) {
                bad.add(next);
            }
        }
        throw BadPackage.all(folder, bad);
    }

    private LanguageModel load(Config config, Tokenizer tokenizer, String graph, Machine machine) throws BadPackage {
        Network network = Network.load(folder.resolve(graph), machine.threads(), config.vocabularySize());
        LanguageModel model = null;
        try {
            ModelCard card = card(config, network.signature(), graph);
            Optional<Inspector> inspector = inspector(config, machine);
            model = new OnnxLanguageModel(id(), card, config, tokenizer, network, inspector, machine);
            return model;
        } finally {
            if (model == null) {
                network.close();
            }
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
            throw new BadPackage(
                    file, "a file", "nothing", "Copy the model's " + name + " into the folder." + hint(name));
        }
        return file;
    }

    /** Older models have their tokenizer in other files. */
    private static String hint(String name) {
        return name.equals("tokenizer.json")
                ? " Where it has none, transformers makes it: AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER)."
                : "";
    }

    private List<String> requiredGraphs(List<Dtype> dtypes) throws BadPackage {
        List<String> graphs = graphs(folder, dtypes);
        if (graphs.isEmpty()) {
            List<String> others = graphs(folder, List.of(Dtype.values()));
            throw new BadPackage(
                    folder.resolve(dtypes.get(0).graphs().get(0)),
                    "a file",
                    others.isEmpty() ? "nothing" : "only " + String.join(", ", others),
                    others.isEmpty() ? "Export the model to ONNX into this folder." : "Choose another dtype.");
        }
        return graphs;
    }

    private ModelCard card(Config config, Signature signature, String graph) throws BadPackage {
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
                    Digest.of(folder, graph),
                    graph,
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
}
