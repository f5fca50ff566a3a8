package logitlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.BenchServer;

/** Measures all parts in turn and prints the table, or runs only the named ones; {@code mvn -Pbench verify} runs it. */
public final class Bench {

    private Bench() {}

    /**
     * @param args the parts to measure, {@code storyteller} and {@code gpt2}, both if none is named; or {@code attack} or
     *     {@code fuzzer}, followed by the arguments that {@link Attack} and {@link Fuzzer} take
     */
    public static void main(String... args) throws Exception {
        List<String> parts = args.length == 0 ? List.of("storyteller", "gpt2") : List.of(args);
        String[] words = parts.subList(1, parts.size()).toArray(String[]::new);
        switch (parts.get(0)) {
            case "attack" -> Attack.main(words);
            case "fuzzer" -> Fuzzer.main(words);
            default -> measure(parts);
        }
    }

    private static void measure(List<String> parts) throws Exception {
        List<Row> rows = new ArrayList<>();
        if (parts.contains("storyteller")) {
            rows.addAll(ofStoryteller());
        }
        if (parts.contains("gpt2")) {
            rows.addAll(ofGpt2sSize());
        }
        System.out.println();
        System.out.print(Row.table(rows));
        System.out.println(load());
    }

    private static List<Row> ofStoryteller() throws Exception {
        System.out.println("A step, against a softmax ...");
        List<Row> rows = new ArrayList<>(DecodeAgainstSoftmax.measure());
        try (BenchServer server = BenchServer.start()) {
            System.out.println("A request for the next token, against the model alone ...");
            rows.add(NextAgainstOnnx.measure(server));
            System.out.println("A changed setting, against a step ...");
            rows.add(SettingAgainstStep.measure(server));
            System.out.println("The first visit:");
            rows.add(FirstVisit.measure(server));
        }
        return rows;
    }

    private static List<Row> ofGpt2sSize() throws Exception {
        List<Row> rows = new ArrayList<>();
        Path models = Gpt2Shape.models();
        try (BenchServer server = BenchServer.start(models)) {
            System.out.println("The same at GPT-2's size ...");
            rows.add(said(NextAgainstOnnx.measureGpt2(server)));
            rows.add(said(LongAgainstShort.measure(server.address(), Gpt2Shape.ID)));
            rows.add(said(TwoLearners.measure(server.address(), Gpt2Shape.ID)));
            AgainstTransformersJs.measure(server.address(), Gpt2Shape.ID).ifPresent(row -> rows.add(said(row)));
        }
        Memory.measure(models, Gpt2Shape.ID).ifPresent(row -> rows.add(said(row)));
        return rows;
    }

    /** These take minutes, so that each is said when it is there. */
    private static Row said(Row row) {
        System.out.print(Row.table(List.of(row)));
        return row;
    }

    /** A server hands work from thread to thread, and each hand-over waits where others keep the cores busy. */
    private static String load() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, load average %.1f: above the number of cores, the ratios of requests are too high"
                .formatted(machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }
}
