package logitlab.model.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.SkippedPackage;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.RuntimeLimits;

/** Loads the packages in folders of models. */
public final class ModelLoader {

    /** The model that comes first if it is there. */
    public static final String STORYTELLER = "storyteller";

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private ModelLoader() {}

    /** The model of a package, or why it was skipped. */
    private record Outcome(ModelPackage found, Optional<LanguageModel> model, Optional<SkippedPackage> leftOut) {

        static Outcome of(ModelPackage found, ModelRuntime runtime, List<Dtype> dtypes) {
            try {
                return new Outcome(found, Optional.of(found.load(runtime, dtypes)), Optional.empty());
            } catch (InvalidPackageException bad) {
                return new Outcome(found, Optional.empty(), Optional.of(bad.leftOut(found.id())));
            }
        }
    }

    /** With the usual limits. */
    public static Models load(List<Path> folders) {
        return load(folders, RuntimeLimits.ofThisMachine(), List.of(Dtype.values()));
    }

    /**
     * Loads every package in the folders, several at the same time; a folder may be a package itself.
     *
     * @param dtypes of a package with several graphs the first of these that loads is used, and no other; see {@link Dtype#before}
     * @throws IllegalStateException if no package runs (the message gives the reason for each), or if the libraries cannot
     *     unpack their native parts (the message names the folder)
     */
    public static Models load(List<Path> folders, RuntimeLimits limits, List<Dtype> dtypes) {
        try {
            NativeLibraries.load();
        } catch (InvalidPackageException noRoom) {
            throw new IllegalStateException(noRoom.sentence(), noRoom);
        }
        ModelRuntime runtime = new ModelRuntime(limits);
        Map<String, LanguageModel> models = new TreeMap<>(Comparator.comparing((String id) -> !id.equals(STORYTELLER))
                .thenComparing(ModelLoader::withPaddedNumbers)
                .thenComparing(Comparator.naturalOrder()));
        List<SkippedPackage> leftOut = new ArrayList<>();
        for (Outcome outcome : each(packages(folders), limits, found -> Outcome.of(found, runtime, dtypes))) {
            outcome.leftOut().ifPresent(leftOut::add);
            outcome.model().ifPresent(model -> {
                if (models.putIfAbsent(model.id(), model) != null) {
                    model.close();
                    leftOut.add(duplicate(outcome.found()));
                }
            });
        }
        if (models.isEmpty()) {
            throw new IllegalStateException(
                    leftOut.isEmpty()
                            ? "no model package in " + folders
                                    + ": expected folders with config.json, tokenizer.json and"
                                    + " model.onnx, found none. Start in the project's folder, or name one with --models."
                            : leftOut.stream().map(SkippedPackage::toString).collect(Collectors.joining("\n")));
        }
        models.values().iterator().next().tokenizer(); // the first one that visitors meet is loaded
        return new Models(
                List.copyOf(models.values()),
                leftOut,
                runtime::cachedBytes,
                runtime::release,
                runtime::releaseUnused,
                runtime::close);
    }

    /**
     * In the order of the packages. It uses its own threads: the class loader of Java's common ones is not the program's when Maven
     * runs it, and the tokenizer library looks for its native part with that class loader.
     */
    private static List<Outcome> each(
            List<ModelPackage> packages, RuntimeLimits limits, Function<ModelPackage, Outcome> load) {
        ExecutorService threads = Executors.newFixedThreadPool(limits.callers());
        try {
            List<CompletableFuture<Outcome>> each = packages.stream()
                    .map(found -> CompletableFuture.supplyAsync(() -> load.apply(found), threads))
                    .toList();
            return each.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static SkippedPackage duplicate(ModelPackage second) {
        return new InvalidPackageException(
                        second.folder(),
                        "a name of its own",
                        "a second " + second.id(),
                        "Give one of the folders another name.")
                .leftOut(second.id());
    }

    private static List<ModelPackage> packages(List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .flatMap(folder -> {
                    List<ModelPackage> inside = ModelPackage.isDirectlyAt(folder) ? List.of() : packagesInside(folder);
                    return inside.isEmpty() ? ModelPackage.at(folder).stream() : inside.stream();
                })
                .distinct()
                .toList();
    }

    /** Those of the folders in a folder that are meant to be packages. */
    static List<ModelPackage> packagesInside(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted()
                    .map(ModelPackage::at)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the folder of models cannot be read: " + folder, e);
        }
    }

    /** An id that sorts step-250 before step-1250. */
    private static String withPaddedNumbers(String id) {
        return DIGITS.matcher(id)
                .replaceAll(number -> "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
    }
}
