package logitlab.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of what a model is made of: the first 12 hex digits of SHA-256 over the lines {@code path, SHA-256} of its package's
 * configuration, tokenizer, graphs and weights, sorted by path; of the same weights in several precisions, those that it runs on.
 */
final class Digest {

    private static final int LENGTH = 12;

    /** The graphs that may be the one a model runs on, with the data beside each. */
    private static final Pattern CHOICES = Pattern.compile(
            "(?<graph>(onnx/)?(model|decoder_model(_merged)?|decoder_with_past_model)(_\\w+?)?\\.onnx)([._]data.*)?");

    private static final String FILES = "config\\.json|tokenizer\\.json|.*\\.onnx([._]data.*)?";

    private Digest() {}

    /** @param graph the one that is run, by its path inside the folder; those that may be chosen instead do not count */
    static String of(Path folder, String graph) throws IOException {
        MessageDigest whole = sha256();
        SortedMap<String, Path> files = files(folder);
        files.keySet().removeIf(file -> isOther(graph, file));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String line = file.getKey() + ", " + sha256(file.getValue()) + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(whole.digest()).substring(0, LENGTH);
    }

    private static boolean isOther(String graph, String file) {
        Matcher choice = CHOICES.matcher(file);
        return choice.matches() && !choice.group("graph").equals(graph);
    }

    /** By their paths inside the folder, which are sorted as text, alike on every system. */
    private static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(FILES))
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return files;
    }

    /** 64 hex digits. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
