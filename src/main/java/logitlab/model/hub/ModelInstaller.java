package logitlab.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelConfig;
import logitlab.model.pack.ModelPackage;
import logitlab.model.pack.OnnxFile;
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
    private RepositoryFiles listing;
    private long most;

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

    /** What the model's page says of its licence; empty if the server does not tell. */
    public Optional<HubCard> card() throws InterruptedException {
        return hub.card(repository);
    }

    /**
     * The files to download, with those of the weights by their usual names.
     *
     * @param dtype if absent, the graph that changes the model least
     * @param folder of the repository with the graph; if absent, the usual ones
     * @param maxBytes the most that {@link #fetch} may download
     * @throws InstallException if there is no such model, a file is missing, or they are larger than {@code maxBytes}
     */
    public DownloadPlan plan(Optional<Dtype> dtype, Optional<String> folder, long maxBytes)
            throws InstallException, InterruptedException {
        listing = hub.list(repository, progress);
        most = maxBytes;
        DownloadPlan plan = listing.wanted(dtype, folder);
        requireAtMost(plan);
        return plan;
    }

    private void requireAtMost(DownloadPlan plan) throws InstallException {
        if (plan.bytes() > most) {
            throw new InstallException(
                    "%s: expected at most %s, found %s with %s. Allow more with --most, or choose with --dtype or --folder: %s."
                            .formatted(
                                    repository,
                                    ByteSize.format(most),
                                    ByteSize.format(plan.bytes()),
                                    plan.choice(),
                                    listing.sizes()));
        }
    }

    /**
     * Downloads what is missing and runs the model. Which files have the weights it reads from the graph.
     *
     * @param plan from {@link #plan}
     * @throws InstallException if a file does not arrive, or is not what it should be
     * @throws InvalidPackageException if the files are complete but do not run; they stay in {@link #staging}
     */
    public PackageReport fetch(DownloadPlan plan)
            throws InstallException, InvalidPackageException, InterruptedException {
        try {
            Files.createDirectories(staging());
            List<HubFile> kept = new ArrayList<>(plan.files());
            kept.addAll(listing.possibleData(plan));
            deleteAllBut(kept);
            requireSpace(plan);
            int graphs = plan.files().indexOf(plan.graph()) + plan.graphs().size();
            download(plan.files().subList(0, graphs));
            DownloadPlan whole = withData(plan);
            requireAtMost(whole);
            deleteAllBut(whole.files());
            requireSpace(whole);
            download(whole.files().subList(graphs, whole.files().size()));
        } catch (IOException e) {
            throw unwritable(staging(), e);
        }
        return PackageReport.of(staging(), List.of(Dtype.values()));
    }

    private void download(List<HubFile> files)
            throws IOException, InstallException, InvalidPackageException, InterruptedException {
        for (HubFile file : files) {
            new FileDownload(hub, repository, file, staging(), progress).run();
            if (file.place().equals("config.json")) {
                ModelConfig.read(
                        FileDownload.whole(file, staging())); // if this is refused, the rest need not be downloaded
            }
        }
    }

    /** The plan as its graphs want it, or as it is if they cannot be read, which running them will explain. */
    private DownloadPlan withData(DownloadPlan plan) throws InstallException {
        Map<HubFile, Collection<String>> locations = new HashMap<>();
        for (HubFile graph : plan.graphs()) {
            try {
                locations.put(
                        graph,
                        OnnxFile.read(FileDownload.whole(graph, staging()))
                                .data()
                                .keySet());
            } catch (InvalidPackageException noGraph) {
                return plan;
            }
        }
        return listing.withData(plan, locations);
    }

    /** Deletes what an earlier command left and this one does not need, because another graph would be taken for this one. */
    private void deleteAllBut(List<HubFile> files) throws IOException {
        Set<Path> kept = places(files);
        for (Path file : ModelPackage.files(staging()).values()) {
            if (!kept.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private Set<Path> places(List<HubFile> files) {
        return files.stream()
                .flatMap(file -> Stream.of(FileDownload.whole(file, staging()), FileDownload.part(file, staging())))
                .collect(Collectors.toSet());
    }

    private void requireSpace(DownloadPlan plan) throws IOException, InstallException {
        long bytes = plan.bytes();
        for (Path file : places(plan.files())) {
            bytes -= Files.exists(file) ? Files.size(file) : 0;
        }
        requireSpace(bytes);
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
