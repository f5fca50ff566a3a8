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
import java.util.stream.Stream;

/**
 * The name of a package's content: the first 12 hex digits of SHA-256 over the lines {@code path, SHA-256} of its
 * configuration, tokenizer, graphs and weights, sorted by path.
 */
final class Digest {

    private static final int LENGTH = 12;
    private static final String FILES = "config\\.json|tokenizer\\.json|.*\\.onnx([._]data.*)?";

    private Digest() {}

    static String of(Path folder) throws IOException {
        MessageDigest whole = sha256();
        for (Map.Entry<String, Path> file : files(folder).entrySet()) {
            String line = file.getKey() + ", " + sha256(file.getValue()) + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(whole.digest()).substring(0, LENGTH);
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
