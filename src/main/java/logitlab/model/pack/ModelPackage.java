package logitlab.model.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.model.CardText;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.engine.EngineFile;
import logitlab.model.memory.Footprint;
import logitlab.model.onnx.GraphSignature;
import logitlab.model.onnx.InspectionGraph;
import logitlab.model.onnx.ModelParts;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.OnnxLanguageModel;
import logitlab.model.onnx.OnnxNetwork;
import logitlab.model.prompt.ChatTemplateFiles;
import logitlab.model.text.Tokenizer;

/**
 * The folder of one model: reads its files, checks that they belong together, and makes the model.
 *
 * @param id the name of the model
 * @param folder where its files are
 */
public record ModelPackage(String id, Path folder) {

    static final String INSPECT = "inspect.onnx";
    static final String TOKENIZER = "tokenizer.json";

    private static final int VARIANT_DEPTH = 3;

    /** Parts of models that also read pictures or sounds, which continue no text by themselves. */
    private static final Pattern OTHER_PART =
            Pattern.compile("(?i)(.*/)?[^/]*(vision|audio|speech|embed|encoder|projector)[^/]*\\.onnx");

    /** The package at a folder, even if it is a broken one; empty if the folder is not meant to be one. */
    static Optional<ModelPackage> at(Path folder) {
        Path whole = folder.normalize();
        String id = whole.toAbsolutePath().getFileName().toString();
        return isDirectlyAt(whole) || ForeignWeights.in(whole).isPresent()
                ? Optional.of(new ModelPackage(id, genaiFolder(whole).orElse(whole)))
                : genaiFolder(whole).map(inner -> new ModelPackage(id, inner));
    }

    /** Whether the files of a package are in the folder itself. */
    static boolean isDirectlyAt(Path folder) {
        return Files.isRegularFile(folder.resolve(ConfigFiles.CONFIG))
                || Files.isRegularFile(folder.resolve(ConfigFiles.GENAI))
                || !graphs(folder, List.of(Dtype.values())).isEmpty();
    }

