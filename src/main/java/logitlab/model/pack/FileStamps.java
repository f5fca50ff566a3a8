package logitlab.model.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.model.InvalidPackageException;

/**
 * The sizes and times of files when a model was loaded first. If they are the same later, the files are taken to be the same, without
 * reading gigabytes for their digest.
 */
record FileStamps(Map<Path, String> stamps) {

    static FileStamps of(List<Path> files) throws InvalidPackageException {
        Map<Path, String> stamps = new LinkedHashMap<>();
        for (Path file : files) {
            stamps.put(file, stamp(file));
        }
        return new FileStamps(stamps);
    }

    /** @throws InvalidPackageException naming the first file that is gone or was changed */
    void requireSame() throws InvalidPackageException {
        for (Map.Entry<Path, String> file : stamps.entrySet()) {
            if (!stamp(file.getKey()).equals(file.getValue())) {
                throw new InvalidPackageException(
                        file.getKey(),
                        "the file that was there when the program started",
                        Files.exists(file.getKey()) ? "another one" : "nothing",
                        "Start the program again.");
            }
        }
    }

    private static String stamp(Path file) throws InvalidPackageException {
        try {
            return Files.exists(file) ? Files.size(file) + ", " + Files.getLastModifiedTime(file) : "";
        } catch (IOException e) {
            throw ModelPackage.unreadable(file, e);
        }
    }
}
