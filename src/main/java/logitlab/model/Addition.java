package logitlab.model;

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

/**
 * A model of the hub on its way into a folder of models: {@link #choose chosen}, {@link #fetch fetched and tried out},
 * {@link #keep kept}.
 *
 * <p>Until it is kept it lies in {@code .adding} inside the folder of models, where no package is looked for; a command that was
 * stopped goes on with what is there.
 */
public final class Addition {

    private final Hub hub;
    private final Repository repository;
    private final Path models;
    private final Progress progress;

    /** @param models the folder of models; made where there is none */
    public Addition(Hub hub, Repository repository, Path models, Progress progress) {
        this.hub = hub;
        this.repository = repository;
        this.models = models;
        this.progress = progress;
    }

    /** Where the model will be: a folder with its name. */
    public Path place() {
        return models.resolve(repository.name());
    }

    /** Where it is until then. */
    public Path workplace() {
        return adding().resolve(repository.name());
    }

    private Path adding() {
        return models.resolve(".adding");
    }

    /** @throws CannotAdd where there is something of the model's name already */
    public void requireNew() throws CannotAdd {
        if (Files.exists(place())) {
            throw new CannotAdd(place()
                    + ": expected no such folder, found one. Give --replace to replace it, or rename it to keep both.");
        }
    }

    /**
     * The files to fetch.
     *
     * @param dtype left out, the graph that changes the model least
     * @param most bytes
     * @throws CannotAdd where there is no such model, a file is missing, or they are too big
     */
    public Wanted choose(Optional<Dtype> dtype, long most) throws CannotAdd, InterruptedException {
        Listing listing = hub.list(repository, progress);
        Wanted wanted = listing.wanted(dtype);
        if (wanted.bytes() > most) {
            throw new CannotAdd(
                    "%s: expected at most %s, found %s with dtype %s. Allow more with --most, or choose --dtype: %s."
                            .formatted(
                                    repository,
                                    Size.words(most),
                                    Size.words(wanted.bytes()),
                                    wanted.dtype().word(),
                                    listing.sizes()));
        }
        return wanted;
    }

    /**
     * Fetches what is missing and runs the model.
     *
     * @throws CannotAdd where a file does not come, or not as it should
     * @throws BadPackage where the files are there but do not run; they stay in {@link #workplace}
     */
    public Checkup fetch(Wanted wanted) throws CannotAdd, BadPackage, InterruptedException {
        try {
            Files.createDirectories(workplace());
            tidy(wanted);
            requireSpace(wanted);
            for (HubFile file : wanted.files()) {
                new Download(hub, repository, file, workplace(), progress).run();
                if (file.path().equals("config.json")) {
                    Config.read(Download.whole(file, workplace())); // what it refuses need not be fetched
                }
            }
        } catch (IOException e) {
            throw unwritable(workplace(), e);
        }
        return Checkup.of(workplace(), List.of(Dtype.values()));
    }

    /** Deletes what an earlier command left that is not wanted now: another graph would be taken for this one. */
    private void tidy(Wanted wanted) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (HubFile file : wanted.files()) {
            kept.add(Download.whole(file, workplace()));
            kept.add(Download.part(file, workplace()));
        }
        try (Stream<Path> inside = Files.walk(workplace())) {
            for (Path file : inside.filter(Files::isRegularFile).toList()) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private void requireSpace(Wanted wanted) throws IOException, CannotAdd {
        long here;
        try (Stream<Path> inside = Files.walk(workplace())) {
            here = inside.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        long free = Files.getFileStore(workplace()).getUsableSpace();
        if (wanted.bytes() - here > free) {
            throw new CannotAdd(
                    "%s: expected %s of free space for %s, found %s. Free some, or choose another disk with --models."
                            .formatted(models, Size.words(wanted.bytes() - here), repository, Size.words(free)));
        }
    }

    /** Moves the model to its place, and one that was there away. */
    public void keep() throws CannotAdd {
        Path before = adding().resolve(repository.name() + ".before");
        try {
            delete(before);
            if (Files.exists(place())) {
                Files.move(place(), before, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(workplace(), place(), StandardCopyOption.ATOMIC_MOVE);
            delete(before);
            try (Stream<Path> others = Files.list(adding())) {
                if (others.findAny().isEmpty()) {
                    Files.delete(adding());
                }
            }
        } catch (IOException e) {
            throw unwritable(place(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> inside = Files.walk(folder)) {
                all = inside.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    private static CannotAdd unwritable(Path path, IOException e) {
        return new CannotAdd(path + " cannot be written: " + e + ". Check the folder and its disk.", e);
    }
}
