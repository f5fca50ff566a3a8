package logitlab.model.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.Dtype;

/** The files of a repository, and which of them make a package. */
final class RepositoryFiles {

    private static final List<String> REQUIRED = List.of("config.json", "tokenizer.json");
    private static final List<String> OPTIONAL = List.of("generation_config.json", "tokenizer_config.json");

    private final HubRepository repository;
    private final Map<String, HubFile> files = new LinkedHashMap<>();

    RepositoryFiles(HubRepository repository, List<HubFile> files) {
        this.repository = repository;
        files.forEach(file -> this.files.put(file.path(), file));
    }

    /**
     * The files to download: the configuration, the tokenizer, one graph and its external data.
     *
     * @param dtype if absent, the first {@link Dtype} that the repository has: the one that changes the model least
     * @throws InstallException if a file is missing
     */
    DownloadPlan wanted(Optional<Dtype> dtype) throws InstallException {
        for (String name : REQUIRED) {
            if (!files.containsKey(name)) {
                throw new InstallException(
                        "%s: expected %s among its files, found %s. Choose a model that was exported for transformers.js or ONNX Runtime."
                                .formatted(repository, name, examples()));
            }
        }
        List<HubFile> wanted = new ArrayList<>();
        Stream.concat(REQUIRED.stream(), OPTIONAL.stream())
                .filter(files::containsKey)
                .forEach(name -> wanted.add(files.get(name)));
        Dtype chosen = dtype.orElse(dtypes().findFirst().orElse(Dtype.FP32));
        HubFile graph = graph(chosen).orElseThrow(() -> noGraph(chosen));
        wanted.addAll(withData(graph));
        return new DownloadPlan(chosen, graph, wanted);
    }

    private Stream<Dtype> dtypes() {
        return Stream.of(Dtype.values()).filter(dtype -> graph(dtype).isPresent());
    }

    private Optional<HubFile> graph(Dtype dtype) {
        return dtype.graphs().stream()
                .filter(files::containsKey)
                .map(files::get)
                .findFirst();
    }

    /** A graph, and the files next to it named {@code model.onnx_data}, {@code model.onnx_data_1}, ... or {@code model.onnx.data}. */
    private List<HubFile> withData(HubFile graph) {
        return files.values().stream()
                .filter(file -> file.path().startsWith(graph.path()))
                .filter(file -> file.path().substring(graph.path().length()).matches("([._]data(_\\d+)?)?"))
                .toList();
    }

    private InstallException noGraph(Dtype dtype) {
        String found = dtypes().map(Dtype::key).collect(Collectors.joining(", "));
        String expected = dtype.graphs().get(0);
        return new InstallException(
                found.isEmpty()
                        ? "%s: expected an ONNX graph of a decoder, such as %s, found %s. Look for an export of the model; onnx-community has many."
                                .formatted(repository, Dtype.FP32.graphs().get(0), examples())
                        : "%s: expected a graph of dtype %s, such as %s, found the dtypes %s. Choose one of them with --dtype."
                                .formatted(repository, dtype.key(), expected, found));
    }

    /** A few of the files, for a message. */
    private String examples() {
        return files.isEmpty()
                ? "no file"
                : files.keySet().stream().limit(8).collect(Collectors.joining(", "))
                        + (files.size() > 8 ? " and " + (files.size() - 8) + " more" : "");
    }

    /** The size of each graph with its data: {@code fp32 523.4 MB, q8 125.0 MB}. */
    String sizes() {
        return dtypes().map(dtype -> dtype.key() + " "
                        + ByteSize.format(HubFile.bytes(withData(graph(dtype).orElseThrow()))))
                .collect(Collectors.joining(", "));
    }
}
