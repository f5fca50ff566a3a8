package logitlab.model.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.memory.Footprint;

/**
 * The graphs that a model runs on, whole and with their data.
 *
 * @param main continues a text
 * @param inspect shows what happens inside
 * @param embeddings those that may make the vectors that {@code main} takes
 */
record PackageGraphs(OnnxFile main, Optional<OnnxFile> inspect, List<OnnxFile> embeddings) {

    /** For how many tokens a run is estimated: those of a long prompt. */
    private static final int RUN_TOKENS = 1024;

    /** The most that a run computes of logits at the same time, unless a single position takes more. */
    private static final long RUN_LOGITS = 64L << 20;

    /** What a tokenizer takes in memory for each byte of its file; measured: 26 (Gemma 3), 30 (Qwen 3), 40 (GPT-2). */
    static final int TOKENIZER = 30;

    /** @throws InvalidPackageException naming the file that is missing, cut off or something else */
    static PackageGraphs read(Path folder, String graph) throws InvalidPackageException {
        OnnxFile main = whole(folder.resolve(graph));
        Path inspect = folder.resolve(ModelPackage.INSPECT);
        return new PackageGraphs(
                main,
                Files.isRegularFile(inspect) ? Optional.of(whole(inspect)) : Optional.empty(),
                main.takesVectors() ? embeddings(main.path()) : List.of());
    }

    private static OnnxFile whole(Path path) throws InvalidPackageException {
        OnnxFile graph = OnnxFile.read(path);
        graph.requireData();
        return graph;
    }

    private static List<OnnxFile> embeddings(Path decoder) throws InvalidPackageException {
        List<OnnxFile> embeddings = new ArrayList<>();
        try (Stream<Path> beside = Files.list(decoder.toAbsolutePath().getParent())) {
            for (Path file : beside.filter(path -> path.getFileName().toString().matches(".*embed.*\\.onnx"))
                    .sorted()
                    .toList()) {
                embeddings.add(whole(file));
            }
        } catch (IOException e) {
            throw ModelPackage.unreadable(decoder, e);
        }
        return embeddings;
    }

    private Stream<OnnxFile> all() {
        return Stream.concat(Stream.of(main), Stream.concat(inspect.stream(), embeddings.stream()));
    }

    /** Everything that is read to load the model. */
    List<Path> files(Path tokenizer) {
        return Stream.concat(
                        Stream.of(tokenizer),
                        all().flatMap(graph -> Stream.concat(
                                Stream.of(graph.path()),
                                graph.data().keySet().stream().map(graph.path()::resolveSibling))))
                .distinct()
                .toList();
    }

    /** The run counts the logits, and the state before and after it. */
    Footprint footprint(Path tokenizer, ModelSizes sizes) {
        int tokens = Math.min(RUN_TOKENS, sizes.context());
        long row = (long) Float.BYTES * sizes.vocabulary();
        return new Footprint(
                all().mapToLong(OnnxFile::memory).sum(),
                TOKENIZER * tokenizer.toFile().length(),
                Math.max(row, Math.min(RUN_LOGITS, row * tokens)) + 2 * main.stateBytes(tokens));
    }
}
