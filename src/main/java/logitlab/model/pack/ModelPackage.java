package logitlab.model.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Settings;
import logitlab.model.CardText;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.onnx.GraphSignature;
import logitlab.model.onnx.InspectionGraph;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.OnnxLanguageModel;
import logitlab.model.onnx.OnnxNetwork;
import logitlab.model.prompt.ChatTemplateFiles;
import logitlab.model.text.Tokenizer;

/** The folder of one model: reads its files, checks that they belong together, and makes the model. */
public record ModelPackage(Path folder) {

    static final String INSPECT = "inspect.onnx";

    public ModelPackage {
        folder = folder.normalize();
    }

    /** Whether a folder is meant to be a package, even if it is a broken one. */
    static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve("config.json"))
                || !graphs(folder, List.of(Dtype.values())).isEmpty();
    }

    /** The files in a folder and below, by their paths inside it with slashes, which sort the same on every system. */
    public static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return files;
    }

    /** The name of the folder. */
    String id() {
        return folder.toAbsolutePath().getFileName().toString();
    }

    /** The files that may be the graph to run, the best first. */
    private static List<String> graphs(Path folder, List<Dtype> dtypes) {
        return dtypes.stream()
                .flatMap(dtype -> dtype.graphs().stream())
                .filter(graph -> Files.isRegularFile(folder.resolve(graph)))
                .toList();
    }

    /**
     * @param dtypes the graphs to choose from, the best first
     * @throws InvalidPackageException naming the file that is wrong, what was expected and found, and how to fix it
     */
    LanguageModel load(ModelRuntime runtime, List<Dtype> dtypes) throws InvalidPackageException {
        try {
            return read(runtime, dtypes);
        } catch (RuntimeException | Error e) { // whatever a crafted file makes the libraries throw
            throw InvalidPackageException.unforeseen(folder, e);
        }
    }

    private LanguageModel read(ModelRuntime runtime, List<Dtype> dtypes) throws InvalidPackageException {
        ModelConfig config = ModelConfig.read(required("config.json"));
        Path tokenizerFile = required("tokenizer.json");
        List<String> graphs = requiredGraphs(dtypes);
        Tokenizer tokenizer = tokenizer(tokenizerFile);
        try {
            if (tokenizer.size() > config.vocabularySize()) {
                throw new InvalidPackageException(
                        tokenizerFile,
                        "at most " + config.vocabularySize() + " tokens, as vocab_size in config.json says",
                        Integer.toString(tokenizer.size()),
                        "Take both files from the same model.");
            }
            return firstThatLoads(config, tokenizer, graphs, runtime);
        } catch (InvalidPackageException | RuntimeException | Error e) {
            tokenizer.close();
            throw e;
        }
    }

    private static Tokenizer tokenizer(Path file) throws InvalidPackageException {
        try {
            return Tokenizer.load(file);
        } catch (IOException | RuntimeException e) {
            String found = e instanceof JsonProcessingException json && json.getLocation() != null
                    ? json.getOriginalMessage() + " in line "
                            + json.getLocation().getLineNr()
                    : InvalidPackageException.firstLine(e);
            throw new InvalidPackageException(file, "a tokenizer", found, "Copy the model's tokenizer.json again.");
        }
    }

    private LanguageModel firstThatLoads(
            ModelConfig config, Tokenizer tokenizer, List<String> graphs, ModelRuntime runtime)
            throws InvalidPackageException {
        List<InvalidPackageException> bad = new ArrayList<>();
        for (String graph : graphs) {
            try {
                return load(config, tokenizer, graph, runtime);
            } catch (InvalidPackageException next) {
                bad.add(next);
            }
        }
        throw InvalidPackageException.all(folder, bad);
    }

    private LanguageModel load(ModelConfig config, Tokenizer tokenizer, String graph, ModelRuntime runtime)
            throws InvalidPackageException {
        OnnxNetwork network = OnnxNetwork.load(
                folder.resolve(graph), runtime.threads(), config.vocabularySize(), config.contextLength());
        try {
            ModelCard card = card(config, network.signature(), graph);
            Path inspect = folder.resolve(INSPECT);
            Optional<InspectionGraph> inspector = Files.isRegularFile(inspect)
                    ? Optional.of(InspectionGraph.load(inspect, runtime.threads(), config.vocabularySize()))
                    : Optional.empty();
            return new OnnxLanguageModel(
                    id(),
                    card,
                    config.start(),
                    config.ends(),
                    tokenizer,
                    ChatTemplateFiles.read(folder),
                    network,
                    inspector,
                    runtime);
        } catch (InvalidPackageException | RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private Path required(String name) throws InvalidPackageException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            String older = name.equals("tokenizer.json")
                    ? " If it has none, make it with transformers: AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER)."
                    : "";
            throw new InvalidPackageException(
                    file, "a file", "nothing", "Copy the model's " + name + " into the folder." + older);
        }
        return file;
    }

    private List<String> requiredGraphs(List<Dtype> dtypes) throws InvalidPackageException {
        List<String> graphs = graphs(folder, dtypes);
        if (graphs.isEmpty()) {
            List<String> others = graphs(folder, List.of(Dtype.values()));
            throw new InvalidPackageException(
                    folder.resolve(dtypes.get(0).graphs().get(0)),
                    "a file",
                    others.isEmpty() ? "nothing" : "only " + String.join(", ", others),
                    others.isEmpty() ? "Export the model to ONNX into this folder." : "Choose another dtype.");
        }
        return graphs;
    }

    private ModelCard card(ModelConfig config, GraphSignature signature, String graph) throws InvalidPackageException {
        CardText text = text();
        List<String> exposes = new ArrayList<>();
        if (signature.hasState()) {
            exposes.add("cache");
        }
        if (Files.isRegularFile(folder.resolve(INSPECT))) {
            exposes.add("inspect");
        }
        try {
            return new ModelCard(
                    text.find("name").orElse(id()),
                    text.find("kind").orElse(signature.recurrent() ? "lstm" : "transformer"),
                    (long) text.number("parameters").orElse(0),
                    config.vocabularySize(),
                    config.contextLength(),
                    PackageDigest.of(folder, graph),
                    graph,
                    PackageDigest.bytes(folder, graph),
                    Settings.OFF,
                    exposes,
                    text);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static InvalidPackageException unreadable(Path folder, IOException e) {
        return new InvalidPackageException(folder, "files that can be read", e, "Check the permissions of the folder.");
    }

    /** The contents of card.md; none if there is no card, because only our own models have one. */
    private CardText text() throws InvalidPackageException {
        Path file = folder.resolve("card.md");
        if (!Files.isRegularFile(file)) {
            return CardText.NONE;
        }
        try {
            String card = Files.readString(file);
            String[] parts = card.split("(?m)^---\\s*$", 3);
            return parts.length == 3 ? new CardText(facts(parts[1]), parts[2]) : new CardText(Map.of(), card);
        } catch (IOException e) {
            throw new InvalidPackageException(
                    file, "YAML between two lines ---", e, "Correct the first lines of card.md.");
        }
    }

    /** The values that are neither lists nor objects. */
    private static Map<String, String> facts(String frontMatter) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        new YAMLMapper()
                .readTree(frontMatter).properties().stream()
                        .filter(fact -> fact.getValue().isValueNode()
                                && !fact.getValue().isNull())
                        .forEach(
                                fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return facts;
    }
}
