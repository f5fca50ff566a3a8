package logitlab.model.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.model.CacheKey;
import logitlab.model.InvalidPackageException;
import logitlab.model.engine.EngineFile;

/**
 * Identifies the contents of a package: the first 12 hex digits of SHA-256 over the lines {@code path, SHA-256} of its configuration,
 * tokenizer, graphs and weights, sorted by path. If a package has several precisions,
 * only the graph in use and its weights are hashed.
 */
public final class PackageDigest {

    private static final int LENGTH = 12;

    /** The graphs that a model may run on, and the data of each. */
    private static final Pattern RUNNABLE_GRAPH = Pattern.compile(
            "(?<graph>(onnx/)?(model|decoder_model(_merged)?|decoder_with_past_model)(_\\w+?)?\\.onnx)([._]data.*)?");

    private static final String COUNTED_FILE = "(.*/)?(config\\.json|tokenizer\\.json|[^/]*\\.onnx([._]data[^/]*)?)";

    private PackageDigest() {}

    /** @param graph the one that the model runs on, by its path inside the folder */
    public static String of(Path folder, String graph) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, Path> file : counted(folder, graph).entrySet()) {
            hashes.put(file.getKey(), sha256(file.getValue()));
        }
        return of(hashes);
    }

    private static String of(SortedMap<String, String> hashes) {
        MessageDigest digest = CacheKey.sha256();
        hashes.forEach((path, sha256) -> digest.update((path + ", " + sha256 + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    /**
     * The same of a package that runs on an engine.
     *
     * @param sha256 of the graph that the engine has; it stands for {@code engine.json}, whose address may change
     */
    static String ofEngine(Path folder, String sha256) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>(Map.of(EngineFile.NAME, sha256));
        for (Path file : engineFiles(folder)) {
            hashes.put(file.getFileName().toString(), sha256(file));
        }
        return of(hashes);
    }

    /** The files of a package with an engine that count besides the graph. */
    private static List<Path> engineFiles(Path folder) {
        String config =
                Files.isRegularFile(folder.resolve(ConfigFiles.CONFIG)) ? ConfigFiles.CONFIG : ConfigFiles.GENAI;
        return List.of(folder.resolve(config), folder.resolve(ModelPackage.TOKENIZER));
    }

    /** The size of the files here that the digest of a package with an engine covers. */
    static long bytesOfEngine(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : engineFiles(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** The size of the files that the digest covers. */
    static long bytes(Path folder, String graph) throws IOException {
        long bytes = 0;
        for (Path file : counted(folder, graph).values()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static SortedMap<String, Path> counted(Path folder, String graph) throws IOException {
        SortedMap<String, Path> files = ModelPackage.files(folder);
        Set<String> always = new HashSet<>(dataOf(folder, graph));
        always.add(graph);
        if (!files.containsKey(ConfigFiles.CONFIG)) {
            always.add(ConfigFiles.GENAI);
        }
        files.keySet().removeIf(name -> {
            Matcher runnable = RUNNABLE_GRAPH.matcher(name);
            boolean otherGraph = runnable.matches() && !runnable.group("graph").equals(graph);
            return !always.contains(name) && (otherGraph || !name.matches(COUNTED_FILE));
        });
        return files;
    }

    /** The files with the weights of a graph, whatever they are called; none if the graph cannot be read. */
    private static Set<String> dataOf(Path folder, String graph) {
        try {
            return OnnxFile.read(folder.resolve(graph)).data().keySet().stream()
                    .map(file -> folder.relativize(
                                    folder.resolve(graph).resolveSibling(file).normalize())
                            .toString()
                            .replace('\\', '/'))
                    .collect(Collectors.toSet());
        } catch (InvalidPackageException unreadable) {
            return Set.of();
        }
    }

    /** 64 hex digits. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = CacheKey.sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
