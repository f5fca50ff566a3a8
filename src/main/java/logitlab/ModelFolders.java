package logitlab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.Models;
import logitlab.model.onnx.Budget;
import logitlab.model.pack.ModelLoader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the models. */
final class ModelFolders {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            split = ",",
            defaultValue = "${env:LOGITLAB_MODELS:-models}",
            description = "A folder of model packages; may be given more than once. Default: ${DEFAULT-VALUE}")
    List<Path> folders;

    @Mixin
    DtypeOption dtype;

    Models load() {
        return load(Budget.ofThisMachine());
    }

    /** @throws CannotStart if a folder is missing or no package runs */
    Models load(Budget budget) {
        folders.forEach(ModelFolders::requireFolder);
        try {
            return ModelLoader.load(folders, budget, dtype.preferred());
        } catch (IllegalStateException noModel) {
            throw new CannotStart(noModel.getMessage());
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CannotStart(
                    "%s: expected a folder of model packages, found %s. Start in the project's folder, or name one with --models."
                            .formatted(folder.toAbsolutePath(), Files.exists(folder) ? "a file" : "nothing"));
        }
    }
}
