package logitlab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** The models that the playground can step: every package of its folders that runs, and why the others do not. */
public final class Models implements AutoCloseable {

    /** The model that comes first where it is there. */
    private static final String STORYTELLER = "storyteller";

    private final List<LanguageModel> models;
    private final List<LeftOut> leftOut;

    private Models(List<LanguageModel> models, List<LeftOut> leftOut) {
        this.models = List.copyOf(models);
        this.leftOut = List.copyOf(leftOut);
    }

    public static Models load(List<Path> folders) {
        return load(folders, Budget.ofThisMachine());
    }

    /** @throws IllegalStateException where no package runs; the message says why for each */
    public static Models load(List<Path> folders, Budget budget) {
        List<LanguageModel> models = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Path folder : packages(folders)) {
            try {
                models.add(new ModelPackage(folder).load(budget));
            } catch (BadPackage bad) {
                leftOut.add(bad.leftOut());
            }
        }
        if (models.isEmpty()) {
            throw new IllegalStateException(
                    leftOut.isEmpty()
                            ? "no model package in " + folders
                                    + ": expected folders with a config.json. Start in the project's folder, or name one with --models."
                            : leftOut.stream().map(LeftOut::toString).collect(Collectors.joining("\n")));
        }
        models.sort(Comparator.comparing((LanguageModel model) -> !model.id().equals(STORYTELLER))
                .thenComparing(LanguageModel::id));
        return new Models(models, leftOut);
    }

    private static List<Path> packages(List<Path> folders) {
        List<Path> packages = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(path -> Files.isRegularFile(path.resolve("config.json")))
                        .sorted()
                        .forEach(packages::add);
            } catch (IOException e) {
                throw new IllegalStateException("the folder of models cannot be read: " + folder, e);
            }
        }
        return packages;
    }

    /** Storyteller first, the others by their ids; never empty. */
    public List<LanguageModel> all() {
        return models;
    }

    public LanguageModel first() {
        return models.get(0);
    }

    public Optional<LanguageModel> find(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /** @throws InvalidValue naming {@code model}, where there is none with this id */
    public LanguageModel get(String id) {
        String ids = models.stream().map(LanguageModel::id).collect(Collectors.joining(", "));
        return find(id).orElseThrow(() -> new InvalidValue("model", new Rule("one-of", ids), id));
    }

    public List<LeftOut> leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        models.forEach(LanguageModel::close);
    }
}
