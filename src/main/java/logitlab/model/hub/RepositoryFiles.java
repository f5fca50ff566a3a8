package logitlab.model.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.Dtype;

/**
 * The files of a repository, and which of them make a package.
 *
 * <p>Three layouts are in use. Exports for transformers.js and those of optimum have their graphs in {@code onnx/} or at the root,
 * named after how they store the weights ({@link Dtype}). Exports for ONNX Runtime's generate() have a folder for each kind of
 * hardware, in which {@code genai_config.json} names the graph. Others have a folder for each variant, with all that it needs.
 */
final class RepositoryFiles {

    private static final String GENAI = "genai_config.json";
    private static final String GRAPH = ".onnx";

    /** Files that are read if they are there. */
    private static final List<String> SMALL = List.of(
            "config.json",
            "tokenizer.json",
            GENAI,
            "generation_config.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja",
            "chat_template.json");

    /** Files for the person who runs the model: its terms and its description. */
    private static final String FOR_PEOPLE = "(?i)(LICEN[CS]E|NOTICE|USE_POLICY|README)(\\.(md|txt))?";

    private final HubRepository repository;
    private final Map<String, HubFile> files = new LinkedHashMap<>();

    RepositoryFiles(HubRepository repository, List<HubFile> files) {
        this.repository = repository;
        files.forEach(file -> this.files.put(file.path(), file));
    }

    /**
     * One of the models that a repository has.
     *
     * @param folder with a slash at the end; empty for the repository itself
     * @param dtype empty where the names of the files do not tell it
     * @param graph empty in a folder of which every graph is wanted
     */
    private record Variant(String folder, Optional<Dtype> dtype, Optional<HubFile> graph) {

        boolean forProcessors() {
            return List.of(folder.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).contains("cpu");
        }
    }

    /**
     * The files to download: the configuration, the tokenizer, one graph with those that it needs, and, by their usual names, the
     * files of their weights. Which these are is certain once the graph is there: {@link #withData}.
     *
     * @param dtype if absent, the first {@link Dtype} that there is: the one that changes the model least
     * @param folder of the repository; if absent, the usual places, otherwise the only folder, otherwise the only one for processors
     * @throws InstallException if a file is missing, or there are several folders to choose from
     */
    DownloadPlan wanted(Optional<Dtype> dtype, Optional<String> folder) throws InstallException {
        List<Variant> inFolder = inFolder(variants(), folder);
        Variant chosen = ofDtype(inFolder, dtype);
        List<HubFile> graphs = graphs(chosen);
        List<HubFile> wanted = new ArrayList<>(small(chosen, graphs.get(0)));
        wanted.addAll(graphs);
        wanted.addAll(chosen.graph().isPresent() ? named(graphs) : besides(chosen, wanted));
        return placed(new DownloadPlan(chosen.folder(), chosen.dtype(), graphs, wanted));
    }

    /**
     * The plan with exactly the files that its graphs keep their weights in.
     *
     * @param locations what each graph of the plan names, as it is written there
     * @throws InstallException if such a file is missing, or outside of the repository
     */
    DownloadPlan withData(DownloadPlan plan, Map<HubFile, ? extends Collection<String>> locations)
            throws InstallException {
        Set<String> small = small(plan).stream().map(HubFile::path).collect(Collectors.toSet());
        List<HubFile> wanted = new ArrayList<>(plan.files().stream()
                .filter(file -> small.contains(file.path()) || plan.graphs().contains(file))
                .toList());
        Set<HubFile> data = new LinkedHashSet<>();
        for (HubFile graph : plan.graphs()) {
            for (String location : locations.get(graph)) {
                data.add(data(graph, location));
            }
        }
        wanted.addAll(data);
        return placed(new DownloadPlan(plan.folder(), plan.dtype(), plan.graphs(), wanted));
    }

    private List<HubFile> small(DownloadPlan plan) {
        return plan.files().stream()
                .filter(file -> SMALL.contains(file.name()) || file.name().matches(FOR_PEOPLE))
                .toList();
    }

    private HubFile data(HubFile graph, String location) throws InstallException {
        String path = graph.folder() + location;
        boolean inside = !location.isEmpty()
                && !location.startsWith("/")
                && !location.contains("\\")
                && Stream.of(location.split("/", -1)).noneMatch(Set.of("", ".", "..")::contains);
        if (!inside) {
            throw new InstallException(
                    "%s: %s keeps weights in \"%s\": expected a file in the same folder. Do not take this model."
                            .formatted(repository, graph.path(), shown(location)));
        }
        if (!files.containsKey(path)) {
            throw new InstallException(
                    "%s: %s keeps weights in %s, which is not among the files. Choose another graph with --dtype, or another export."
                            .formatted(repository, graph.path(), shown(path)));
        }
        return files.get(path);
    }

    private static String shown(String untrusted) {
        String clean = untrusted.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
    }

