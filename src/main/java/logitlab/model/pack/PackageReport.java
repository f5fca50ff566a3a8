package logitlab.model.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.InvalidPackageException;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.memory.Footprint;
import logitlab.model.onnx.GraphDescription;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;

/**
 * The report of {@code models check}: a package is loaded and run once.
 *
 * @param files the size of each, by its path inside the package
 * @param engine the model and the server that run it; empty if a graph of the package does
 * @param start the tokens that the tokenizer adds before every text
 * @param empty the tokens of an empty prompt; empty if the model has no start token
 * @param ends the tokens that end a text
 * @param prompt the text that the model ran on
 * @param continuation of the prompt by greedy decoding
 * @param maker how its maker samples, as a link writes it: {@code temperature=0.6&top-k=50}; empty if the package does not say
 * @param template whether it has a chat template
 * @param memory while it is loaded
 * @param stateBytes of a token, and of a full context
 * @param milliseconds the median time of a step with all tokens but the last in the cache
 */
public record PackageReport(
        String id,
        ModelCard card,
        SortedMap<String, Long> files,
        List<GraphDescription> graphs,
        Optional<String> engine,
        List<Token> start,
        List<Token> empty,
        List<Token> ends,
        String prompt,
        String continuation,
        Map<String, String> maker,
        OfferedTemplate template,
        Footprint memory,
        StateBytes stateBytes,
        OptionalDouble milliseconds) {

    /** The state that is kept for a text, in bytes. @param token what one more token adds */
    public record StateBytes(long token, long fullContext) {}

    private static final String PROMPT = "Once upon a time";
    private static final int CONTINUATION = 16;
    private static final int TIMED = 64; // the first ones also warm the program up
    private static final long LONGEST_NANOSECONDS = 5_000_000_000L;

    public PackageReport {
        files = Collections.unmodifiableSortedMap(files);
        graphs = List.copyOf(graphs);
        start = List.copyOf(start);
        empty = List.copyOf(empty);
        ends = List.copyOf(ends);
        maker = Collections.unmodifiableMap(new LinkedHashMap<>(maker));
    }

    /** @param dtypes the first graph of these that loads is used. @throws InvalidPackageException if it does not run */
    public static PackageReport of(Path folder, List<Dtype> dtypes) throws InvalidPackageException {
        Optional<ModelPackage> at = ModelPackage.at(folder);
        if (at.isEmpty()) {
            throw noPackage(folder);
        }
        NativeLibraries.load();
        ModelRuntime runtime = new ModelRuntime(RuntimeLimits.ofThisMachine().withMemory(Long.MAX_VALUE));
        LanguageModel model = at.get().load(runtime, dtypes);
        try {
            return run(at.get(), model);
        } catch (IOException e) {
            throw ModelPackage.unreadable(folder, e);
        } catch (ModelUnavailableException away) {
            throw EnginePackage.away(at.get().folder(), away);
        } catch (RuntimeException e) {
            throw new InvalidPackageException(folder, "a model that runs", e, "Take all files from the same export.");
        } finally {
            runtime.close();
            model.close();
        }
    }

    private static InvalidPackageException noPackage(Path folder) {
        List<ModelPackage> inside = ModelLoader.packagesInside(folder);
        String expected = "a model package: a folder with config.json, tokenizer.json and model.onnx";
        return inside.isEmpty()
                ? new InvalidPackageException(
                        folder,
                        expected,
                        Files.isDirectory(folder) ? "none of these" : Files.exists(folder) ? "a file" : "nothing",
                        "Name the folder of one model, such as models/storyteller.")
                : new InvalidPackageException(
                        folder,
                        expected,
                        "a folder of packages: "
                                + inside.stream().map(ModelPackage::id).collect(Collectors.joining(", ")),
                        "Name one of them, such as "
                                + folder.resolve(inside.get(0).id()) + ". To list them all: models list --models "
                                + folder);
    }

    /** The graph that the model runs on, and the one that exposes more, if there is one. */
    private static List<GraphDescription> graphs(Path folder, String graph) throws InvalidPackageException {
        List<GraphDescription> graphs = new ArrayList<>(List.of(GraphDescription.read(folder, graph)));
        if (Files.isRegularFile(folder.resolve(ModelPackage.INSPECT))) {
            graphs.add(GraphDescription.read(folder, ModelPackage.INSPECT));
        }
        return graphs;
    }

    private static PackageReport run(ModelPackage found, LanguageModel model)
            throws IOException, InvalidPackageException {
        Path folder = found.folder();
        boolean far = found.runsOnEngine();
        Tokenizer tokenizer = model.tokenizer();
        Prefix prompt = prompt(model);
        Prefix text = Lane.open(model, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                .run(CONTINUATION)
                .text();
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Map.Entry<String, Path> file : ModelPackage.files(folder).entrySet()) {
            sizes.put(file.getKey(), Files.size(file.getValue()));
        }
        return new PackageReport(
                model.id(),
                model.card(),
                sizes,
                far ? List.of() : graphs(folder, model.card().graph()),
                far ? Optional.of(EnginePackage.where(folder)) : Optional.empty(),
                tokenizer.tokens(tokenizer.start()),
                empty(model),
                model.endTokens().stream().map(tokenizer::token).toList(),
                model.text(prompt),
                added(model.text(prompt), model.text(text)),
                model.card().sampling().toMap(),
                new OfferedTemplate(model.chatTemplate(), model.templateProblem()),
                model.memory().footprint(),
                new StateBytes(
                        model.stateBytes(2) - model.stateBytes(1),
                        model.stateBytes(model.card().contextLength())),
                milliseconds(model, prompt));
    }

    /** At most half of the context, so that there is room for steps. */
    private static Prefix prompt(LanguageModel model) {
        Prefix whole = model.tokenizer().encode(PROMPT);
        Prefix prompt = whole.size() == 0 ? model.prompt("") : whole;
        return prompt.first(Math.min(prompt.size(), (model.card().contextLength() + 1) / 2));
    }

    private static List<Token> empty(LanguageModel model) {
        try {
            return model.tokenizer().tokens(model.prompt(""));
        } catch (InvalidValueException noStartToken) {
            return List.of();
        }
    }

    /** What follows the text before. If that ends in a part of a character, the whole character belongs to what follows. */
    private static String added(String before, String after) {
        int common = 0;
        while (common < Math.min(before.length(), after.length()) && before.charAt(common) == after.charAt(common)) {
            common++;
        }
        return after.substring(common);
    }

    /** Of steps after the prompt repeated, which no greedy choice ends early; empty if the context has no room. */
    private static OptionalDouble milliseconds(LanguageModel model, Prefix prompt) {
        int steps = Math.min(TIMED, model.card().contextLength() - prompt.size());
        List<Double> times = new ArrayList<>();
        Prefix prefix = prompt;
        long first = System.nanoTime();
        for (int i = 0; i < steps && System.nanoTime() - first < LONGEST_NANOSECONDS; i++) {
            prefix = prefix.plus(prompt.at(i % prompt.size()));
            long begin = System.nanoTime();
            Lane.open(model, prefix, List.of(), Decoder.GREEDY, Settings.OFF, 0).step(0);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        Collections.sort(times);
        return times.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(times.get(times.size() / 2));
    }

    public long bytes() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }
}
