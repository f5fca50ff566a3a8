package logitlab.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelConfig;
import logitlab.model.pack.ModelPackage;
import logitlab.model.pack.PackageReport;

/**
 * Adds a model of the hub to a folder of models: {@link #plan}, {@link #fetch}, {@link #install}.
 *
 * <p>Until it is installed it is in {@code .adding} inside the folder of models, where no package is looked for; a command that was
 * stopped continues with what is there.
 */
public final class ModelInstaller {

    private final Hub hub;
    private final HubRepository repository;
    private final Path models;
    private final DownloadProgress progress;

    /** @param models the folder of models; created if it does not exist */
    public ModelInstaller(Hub hub, HubRepository repository, Path models, DownloadProgress progress) {
        this.hub = hub;
        this.repository = repository;
        this.models = models;
        this.progress = progress;
    }

    /** The folder where the model will be. */
    public Path target() {
        return models.resolve(repository.name());
    }

    /** The folder where the model is until it is installed. */
    public Path staging() {
        return models.resolve(".adding").resolve(repository.name());
    }

    /** @throws InstallException if there is already something with the model's name */
    public void requireNew() throws InstallException {
        if (Files.exists(target())) {
            throw new InstallException(target()
                    + ": expected no such folder, found one. Give --replace to replace it, or rename it to keep both.");
        }
    }

    /**
     * The files to download.
     *
     * @param dtype if absent, the graph that changes the model least
     * @throws InstallException if there is no such model, a file is missing, or they are larger than {@code maxBytes}
     */
    public DownloadPlan plan(Optional<Dtype> dtype, long maxBytes) throws InstallException, InterruptedException {
        RepositoryFiles listing = hub.list(repository, progress);
        DownloadPlan plan = listing.wanted(dtype);
        if (plan.bytes() > maxBytes) {
            throw new InstallException(
                    "%s: expected at most %s, found %s with dtype %s. Allow more with --most, or choose --dtype: %s."
                            .formatted(
                                    repository,
                                    ByteSize.format(maxBytes),
                                    ByteSize.format(plan.bytes()),
                                    plan.dtype().key(),
                                    listing.sizes()));
        }
        return plan;
    }

    /**
     * Downloads what is missing and runs the model.
     *
     * @throws InstallException if a file does not arrive, or is not what it should be
     * @throws InvalidPackageException if the files are complete but do not run; they stay in {@link #staging}
     */
    public PackageReport fetch(DownloadPlan plan)
            throws InstallException, InvalidPackageException, InterruptedException {
        try {
            Files.createDirectories(staging());
            requireSpace(plan.bytes() - deleteLeftovers(plan));
            for (HubFile file : plan.files()) {
                new FileDownload(hub, repository, file, staging(), progress).run();
                if (file.path().equals("config.json")) {
                    ModelConfig.read(
                            FileDownload.whole(file, staging())); // if this is refused, the rest need not be downloaded
                }
            }
        } catch (IOException e) {
            throw unwritable(staging(), e);
        }
        return PackageReport.of(staging(), List.of(Dtype.values()));
    }

    /**
     * Deletes what an earlier command left and this one does not need, because another graph would be taken for this one.
     *
     * @return how many bytes are left
     */
    private long deleteLeftovers(DownloadPlan plan) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (HubFile file : plan.files()) {
            kept.add(FileDownload.whole(file, staging()));
            kept.add(FileDownload.part(file, staging()));
        }
        long bytes = 0;
        for (Path file : ModelPackage.files(staging()).values()) {
            if (kept.contains(file)) {
                bytes += Files.size(file);
            } else {
                Files.delete(file);
            }
        }
        return bytes;
    }

    private void requireSpace(long bytes) throws IOException, InstallException {
        long free = Files.getFileStore(staging()).getUsableSpace();
        if (bytes > free) {
            throw new InstallException(
                    "%s: expected %s of free space for %s, found %s. Free some, or choose another disk with --models."
                            .formatted(models, ByteSize.format(bytes), repository, ByteSize.format(free)));
        }
    }

    /** Moves the model to its place, and replaces one that was there. */
    public void install() throws InstallException {
        Path before = staging().resolveSibling(repository.name() + ".before");
        try {
            delete(before);
            if (Files.exists(target())) {
                Files.move(target(), before, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(staging(), target(), StandardCopyOption.ATOMIC_MOVE);
            delete(before);
            staging().getParent().toFile().delete(); // unless another model is in it
        } catch (IOException e) {
            throw unwritable(target(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static InstallException unwritable(Path path, IOException e) {
        return new InstallException(path + " cannot be written: " + e + ". Check the folder and its disk.", e);
    }
}
