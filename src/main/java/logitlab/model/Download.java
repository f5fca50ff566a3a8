package logitlab.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file on its way from the hub to a folder.
 *
 * <p>What has come lies beside its place, and the file is there only once it is whole and its digest is right. The part is named
 * for the digest, so that a later command goes on with it, and never with a part of another version:
 *
 * <pre>
 * onnx/model.onnx.248dfc3911bc.part     becomes   onnx/model.onnx
 * </pre>
 */
final class Download {

    private static final int PIECE = 1 << 16;

    private final Hub hub;
    private final Repository repository;
    private final HubFile file;
    private final Progress progress;
    private final Path whole;
    private final Path part;
    private Optional<String> etag = Optional.empty(); // of the version that the part is of
    private Optional<String> sha256;

    Download(Hub hub, Repository repository, HubFile file, Path folder, Progress progress) {
        this.hub = hub;
        this.repository = repository;
        this.file = file;
        this.progress = progress;
        this.whole = whole(file, folder);
        this.part = part(file, folder);
        this.sha256 = file.sha256();
    }

    static Path whole(HubFile file, Path folder) {
        return folder.resolve(file.path());
    }

    static Path part(HubFile file, Path folder) {
        String version =
                file.sha256().map(digest -> "." + digest.substring(0, 12)).orElse("");
        return folder.resolve(file.path() + version + ".part");
    }

    /** Fetches what is missing. @throws CannotAdd where it does not come, or is not what the list says */
    void run() throws CannotAdd, IOException, InterruptedException {
        if (Files.exists(whole)) { // it was fetched by an earlier command
            Files.move(whole, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(part.getParent());
        if (size() > file.size() || file.sha256().isEmpty()) {
            Files.deleteIfExists(part);
        }
        boolean begun = Files.exists(part);
        fetch();
        String digest = Digest.sha256(part);
        if (begun && !isRight(digest)) { // what was there was spoiled
            Files.delete(part);
            fetch();
            digest = Digest.sha256(part);
        }
        if (!isRight(digest)) {
            Files.delete(part);
            throw lies("SHA-256 " + sha256.get(), digest);
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        progress.at(file, file.size());
    }

    private boolean isRight(String digest) {
        return sha256.isEmpty() || sha256.get().equals(digest);
    }

    private void fetch() throws CannotAdd, InterruptedException {
        Tries tries = hub.tries(progress);
        while (size() < file.size() || !Files.exists(part)) {
            try {
                fetchRest();
            } catch (IOException e) {
                tries.failed(e, size());
            }
        }
    }

    private long size() throws CannotAdd {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void fetchRest() throws IOException, CannotAdd, InterruptedException {
        long from = etag.isPresent() || file.sha256().isPresent() ? size() : 0;
        try (Answer answer = hub.open(repository, file, from, etag)) {
            if (answer.status() == 416) { // it has less than is here already
                Files.deleteIfExists(part);
                throw new IOException("it does not have the rest of " + file.path());
            }
            boolean rest = answer.status() == 206;
            if (rest && !answer.isRest(from, file.size())) {
                throw lies(
                        "the bytes from " + from + " on",
                        "bytes " + answer.headers().firstValue("Content-Range").orElse("without a range"));
            }
            long begin = rest ? from : 0;
            requireLength(answer.length(), begin);
            etag = rest ? answer.etag().or(() -> etag) : answer.etag();
            sha256 = sha256.or(answer::sha256);
            copy(answer.body(), begin);
        }
    }

    private void requireLength(OptionalLong length, long begin) throws CannotAdd {
        if (length.isPresent() && length.getAsLong() != file.size() - begin) {
            throw lies(file.size() - begin + " bytes, as the list of files says", Long.toString(length.getAsLong()));
        }
    }

    private void copy(InputStream body, long begin) throws IOException, CannotAdd {
        long here = begin;
        try (OutputStream out = append(begin)) {
            byte[] piece = new byte[PIECE];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                here += read;
                if (here > file.size()) {
                    throw lies(file.size() + " bytes, as the list of files says", "more");
                }
                write(out, piece, read);
                if (here < file.size()) {
                    progress.at(file, here);
                }
            }
        }
        if (here < file.size()) {
            throw new IOException("after " + here + " of " + file.size() + " bytes of " + file.path());
        }
    }

    private OutputStream append(long begin) throws CannotAdd {
        try {
            return begin > 0 ? Files.newOutputStream(part, StandardOpenOption.APPEND) : Files.newOutputStream(part);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(OutputStream out, byte[] piece, int length) throws CannotAdd {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CannotAdd lies(String expected, String found) {
        return new CannotAdd(
                "%s of %s at %s: expected %s, found %s. Try again; if it stays so, do not trust this server."
                        .formatted(file.path(), repository, hub.base(), expected, found));
    }

    private CannotAdd unwritable(IOException e) {
        return new CannotAdd(part + " cannot be written: " + e.getMessage() + ". Check the folder and its disk.", e);
    }
}
