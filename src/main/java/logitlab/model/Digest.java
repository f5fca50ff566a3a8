package logitlab.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The name of a package's content: the first 12 hex digits of SHA-256 over the lines {@code path, SHA-256} of its
 * configuration, tokenizer, graphs and weights, sorted by path.
 */
final class Digest {

    private static final int LENGTH = 12;

    private Digest() {}

    static String of(Path folder) throws IOException {
        MessageDigest whole = sha256();
        for (Path file : files(folder)) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            whole.update((path + ", " + sha256(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(whole.digest()).substring(0, LENGTH);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .matches("config\\.json|tokenizer\\.json|.*\\.onnx|.*\\.onnx_data"))
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
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
