package logitlab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;

/**
 * A package, loaded and run: what it has, and how fast it is.
 *
 * @param files the size of each, by its path inside the package
 * @param start the tokens that the tokenizer adds before every text
 * @param empty the tokens that an empty prompt becomes; empty if the model has no start token
 * @param end the token after a text, where there is one
 * @param prompt the text that it was run on
 * @param continuation what greedy decoding makes of that
 * @param milliseconds a step, with all tokens but the last in the cache: the median
 */
public record Checkup(
        String id,
        ModelCard card,
        SortedMap<String, Long> files,
        List<Graph> graphs,
        List<Token> start,
        List<Token> empty,
        Optional<Token> end,
        String prompt,
        String continuation,
        OptionalDouble milliseconds) {

    private static final String PROMPT = "Once upon a time";
    private static final int CONTINUATION = 16;
    private static final int TIMED = 64; // the first ones also warm the program up
    private static final long LONGEST_NANOSECONDS = 5_000_000_000L;

    public Checkup {
        files = Collections.unmodifiableSortedMap(files);
        graphs = List.copyOf(graphs);
        start = List.copyOf(start);
        empty = List.copyOf(empty);
    }

    /** @param dtypes of which the first graph that loads is taken. @throws BadPackage where it does not run */
    public static Checkup of(Path folder, List<Dtype> dtypes) throws BadPackage {
        if (!ModelPackage.isAt(folder)) {
            throw new BadPackage(
                    folder,
                    "a model package: a folder with config.json, tokenizer.json and model.onnx",
                    Files.isDirectory(folder) ? "none of these" : Files.exists(folder) ? "a file" : "nothing",
                    "Name the folder of one model, such as models/storyteller.");
        }
        Natives.load();
        Machine machine = new Machine(Budget.ofThisMachine());
        LanguageModel model = new ModelPackage(folder).load(machine, dtypes);
        try {
            return run(folder, model, graphs(folder, model.card().graph()));
        } finally {
            machine.close();
            model.close();
        }
    }

    /** The graph that the model runs on, and the one that shows more, where there is one. */
    private static List<Graph> graphs(Path folder, String graph) throws BadPackage {
        List<String> paths = new ArrayList<>(List.of(graph));
        if (Files.isRegularFile(folder.resolve(ModelPackage.INSPECT))) {
            paths.add(ModelPackage.INSPECT);
        }
        List<Graph> graphs = new ArrayList<>();
        for (String path : paths) {
            graphs.add(Graph.read(folder, path));
        }
        return graphs;
    }

    private static Checkup run(Path folder, LanguageModel model, List<Graph> graphs) throws BadPackage {
        try {
            Prefix prompt = prompt(model);
            Prefix text = new Lane(model, prompt, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                    .run(CONTINUATION)
                    .text();
            return new Checkup(
                    model.id(),
                    model.card(),
                    files(folder),
                    graphs,
                    model.tokenizer().tokens(model.tokenizer().start()),
                    empty(model),
                    model.endOfText().stream()
                            .mapToObj(model.tokenizer()::token)
                            .findFirst(),
                    model.words(prompt),
                    added(model, prompt, text),
                    milliseconds(model, prompt));
        } catch (IOException e) {
            throw new BadPackage(
                    folder, "files that can be read", BadPackage.firstLine(e), "Check the permissions of the folder.");
        } catch (RuntimeException e) {
            throw new BadPackage(
                    folder, "a model that runs", BadPackage.firstLine(e), "Take all files from the same export.");
        }
    }

    /** Of a tiny context half is left for the steps. */
    private static Prefix prompt(LanguageModel model) {
        Prefix whole = model.tokenizer().encode(PROMPT);
        Prefix prompt = whole.size() == 0 ? model.prompt("") : whole;
        return prompt.first(Math.min(prompt.size(), (model.card().contextLength() + 1) / 2));
    }

    private static List<Token> empty(LanguageModel model) {
        try {
            return model.tokenizer().tokens(model.prompt(""));
        } catch (InvalidValue noStartToken) {
            return List.of();
        }
    }

    /** What came to the text; where the prompt's end is part of a character, that becomes another one. */
    private static String added(LanguageModel model, Prefix prompt, Prefix text) {
        String before = model.words(prompt);
        String after = model.words(text);
        int common = 0;
        while (common < Math.min(before.length(), after.length()) && before.charAt(common) == after.charAt(common)) {
            common++;
        }
        return after.substring(common);
    }

    /** Of steps after the prompt said over and over, which no greedy choice ends early; none where the context has no room. */
    private static OptionalDouble milliseconds(LanguageModel model, Prefix prompt) {
        int steps = Math.min(TIMED, model.card().contextLength() - prompt.size());
        List<Double> times = new ArrayList<>();
        Prefix prefix = prompt;
        long first = System.nanoTime();
        for (int i = 0; i < steps && System.nanoTime() - first < LONGEST_NANOSECONDS; i++) {
            prefix = prefix.plus(prompt.at(i % prompt.size()));
            long begin = System.nanoTime();
            new Lane(model, prefix, List.of(), Decoder.GREEDY, Settings.OFF, 0).step(0);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        Collections.sort(times);
        return times.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(times.get(times.size() / 2));
    }

    private static SortedMap<String, Long> files(Path folder) throws IOException {
        SortedMap<String, Long> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        }
        return files;
    }

    public long bytes() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }
}
