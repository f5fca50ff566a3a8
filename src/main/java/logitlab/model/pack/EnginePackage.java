package logitlab.model.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.CardText;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.engine.EngineConnection;
import logitlab.model.engine.EngineFile;
import logitlab.model.engine.EngineLanguageModel;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.memory.Resident;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.prompt.ChatTemplateFiles;
import logitlab.model.text.Tokenizer;

/**
 * The folder of a model that runs on an engine: {@code config.json}, {@code tokenizer.json} and {@code engine.json}, and no graph.
 *
 * <p>An engine that does not answer yet leaves the model in the list: it runs as soon as the engine does. An engine that answers the
 * probe with other numbers has another graph, so the package is skipped.
 */
record EnginePackage(String id, Path folder) {

    /** @throws InvalidPackageException naming the file that is wrong, what was expected and found, and how to fix it */
    LanguageModel load(ModelRuntime runtime) throws InvalidPackageException {
        Path file = folder.resolve(EngineFile.NAME);
        List<String> graphs = new ModelPackage(id, folder).otherGraphs();
        if (!graphs.isEmpty()) {
            throw new InvalidPackageException(
                    file,
                    "either a server or a graph",
                    "both, the graph in " + graphs.get(0),
                    "Move " + EngineFile.NAME + " or the graph out of the folder.");
        }
        ConfigFiles files = ConfigFiles.read(folder);
        Path vocabulary = ModelPackage.required(folder, ModelPackage.TOKENIZER);
        FileContents.require(vocabulary);
        ModelSizes sizes = ModelSizes.of(files);
        EngineFile engine = EngineFile.of(file, JsonFile.read(file), sizes.vocabulary(), sizes.context());
        FileStamps stamps = FileStamps.of(List.of(vocabulary));
        ModelConfig config;
        try (Tokenizer tokenizer = ModelPackage.tokenizer(vocabulary, stamps)) {
            sizes.require(vocabulary, tokenizer);
            config = ModelConfig.of(files, sizes, tokenizer);
        }
        EngineConnection connection = new EngineConnection(id, engine, sizes.vocabulary());
        try {
            if (connection.isWrong()) {
                throw wrong(file, connection.problem().orElseThrow());
            }
            return new EngineLanguageModel(
                    id,
                    card(config, engine),
                    config.start(),
                    config.ends(),
                    ChatTemplateFiles.read(folder),
                    resident(runtime, vocabulary, stamps),
                    connection,
                    runtime.answers());
        } catch (InvalidPackageException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private Resident<Tokenizer> resident(ModelRuntime runtime, Path vocabulary, FileStamps stamps) {
        return runtime.memory()
                .add(
                        PackageGraphs.TOKENIZER * vocabulary.toFile().length(),
                        new Resident.Source<>(
                                () -> {
                                    try {
                                        return ModelPackage.tokenizer(vocabulary, stamps);
                                    } catch (InvalidPackageException gone) {
                                        throw new ModelUnavailableException(id, gone);
                                    }
                                },
                                left -> {})); // a page may still use it: it is freed when nothing refers to it
    }

    private ModelCard card(ModelConfig config, EngineFile engine) throws InvalidPackageException {
        CardText text = ModelPackage.text(folder);
        try {
            return new ModelCard(
                    text.find("name").orElse(id),
                    text.find("kind").orElse("engine"),
                    (long) text.number("parameters").orElse(0),
                    config.vocabularySize(),
                    config.contextLength(),
                    PackageDigest.ofEngine(folder, engine.sha256()),
                    EngineFile.NAME,
                    PackageDigest.bytesOfEngine(folder),
                    config.sampling(),
                    List.of(),
                    config.notes(),
                    text);
        } catch (IOException e) {
            throw ModelPackage.unreadable(folder, e);
        }
    }

    private static InvalidPackageException wrong(Path file, String problem) {
        return new InvalidPackageException(
                file,
                "an engine that runs the graph of this package",
                "another one: " + problem,
                "Give the engine the graph with the sha256 in " + EngineFile.NAME
                        + ", which answers the last position alone, or write down the sha256 and the probe of its graph.");
    }

    /** For the person who checks the package: {@code storyteller at http://triton:8000}. */
    static String where(Path folder) throws InvalidPackageException {
        JsonNode engine = JsonFile.read(folder.resolve(EngineFile.NAME));
        return engine.path("model").asText() + " at " + engine.path("url").asText();
    }

    /** For the report on a package whose engine does not answer while it is checked. */
    static InvalidPackageException away(Path folder, ModelUnavailableException away) {
        return new InvalidPackageException(
                folder.resolve(EngineFile.NAME),
                "an engine that answers",
                away.getMessage(),
                "Start the engine, and check url and model in " + EngineFile.NAME + ".");
    }
}
