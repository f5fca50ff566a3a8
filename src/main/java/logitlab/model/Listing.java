package logitlab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a repository, and which of them make a package. */
final class Listing {

    private static final List<String> REQUIRED = List.of("config.json", "tokenizer.json");
    private static final List<String> WELCOME = List.of("generation_config.json", "tokenizer_config.json");

    private final Repository repository;
    private final Map<String, HubFile> files = new LinkedHashMap<>();

    Listing(Repository repository, List<HubFile> files) {
        this.repository = repository;
        files.forEach(file -> this.files.put(file.path(), file));
    }

    /**
     * The files to fetch: the configuration, the tokenizer, one graph and its external data.
     *
     * @param dtype left out, the first of {@link Dtype} that is there: the one that changes the model least
     * @throws CannotAdd where a file is missing
     */
    Wanted wanted(Optional<Dtype> dtype) throws CannotAdd {
        List<HubFile> wanted = new ArrayList<>();
        for (String name : REQUIRED) {
            wanted.add(find(name)
                    .orElseThrow(() -> new CannotAdd(repository + ": expected " + name + " among its files, found "
                            + some() + ". Choose a model that was exported for transformers.js or ONNX Runtime.")));
        }
        WELCOME.forEach(name -> find(name).ifPresent(wanted::add));
        Dtype taken = dtype.orElse(dtypes().findFirst().orElse(Dtype.FP32));
        HubFile graph = graph(taken).orElseThrow(() -> noGraph(taken));
        wanted.add(graph);
        wanted.addAll(data(graph));
        return new Wanted(taken, graph, wanted);
    }

    private Optional<HubFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private Stream<Dtype> dtypes() {
        return Stream.of(Dtype.values()).filter(dtype -> graph(dtype).isPresent());
    }

    private Optional<HubFile> graph(Dtype dtype) {
        return dtype.graphs().stream().flatMap(path -> find(path).stream()).findFirst();
    }

    /** {@code model.onnx_data}, {@code model.onnx_data_1}, ... or {@code model.onnx.data}, beside the graph. */
    private List<HubFile> data(HubFile graph) {
        Pattern name = Pattern.compile(Pattern.quote(graph.path()) + "[._]data(_\\d+)?");
        return files.values().stream()
                .filter(file -> name.matcher(file.path()).matches())
                .toList();
    }

    private CannotAdd noGraph(Dtype dtype) {
        String there = dtypes().map(Dtype::word).collect(Collectors.joining(", "));
        return new CannotAdd(
                there.isEmpty()
                        ? "%s: expected an ONNX graph of a decoder, such as %s, found %s. Look for an export of the model, as onnx-community has many."
                                .formatted(repository, Dtype.FP32.graphs().get(0), some())
                        : "%s: expected a graph of dtype %s, such as %s, found the dtypes %s. Choose one of them with --dtype."
                                .formatted(
                                        repository, dtype.word(), dtype.graphs().get(0), there));
    }

    /** A few of the files, for a message. */
    private String some() {
        return files.isEmpty()
                ? "no file"
                : files.keySet().stream().limit(8).collect(Collectors.joining(", "))
                        + (files.size() > 8 ? " and " + (files.size() - 8) + " more" : "");
    }

    /** The sizes that each dtype would come to: {@code fp32 523.4 MB, q8 125.0 MB}. */
    String sizes() {
        return dtypes().map(dtype -> {
                    HubFile graph = graph(dtype).orElseThrow();
                    List<HubFile> files = new ArrayList<>(data(graph));
                    files.add(graph);
                    return dtype.word() + " " + Size.words(HubFile.bytes(files));
                })
                .collect(Collectors.joining(", "));
    }
}
