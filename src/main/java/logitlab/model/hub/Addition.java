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
import logitlab.model.BadPackage;
import logitlab.model.pack.Checkup;
import logitlab.model.pack.Config;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelPackage;
import logitlab.model.pack.Size;

/**
 * Adds a model of the hub to a folder of models: {@link #plan}, {@link #fetch}, {@link #install}.
 *
 * <p>Until it is installed it is in {@code .adding} inside the folder of models, where no package is looked for; a command that was
 * stopped continues with what is there.
 */
public final class Addition {

    private final Hub hub;
    private final Repository repository;
    private final Path models;
    private final Progress progress;

    /** @param models the folder of models; created if it does not exist */
    public Addition(Hub hub, Repository repository, Path models, Progress progress) {
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

    /** @throws CannotAdd if there is already something with the model's name */
    public void requireNew() throws CannotAdd {
        if (Files.exists(target())) {
            throw new CannotAdd(target()
                    + ": expected no such folder, found one. Give --replace to replace it, or rename it to keep both.");
        }
    }

    /**
     * The files to download.
     *
     * @param dtype if absent, the graph that changes the model least
     * @throws CannotAdd if there is no such model, a file is missing, or they are larger than {@code maxBytes}
     */
    public Wanted plan(Optional<Dtype> dtype, long maxBytes) throws CannotAdd, InterruptedException {
        Listing listing = hub.list(repository, progress);
        Wanted wanted = listing.wanted(dtype);
        if (wanted.bytes() > maxBytes) {
            throw new CannotAdd(
                    "%s: expected at most %s, found %s with dtype %s. Allow more with --most, or choose --dtype: %s."
                            .formatted(
                                    repository,
                                    Size.words(maxBytes),
                                    Size.words(wanted.bytes()),
                                    wanted.dtype().word(),
                                    listing.sizes()));
        }
        return wanted;
    }

    /**
     * Downloads what is missing and runs the model.
     *
     * @throws CannotAdd if a file does not arrive, or is not what it should be
     * @throws BadPackage if the files are complete but do not run; they stay in {@link #staging}
     */
    public Checkup fetch(Wanted wanted) throws CannotAdd, BadPackage, InterruptedException {
        try {
            Files.createDirectories(staging());
            requireSpace(wanted.bytes() - deleteLeftovers(wanted));
            for (HubFile file : wanted.files()) {
                new Download(hub, repository, file, staging(), progress).run();
                if (file.path().equals("config.json")) {
                    Config.read(Download.whole(file, staging())); // if this is refused, the rest need not be downloaded
                }
            }
        } catch (IOException e) {
            throw unwritable(staging(), e);
        }
        return Checkup.of(staging(), List.of(Dtype.values()));
    }

    /**
     * Deletes what an earlier command left and this one does not need, because another graph would be taken for this one.
     *
     * @return how many bytes are left
     */
    private long deleteLeftovers(Wanted wanted) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (HubFile file : wanted.files()) {
            kept.add(Download.whole(file, staging()));
            kept.add(Download.part(file, staging()));
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

    private void requireSpace(long bytes) throws IOException, CannotAdd {
        long free = Files.getFileStore(staging()).getUsableSpace();
        if (bytes > free) {
            throw new CannotAdd(
                    "%s: expected %s of free space for %s, found %s. Free some, or choose another disk with --models."
                            .formatted(models, Size.words(bytes), repository, Size.words(free)));
        }
    }

    /** Moves the model to its place, and replaces one that was there. */
    public void install() throws CannotAdd {
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

    private static CannotAdd unwritable(Path path, IOException e) {
        return new CannotAdd(path + " cannot be written: " + e + ". Check the folder and its disk.", e);
    }
}