    /** The files that may turn out to hold weights of the plan: they are next to its graphs, are not graphs themselves, and are not named after a different graph. */
    List<HubFile> possibleData(DownloadPlan plan) {
        Set<String> graphs = plan.graphs().stream().map(HubFile::path).collect(Collectors.toSet());
        return files.values().stream()
                .filter(file ->
                        plan.graphs().stream().anyMatch(graph -> file.path().startsWith(graph.folder())))
                .filter(file -> !file.name().contains(GRAPH)
                        || graphs.contains(file.path().substring(0, file.path().lastIndexOf(GRAPH) + GRAPH.length())))
                .map(file -> file.at(file.path().substring(plan.folder().length())))
                .toList();
    }

    private List<Variant> inFolder(List<Variant> variants, Optional<String> folder) throws InstallException {
        if (variants.isEmpty()) {
            throw new InstallException(
                    "%s: expected an ONNX graph of a decoder, such as %s, found %s. Look for an export of the model; onnx-community has many."
                            .formatted(repository, Dtype.FP32.graphs().get(0), examples()));
        }
        List<String> folders = variants.stream().map(Variant::folder).distinct().toList();
        if (folder.isPresent()) {
            String wanted = folder.get().replaceAll("^(\\./)?|/*$", "") + "/";
            String usual = Set.of("/", "./", "onnx/").contains(wanted) && folders.contains("") ? "" : wanted;
            List<Variant> found = variants.stream()
                    .filter(variant -> variant.folder().equals(usual))
                    .toList();
            if (found.isEmpty()) {
                throw new InstallException(
                        "%s: expected graphs in the folder %s, found %s. Choose one of these with --folder."
                                .formatted(repository, shown(wanted), sizes()));
            }
            return found;
        }
        if (folders.contains("")) {
            return variants.stream()
                    .filter(variant -> variant.folder().isEmpty())
                    .toList();
        }
        List<String> forProcessors = variants.stream()
                .filter(Variant::forProcessors)
                .map(Variant::folder)
                .distinct()
                .toList();
        List<String> best = folders.size() == 1 ? folders : forProcessors;
        if (best.size() != 1) {
            throw new InstallException("%s has several folders with graphs: %s. Choose one with --folder%s."
                    .formatted(
                            repository,
                            sizes(),
                            forProcessors.isEmpty() ? "" : "; those for a processor have cpu in their names"));
        }
        return variants.stream()
                .filter(variant -> variant.folder().equals(best.get(0)))
                .toList();
    }

    private Variant ofDtype(List<Variant> variants, Optional<Dtype> dtype) throws InstallException {
        Optional<Variant> found = dtype.isEmpty()
                ? Optional.of(variants.get(0))
                : variants.stream()
                        .filter(variant -> variant.dtype().equals(dtype))
                        .findFirst();
        return found.orElseThrow(() -> new InstallException(
                variants.stream().allMatch(variant -> variant.dtype().isEmpty())
                        ? "%s: the names of the graphs in %s do not tell their dtype. Leave --dtype out; --folder chooses among %s."
                                .formatted(repository, variants.get(0).folder(), sizes())
                        : "%s: expected a graph of dtype %s, such as %s, found the dtypes %s. Choose one of them with --dtype."
                                .formatted(
                                        repository,
                                        dtype.get().key(),
                                        dtype.get().graphs().get(0),
                                        variants.stream()
                                                .flatMap(variant -> variant.dtype().map(Dtype::key).stream())
                                                .collect(Collectors.joining(", ")))));
    }

