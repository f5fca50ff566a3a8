package logitlab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** The models that the playground can step: every package of its folders that runs, and why the others do not. */
public final class Models implements AutoCloseable {

    /** The model that comes first where it is there. */
    private static final String STORYTELLER = "storyteller";

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final List<LanguageModel> models;
    private final List<LeftOut> leftOut;
    private final Machine machine;

    private Models(List<LanguageModel> models, List<LeftOut> leftOut, Machine machine) {
        this.models = List.copyOf(models);
        this.leftOut = List.copyOf(leftOut);
        this.machine = machine;
    }

    public static Models load(List<Path> folders) {
        return load(folders, Budget.ofThisMachine());
    }

    public static Models load(List<Path> folders, Budget budget) {
        return load(folders, budget, List.of(Dtype.values()));
    }

    /**
     * Loads every package in the folders, several at once; a folder may be a package itself.
     *
     * @param dtypes of a package with several graphs the first of these that loads is taken, and no other; see {@link Dtype#before}
     * @throws IllegalStateException if no package runs (the message gives the reason for each), or if the libraries cannot
     *     unpack their native parts (the message names the folder)
     */
    public static Models load(List<Path> folders, Budget budget, List<Dtype> dtypes) {
        try {
            Natives.load();
        } catch (BadPackage noRoom) {
            throw new IllegalStateException(noRoom.sentence(), noRoom);
        }
        Machine machine = new Machine(budget);
        List<Loaded> each = Loaded.all(packages(folders), machine, budget.callers(), dtypes);
        Map<String, LanguageModel> models = new TreeMap<>(Comparator.comparing((String id) -> !id.equals(STORYTELLER))
                .thenComparing(Models::numbersInOrder)
                .thenComparing(Comparator.naturalOrder()));
        List<LeftOut> leftOut = new ArrayList<>();
        for (Loaded loaded : each) {
            loaded.leftOut().ifPresent(leftOut::add);
            loaded.model().ifPresent(model -> {
                if (models.putIfAbsent(model.id(), model) != null) {
                    model.close();
                    leftOut.add(loaded.second());
                }
            });
        }
        if (models.isEmpty()) {
            throw new IllegalStateException(
                    leftOut.isEmpty()
                            ? "no model package in " + folders
                                    + ": expected folders with config.json, tokenizer.json and"
                                    + " model.onnx, found none. Start in the project's folder, or name one with --models."
                            : leftOut.stream().map(LeftOut::toString).collect(Collectors.joining("\n")));
        }
        return new Models(List.copyOf(models.values()), leftOut, machine);
    }

    private static List<ModelPackage> packages(List<Path> folders) {
        List<ModelPackage> packages = new ArrayList<>();
        for (Path folder : folders) {
            if (ModelPackage.isAt(folder)) {
                packages.add(new ModelPackage(folder));
            } else if (Files.isDirectory(folder)) {
                packages.addAll(inside(folder));
            }
        }
        return packages;
    }

    private static List<ModelPackage> inside(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(ModelPackage::isAt)
                    .sorted()
                    .map(ModelPackage::new)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the folder of models cannot be read: " + folder, e);
        }
    }

    /** An id that sorts step-210 before step-1050. */
    private static String numbersInOrder(String id) {
        return DIGITS.matcher(id)
                .replaceAll(number -> "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
    }

    /** Storyteller first, the others by their ids, numbers in their order; never empty. */
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

    /** Bytes of logits and state that are kept for the next run, native memory included. */
    public long cachedBytes() {
        return machine.cache().bytes();
    }

    /** Waits for the runs at work; beyond this no model may be used. */
    @Override
    public void close() {
        machine.close();
        models.forEach(LanguageModel::close);
    }
}
