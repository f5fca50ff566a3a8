package logitlab.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import logitlab.model.pack.PackageDigest;

/**
 * Fetches one file from the hub into a folder.
 *
 * <p>What has arrived is kept next to the file's place, and is moved there once it is complete and its digest is right. The part is
 * named after the digest, so that a later command continues it, but never a part of another version:
 *
 * <pre>
 * onnx/model.onnx.248dfc3911bc.part     becomes   onnx/model.onnx
 * </pre>
 */
final class FileDownload {

    private static final int PIECE = 1 << 16;

    private final Hub hub;
    private final HubRepository repository;
    private final HubFile file;
    private final DownloadProgress progress;
    private final Path whole;
    private final Path part;
    private Optional<String> etag = Optional.empty(); // of the version that the part belongs to
    private Optional<String> sha256;

    FileDownload(Hub hub, HubRepository repository, HubFile file, Path folder, DownloadProgress progress) {
        this.hub = hub;
        this.repository = repository;
        this.file = file;
        this.progress = progress;
        this.whole = whole(file, folder);
        this.part = part(file, folder);
        this.sha256 = file.sha256();
    }

    static Path whole(HubFile file, Path folder) {
        return folder.resolve(file.place());
    }

    static Path part(HubFile file, Path folder) {
        String version =
                file.sha256().map(digest -> "." + digest.substring(0, 12)).orElse("");
        return folder.resolve(file.place() + version + ".part");
    }

    /** Fetches what is missing. @throws InstallException if it does not arrive, or is not what the list of files promises */
    void run() throws InstallException, IOException, InterruptedException {
        if (Files.exists(whole)) { // an earlier command fetched it
            Files.move(whole, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(part.getParent());
        boolean begun;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (out.size() > file.size() || file.sha256().isEmpty()) {
                out.truncate(0);
            }
            begun = out.size() > 0;
            fetch(out);
        }
        String digest = PackageDigest.sha256(part);
        if (sha256.isPresent() && !sha256.get().equals(digest)) {
            Files.delete(part);
            if (!begun) {
                throw contradiction("SHA-256 " + sha256.get(), digest);
            }
            run(); // the part that was there was damaged
            return;
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        progress.arrived(file, file.size());
    }

    private void fetch(FileChannel out) throws InstallException, IOException, InterruptedException {
        RetryPolicy.Retries retries = hub.retries(progress);
        while (out.size() < file.size()) {
            try {
                fetchRest(out);
            } catch (IOException e) {
                retries.failed(e, out.size());
            }
        }
    }

    private void fetchRest(FileChannel out) throws IOException, InstallException, InterruptedException {
        long from = etag.isPresent() || file.sha256().isPresent() ? out.size() : 0;
        try (HubClient.Response response = hub.open(repository, file, from, etag)) {
            if (response.status() == 416) { // the server has less than has arrived already
                out.truncate(0);
                throw new IOException("it does not have the rest of " + file.path());
            }
            boolean rest = response.status() == 206;
            String range = response.headers().firstValue("Content-Range").orElse("bytes without a range");
            if (rest && !range.matches("bytes " + from + "-\\d+/" + file.size())) {
                throw contradiction("the bytes starting at " + from, range);
            }
            long begin = rest ? from : 0;
            OptionalLong length = response.headers().firstValueAsLong("Content-Length");
            if (length.isPresent() && length.getAsLong() != file.size() - begin) {
                throw contradiction(
                        file.size() - begin + " bytes, as in the list of files", Long.toString(length.getAsLong()));
            }
            Optional<String> strong = response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
            etag = rest ? strong.or(() -> etag) : strong;
            sha256 = sha256.or(response::sha256);
            copy(response.body(), out.truncate(begin).position(begin));
        }
    }

    private void copy(InputStream body, FileChannel out) throws IOException, InstallException {
        byte[] piece = new byte[PIECE];
        for (int read = body.read(piece, 0, PIECE); read >= 0; read = body.read(piece, 0, PIECE)) {
            if (out.position() + read > file.size()) {
                throw contradiction(file.size() + " bytes, as in the list of files", "more");
            }
            write(out, ByteBuffer.wrap(piece, 0, read));
            if (out.position() < file.size()) {
                progress.arrived(file, out.position());
            }
        }
        if (out.position() < file.size()) {
            throw new IOException("after %d of %d bytes of %s".formatted(out.position(), file.size(), file.path()));
        }
    }

    /** Unlike a connection that was cut, a full disk is no reason to try again. */
    private void write(FileChannel out, ByteBuffer piece) throws InstallException {
        try {
            out.write(piece);
        } catch (IOException e) {
            throw new InstallException(
                    part + " cannot be written: " + e.getMessage() + ". Check the folder and its disk.", e);
        }
    }

    private InstallException contradiction(String expected, String found) {
        return new InstallException(
                "%s of %s at %s: expected %s, found %s. Try again; if it happens again, do not trust this server."
                        .formatted(file.path(), repository, hub.base(), expected, found));
    }
}
