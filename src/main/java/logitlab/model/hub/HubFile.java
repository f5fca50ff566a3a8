package logitlab.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file as the hub lists it.
 *
 * @param path inside the repository, with slashes; never one that leads out of it
 * @param size in bytes
 * @param sha256 64 hex digits, which the hub lists for files in large file storage
 * @param place inside the model's folder, with slashes: the path, or what is left of it where a folder of the repository is the model
 */
public record HubFile(String path, long size, Optional<String> sha256, String place) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** In the model's folder it is where it is in the repository. */
    public HubFile(String path, long size, Optional<String> sha256) {
        this(path, size, sha256, path);
    }

    /** This file, but elsewhere in the model's folder. */
    HubFile at(String other) {
        return new HubFile(path, size, sha256, other);
    }

    /** The folder that it is in, with a slash at the end; empty for the root. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Its path without {@link #folder}. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** @throws InstallException if the path leads out of the folder, or the size is missing */
    static HubFile of(JsonNode entry) throws InstallException {
        String path = entry.path("path").asText();
        List<String> names = List.of(path.split("/", -1));
        if (names.contains("") || names.contains(".") || names.contains("..") || path.matches(".*[\\\\\\p{Cntrl}].*")) {
            throw new InstallException("The server lists a file " + entry.path("path")
                    + ": expected a path inside the model's folder. Do not take anything from this server.");
        }
        JsonNode size = entry.path("size");
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.asLong() < 0) {
            throw new InstallException(
                    "The server lists " + path + " with size " + size + ": expected a number of bytes.");
        }
        return new HubFile(
                path, size.asLong(), sha256(entry.path("lfs").path("oid").asText()));
    }

    /** The SHA-256 in a header or field of a server; empty for ETags and other digests. */
    static Optional<String> sha256(String field) {
        String bare = field.replace("\"", "").replace("sha256:", "");
        return SHA256.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
    }

    /** The sum of their sizes, or the largest long if the sizes that a server lists overflow. */
    static long bytes(List<HubFile> files) {
        return files.stream()
                .mapToLong(HubFile::size)
                .reduce(0, (sum, size) -> sum > Long.MAX_VALUE - size ? Long.MAX_VALUE : sum + size);
    }
}
