package logitlab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.model.pack.ModelLoader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the models. */
final class ModelOptions {

    /** Where the models are that come with the program, and that its lessons run on. */
    private static final Path SHIPPED = Path.of("models");

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            split = ",",
            defaultValue = "${env:LOGITLAB_MODELS:-models}",
            description = "A folder of model packages; may be given more than once. Default: ${DEFAULT-VALUE}")
    List<Path> folders;

    @Mixin
    DtypeOption dtype;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "${env:LOGITLAB_MEMORY}",
            converter = ByteSizeConverter.class,
            description =
                    "The memory for models that are loaded at the same time, such as 4g or 800m. When there is no room for one, those "
                            + "that were not used for longest leave, and are loaded again when they are needed. Default: half of the machine's memory.")
    private Long memory;

    private boolean withShipped;

    /** Adds the models that come with the program, if they are there and no other folder has them. */
    void addShipped() {
        withShipped = folders.stream().noneMatch(ModelOptions::hasStoryteller) && hasStoryteller(SHIPPED);
    }

    private static boolean hasStoryteller(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelLoader.STORYTELLER).resolve("config.json"));
    }

    /** The folders that are loaded: {@code /home/ada/models and models}. */
    String places() {
        return Stream.concat(folders.stream(), withShipped ? Stream.of(SHIPPED) : Stream.empty())
                .map(Path::toString)
                .collect(Collectors.joining(" and "));
    }

    Models load() {
        return load(RuntimeLimits.ofThisMachine());
    }

    /** @throws StartupException if a folder is missing or no package in the folders that a person named runs */
    Models load(RuntimeLimits limits) {
        folders.forEach(ModelOptions::requireFolder);
        List<Path> all = withShipped
                ? Stream.concat(folders.stream(), Stream.of(SHIPPED)).toList()
                : folders;
        try {
            RuntimeLimits bounded = memory == null ? limits : limits.withMemory(memory);
            Models models = ModelLoader.load(all, bounded, dtype.preferred());
            if (withShipped && models.all().stream().allMatch(ModelOptions::isShipped)) {
                models.close();
                return ModelLoader.load(folders, bounded, dtype.preferred());
            }
            return models;
        } catch (IllegalStateException noModel) {
            throw new StartupException(noModel.getMessage());
        }
    }

    private static boolean isShipped(LanguageModel model) {
        return Files.isDirectory(SHIPPED.resolve(model.id()));
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StartupException(
                    "%s: expected a folder of model packages, found %s. Start in the project's folder, or name one with --models."
                            .formatted(folder.toAbsolutePath(), Files.exists(folder) ? "a file" : "nothing"));
        }
    }
}