    /** Every model that can be chosen, those of the usual places first, in each place the nearest to the trained weights first. */
    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>(List.of(""));
        files.values().stream()
                .filter(file -> file.name().equals(GENAI) || file.name().endsWith(GRAPH))
                .map(HubFile::folder)
                .filter(folder -> !folder.equals("onnx/"))
                .forEach(folders::add);
        for (String folder : folders) {
            List<Variant> byDtype = Stream.of(Dtype.values())
                    .flatMap(
                            dtype -> graph(folder, dtype)
                                    .map(graph -> new Variant(folder, Optional.of(dtype), Optional.of(graph)))
                                    .stream())
                    .toList();
            boolean genai =
                    files.containsKey(folder + GENAI) && !graphsIn(folder).isEmpty();
            if (genai) {
                variants.add(new Variant(folder, Optional.empty(), Optional.empty()));
            }
            byDtype.stream()
                    .filter(variant ->
                            !genai || !variant.graph().orElseThrow().folder().equals(folder))
                    .forEach(variants::add);
        }
        return variants;
    }

    private Optional<HubFile> graph(String folder, Dtype dtype) {
        return dtype.graphs().stream()
                .map(place -> folder + place)
                .filter(files::containsKey)
                .map(files::get)
                .findFirst();
    }

    private List<HubFile> graphsIn(String folder) {
        return files.values().stream()
                .filter(file -> file.folder().equals(folder) && file.name().endsWith(GRAPH))
                .toList();
    }

    /** The graph of a variant, and the one that turns tokens into vectors, if it has been split off. */
    private List<HubFile> graphs(Variant variant) {
        if (variant.graph().isEmpty()) {
            return graphsIn(variant.folder());
        }
        HubFile graph = variant.graph().get();
        return Stream.concat(
                        Stream.of(graph),
                        variant.dtype().orElseThrow().before().stream()
                                .map(dtype -> files.get(graph.folder() + dtype.named("embed_tokens")))
                                .filter(embedding -> embedding != null)
                                .limit(1))
                .toList();
    }

    /**
     * The configuration, the tokenizer and other small files: of the variant's folder, of the folders above it, or next to the graph.
     *
     * @throws InstallException if the model cannot run without one that is missing
     */
    private List<HubFile> small(Variant variant, HubFile graph) throws InstallException {
        List<String> folders = new ArrayList<>();
        for (String folder = variant.folder(); !folder.isEmpty(); folder = above(folder)) {
            folders.add(folder);
        }
        folders.add("");
        folders.add(graph.folder());
        Map<String, HubFile> found = new LinkedHashMap<>();
        for (String name : SMALL) {
            folders.stream()
                    .filter(folder -> !name.equals(GENAI) || folder.equals(variant.folder()))
                    .map(folder -> files.get(folder + name))
                    .filter(file -> file != null)
                    .findFirst()
                    .ifPresent(file -> found.put(name, file.at(name)));
        }
        for (String name : List.of("config.json", "tokenizer.json")) {
            boolean optional = name.equals("config.json") && found.containsKey(GENAI);
            if (!found.containsKey(name) && !optional) {
                throw new InstallException(
                        "%s: expected %s among its files, found %s. Choose a model that was exported for transformers.js or ONNX Runtime."
                                .formatted(repository, name, examples()));
            }
        }
        for (String folder : folders) {
            files.values().stream()
                    .filter(file -> file.folder().equals(folder) && file.name().matches(FOR_PEOPLE))
                    .forEach(file -> found.putIfAbsent(file.name(), file.at(file.name())));
        }
        return List.copyOf(found.values());
    }

    private static String above(String folder) {
        return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    /** The files named after a graph: {@code model.onnx_data}, {@code model.onnx_data_1}, ... or {@code model.onnx.data}. */
    private List<HubFile> named(List<HubFile> graphs) {
        return files.values().stream()
                .filter(file -> graphs.stream()
                        .anyMatch(graph -> file.path().startsWith(graph.path())
                                && file.path().substring(graph.path().length()).matches("[._]data(_\\d+)?")))
                .toList();
    }

    /** The files of a folder that the plan does not have yet, without programs. */
    private List<HubFile> besides(Variant variant, List<HubFile> planned) {
        Set<String> paths = planned.stream().map(HubFile::path).collect(Collectors.toSet());
        return files.values().stream()
                .filter(file -> file.folder().equals(variant.folder()) && !paths.contains(file.path()))
                .filter(file -> file.name().matches(".*\\.onnx[._]data.*|.*\\.(data|bin|weight)"))
                .toList();
    }

    /**
     * The plan with the place of each file, without the folder that is the model.
     *
     * @throws InstallException if two files would be one on some systems
     */
    private DownloadPlan placed(DownloadPlan plan) throws InstallException {
        Map<String, HubFile> byPlace = new HashMap<>();
        List<HubFile> placed = new ArrayList<>();
        for (HubFile file : plan.files()) {
            HubFile there = file.place().equals(file.path()) && file.path().startsWith(plan.folder())
                    ? file.at(file.path().substring(plan.folder().length()))
                    : file;
            HubFile other = byPlace.put(there.place().toLowerCase(Locale.ROOT), there);
            if (other != null) {
                throw new InstallException(
                        "%s lists both %s and %s: expected names that differ in more than case. Take another export."
                                .formatted(repository, other.path(), file.path()));
            }
            placed.add(there);
        }
        List<HubFile> graphs = placed.stream()
                .filter(file ->
                        plan.graphs().stream().anyMatch(graph -> graph.path().equals(file.path())))
                .toList();
        return new DownloadPlan(plan.folder(), plan.dtype(), graphs, placed);
    }

    /** A few of the files, for a message. */
    private String examples() {
        return files.isEmpty()
                ? "no file"
                : files.keySet().stream().limit(8).collect(Collectors.joining(", "))
                        + (files.size() > 8 ? " and " + (files.size() - 8) + " more" : "");
    }

    /** The size of each model with its data: {@code fp32 523.4 MB, q8 125.0 MB, cuda/cuda-fp16 3.0 GB}. */
    String sizes() {
        return variants().stream()
                .map(variant -> {
                    List<HubFile> all = new ArrayList<>(graphs(variant));
                    all.addAll(variant.graph().isPresent() ? named(all) : besides(variant, all));
                    String folder = variant.folder().replaceFirst("/$", "");
                    String name = Stream.of(
                                    folder, variant.dtype().map(Dtype::key).orElse(""))
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" "));
                    return name + " " + ByteSize.format(HubFile.bytes(all));
                })
                .collect(Collectors.joining(", "));
    }
}