    /**
     * Where the files of one variant are, in a repository with several: {@code cpu_and_mobile/cpu-int4-rtn-block-32}. One that is made
     * for a CPU comes first. Empty if the folder itself has a graph, or contains packages of another kind, so that it is a folder of models.
     */
    private static Optional<Path> genaiFolder(Path folder) {
        if (Files.isRegularFile(folder.resolve(ConfigFiles.GENAI))
                || !graphs(folder, List.of(Dtype.values())).isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(folder);
                Stream<Path> inside = Files.find(
                        folder,
                        VARIANT_DEPTH,
                        (path, kind) -> kind.isRegularFile() && path.endsWith(ConfigFiles.GENAI))) {
            if (children.anyMatch(
                    child -> isDirectlyAt(child) && !Files.isRegularFile(child.resolve(ConfigFiles.GENAI)))) {
                return Optional.empty();
            }
            return inside.map(Path::getParent)
                    .min(Comparator.comparing((Path variant) ->
                                    !folder.relativize(variant).toString().contains("cpu"))
                            .thenComparing(Comparator.naturalOrder()));
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** The files in a folder, or in the one that it is a link to, and below, by their paths inside it with slashes, which sort the same on every system. */
    public static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        Path real = folder.toRealPath();
        try (Stream<Path> inside = Files.walk(real)) {
            inside.filter(Files::isRegularFile).map(real::relativize).forEach(file -> {
                files.put(file.toString().replace('\\', '/'), folder.resolve(file));
            });
        }
        return files;
    }

    /** Whether a server runs its graph. */
    boolean runsOnEngine() {
        return Files.isRegularFile(folder.resolve(EngineFile.NAME));
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
        if (runsOnEngine()) {
            return new EnginePackage(id, folder).load(runtime);
        }
        Optional<String> foreign = otherGraphs().isEmpty() ? ForeignWeights.in(folder) : Optional.empty();
        if (foreign.isPresent()) {
            throw ForeignWeights.exception(folder, foreign.get());
        }
        ConfigFiles files = ConfigFiles.read(folder);
        FileContents.require(required(folder, TOKENIZER));
        List<InvalidPackageException> bad = new ArrayList<>();
        for (String graph : requiredGraphs(files, dtypes)) {
            try {
                return load(files, graph, runtime);
            } catch (InvalidPackageException next) {
                bad.add(next);
            }
        }
        throw InvalidPackageException.all(folder, bad);
    }

    private LanguageModel load(ConfigFiles files, String graph, ModelRuntime runtime) throws InvalidPackageException {
        PackageGraphs graphs = PackageGraphs.read(folder, graph);
        ModelSizes sizes = ModelSizes.of(files, graphs.main());
        Footprint footprint = graphs.footprint(folder.resolve(TOKENIZER), sizes);
        if (footprint.total() > runtime.memory().bytes()) {
            throw new InvalidPackageException(
                    folder.resolve(graph),
                    "a model that takes at most "
                            + ByteSize.format(runtime.memory().bytes()) + " of memory, as --memory allows",
                    "one that takes " + ByteSize.format(footprint.total()),
                    "Allow more with --memory, or take a smaller dtype of the model, such as q4.");
        }
        FileStamps stamps = FileStamps.of(graphs.files(folder.resolve(TOKENIZER)));
        AtomicReference<ModelConfig> config = new AtomicReference<>();
        ModelParts parts = ModelParts.load(id, footprint, runtime, before -> {
            Tokenizer tokenizer = tokenizer(folder.resolve(TOKENIZER), stamps);
            try {
                sizes.require(folder.resolve(TOKENIZER), tokenizer);
                config.set(ModelConfig.of(files, sizes, tokenizer));
                return new ModelParts.Loaded(tokenizer, open(graphs, sizes, runtime.threads(), before));
            } catch (InvalidPackageException | RuntimeException | Error e) {
                tokenizer.close();
                throw e;
            }
        });
        try {
            return new OnnxLanguageModel(
                    id,
                    card(config.get(), parts.known().network().signature(), graph),
                    config.get().start(),
                    config.get().ends(),
                    ChatTemplateFiles.read(folder),
                    parts,
                    runtime);
        } catch (InvalidPackageException | RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private ModelParts.Graphs open(
            PackageGraphs graphs, ModelSizes sizes, int threads, Optional<ModelParts.Graphs> before)
            throws InvalidPackageException {
        OnnxNetwork network = OnnxNetwork.load(
                graphs.main().path(),
                threads,
                sizes.vocabulary(),
                sizes.context(),
                before.map(ModelParts.Graphs::network));
        try {
            Optional<InspectionGraph> inspector = before.flatMap(ModelParts.Graphs::inspector);
            if (inspector.isEmpty() && graphs.inspect().isPresent()) {
                inspector = Optional.of(
                        InspectionGraph.load(id, graphs.inspect().get().path(), threads, sizes.vocabulary()));
            }
            return new ModelParts.Graphs(network, inspector);
        } catch (InvalidPackageException | RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** @param stamps of the files of the package, which must not have changed */
    static Tokenizer tokenizer(Path file, FileStamps stamps) throws InvalidPackageException {
        stamps.requireSame();
        try {
            return Tokenizer.load(file);
        } catch (JsonProcessingException e) {
            throw JsonFile.broken(file, e);
        } catch (IOException | RuntimeException e) {
            throw new InvalidPackageException(file, "a tokenizer", e, "Copy the model's tokenizer.json again.");
        }
    }

    /** @throws InvalidPackageException if there is no such file */
    static Path required(Path folder, String name) throws InvalidPackageException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            String older = name.equals(TOKENIZER)
                    ? " If it has none, make it with transformers: AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER)."
                    : "";
            throw new InvalidPackageException(
                    file, "a file", "nothing", "Copy the model's " + name + " into the folder." + older);
        }
        return file;
    }

    /**
     * The graphs of these dtypes, and the graph that {@code genai_config.json} names, whose dtype nothing tells. Without any of these:
     * the few graphs with other names.
     */
    private List<String> requiredGraphs(ConfigFiles files, List<Dtype> dtypes) throws InvalidPackageException {
        String named = files.genaiModel().path("decoder").path("filename").asText();
        List<String> graphs = Stream.concat(
                        graphs(folder, dtypes).stream(),
                        Stream.of(named).filter(name -> !name.isEmpty() && Files.isRegularFile(folder.resolve(name))))
                .distinct()
                .toList();
        if (!graphs.isEmpty()) {
            return graphs;
        }
        boolean anyDtype = graphs(folder, List.of(Dtype.values())).isEmpty();
        List<String> others = otherGraphs().stream()
                .filter(name ->
                        named.isEmpty() && anyDtype && !OTHER_PART.matcher(name).matches())
                .toList();
        if (others.isEmpty()) {
            throw noGraph(files, named.isEmpty() ? dtypes.get(0).graphs().get(0) : named);
        }
        return others;
    }

    private InvalidPackageException noGraph(ConfigFiles files, String wanted) throws InvalidPackageException {
        Path file = folder.resolve(wanted);
        if (!files.genaiModel().path("decoder").path("pipeline").isMissingNode()) {
            return new InvalidPackageException(
                    folder.resolve(ConfigFiles.GENAI),
                    "one graph, decoder.filename",
                    "a pipeline of several graphs, which are made for one kind of processor",
                    "Take the variant of the model for a CPU.");
        }
        List<String> dtypes = graphs(folder, List.of(Dtype.values()));
        if (!dtypes.isEmpty()) {
            return new InvalidPackageException(
                    file, "a file", "only " + String.join(", ", dtypes), "Choose another dtype.");
        }
        List<String> others = otherGraphs();
        return others.isEmpty()
                ? new InvalidPackageException(
                        file,
                        "a file",
                        "nothing",
                        "Export the model to ONNX into this folder; the page /models/bring shows how.")
                : new InvalidPackageException(
                        file,
                        "the decoder, the graph that continues a text",
                        "only " + String.join(", ", others) + ", other parts of the model",
                        "Copy the decoder too; it is often called onnx/decoder_model_merged.onnx.");
    }

    /** At most three of the graphs in the folder that have none of the usual names. */
    List<String> otherGraphs() throws InvalidPackageException {
        try {
            return files(folder).keySet().stream()
                    .filter(name -> name.endsWith(".onnx") && !name.equals(INSPECT))
                    .limit(3)
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private ModelCard card(ModelConfig config, GraphSignature signature, String graph) throws InvalidPackageException {
        CardText text = text(folder);
        List<String> exposes = new ArrayList<>();
        if (signature.hasState()) {
            exposes.add("cache");
        }
        if (Files.isRegularFile(folder.resolve(INSPECT))) {
            exposes.add("inspect");
        }
        try {
            return new ModelCard(
                    text.find("name").orElse(id),
                    text.find("kind").orElse(signature.kind()),
                    (long) text.number("parameters").orElse(0),
                    config.vocabularySize(),
                    config.contextLength(),
                    PackageDigest.of(folder, graph),
                    graph,
                    PackageDigest.bytes(folder, graph),
                    config.sampling(),
                    exposes,
                    config.notes(),
                    text);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static InvalidPackageException unreadable(Path folder, IOException e) {
        return new InvalidPackageException(folder, "files that can be read", e, "Check the permissions of the folder.");
    }

    /** The contents of card.md; none if there is no card, because only our own models have one. */
    static CardText text(Path folder) throws InvalidPackageException {
        Path file = folder.resolve("card.md");
        if (!Files.isRegularFile(file)) {
            return CardText.NONE;
        }
        try {
            String card = Files.readString(file);
            String[] parts = card.split("(?m)^---\\s*$", 3);
            return parts.length == 3 ? new CardText(facts(parts[1]), parts[2]) : new CardText(Map.of(), card);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidPackageException(
                    file,
                    "YAML between two lines ---",
                    "something else in line " + (line + 1),
                    "Correct the first lines of card.md.");
        } catch (IOException e) {
            throw new InvalidPackageException(file, "text in UTF-8", e, "Save card.md as UTF-8.");
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
