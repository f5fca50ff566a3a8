package logitlab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.Models;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.model.pack.ModelLoader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the models. */
final class ModelOptions {

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
            description = {
                "The memory for models that are loaded at the same time, such as 4g or 800m. When there is no room for one, those",
                "that were not used for longest leave, and are loaded again when they are needed. Default: half of the machine's memory."
            })
    private Long memory;

    Models load() {
        return load(RuntimeLimits.ofThisMachine());
    }

    /** @throws StartupException if a folder is missing or no package runs */
    Models load(RuntimeLimits limits) {
        folders.forEach(ModelOptions::requireFolder);
        try {
            return ModelLoader.load(folders, memory == null ? limits : limits.withMemory(memory), dtype.preferred());
        } catch (IllegalStateException noModel) {
            throw new StartupException(noModel.getMessage());
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StartupException(
                    "%s: expected a folder of model packages, found %s. Start in the project's folder, or name one with --models."
                            .formatted(folder.toAbsolutePath(), Files.exists(folder) ? "a file" : "nothing"));
        }
    }
}
