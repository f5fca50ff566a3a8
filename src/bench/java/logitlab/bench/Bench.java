package logitlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.BenchServer;
import logitlab.bench.hall.Hall;

/** Measures all parts, or only the named ones, and prints a table. Run by {@code mvn -Pbench verify}. */
public final class Bench {

    private Bench() {}

    /**
     * @param args the parts to measure, {@code storyteller}, {@code gpt2} and {@code engine} by default; or {@code attack}, {@code fuzzer},
     *     {@code hall}, {@code bits} or {@code costs}, followed by the arguments of {@link Attack}, {@link Fuzzer}, {@link Hall},
     *     {@link TogetherAgainstAlone} or {@link StepCosts}
     */
    public static void main(String... args) throws Exception {
        List<String> parts = args.length == 0 ? List.of("storyteller", "gpt2", "engine") : List.of(args);
        String[] rest = parts.subList(1, parts.size()).toArray(String[]::new);
        switch (parts.get(0)) {
            case "attack" -> Attack.main(rest);
            case "fuzzer" -> Fuzzer.main(rest);
            case "hall" -> Hall.main(rest);
            case "bits" -> TogetherAgainstAlone.main(rest);
            case "costs" -> StepCosts.main(rest);
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
        if (parts.contains("engine")) {
            System.out.println("A step on an engine ...");
            EngineOverhead.measure().ifPresent(rows::add);
        }
        System.out.println();
        System.out.print(Row.table(rows));
        System.out.println(load());
    }

    private static List<Row> ofStoryteller() throws Exception {
        System.out.println("A step compared with a softmax ...");
        List<Row> rows = new ArrayList<>(DecodeAgainstSoftmax.measure());
        try (BenchServer server = BenchServer.start()) {
            System.out.println("A request for the next token compared with the model alone ...");
            rows.add(NextAgainstOnnx.measure(server));
            System.out.println("A learner alone and four at once ...");
            rows.add(LearnerAgainstOnnx.measure(
                    "a step of a learner alone / the bare ONNX Runtime call",
                    server.model(),
                    Path.of("models", "storyteller", "model.onnx"),
                    3_000,
                    1_000,
                    1.1));
            rows.add(ManyLearners.measure("steps per second of four learners / of one", server.model(), 4, 100, 3));
            System.out.println("A changed setting compared with a step ...");
            rows.add(SettingAgainstStep.measure(server));
            System.out.println("The look inside with a bill compared with the same without ...");
            rows.add(BillAgainstPage.measure(server, "storyteller"));
            rows.add(BillAgainstPage.measure(server, "storyteller-lstm"));
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
            rows.add(printed(NextAgainstOnnx.measureGpt2(server)));
            rows.add(printed(LongAgainstShort.measure(server.address(), Gpt2Shape.ID)));
            rows.add(printed(TwoLearners.measure(server.address(), Gpt2Shape.ID)));
            rows.add(printed(ManyLearners.measure(
                    "GPT-2's size: steps per second of eight learners / of one",
                    server.model(Gpt2Shape.ID),
                    8,
                    30,
                    6)));
            AgainstTransformersJs.measure(server.address(), Gpt2Shape.ID).ifPresent(row -> rows.add(printed(row)));
        }
        Memory.measure(models, Gpt2Shape.ID).ifPresent(row -> rows.add(printed(row)));
        return rows;
    }

    /** Prints a row immediately, because the next can take minutes. */
    private static Row printed(Row row) {
        System.out.print(Row.table(List.of(row)));
        return row;
    }

    /** Each hand-over between threads of the server waits for a core, so a busy machine slows requests down. */
    private static String load() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, load average %.1f: above the number of cores, the ratios of requests are too high"
                .formatted(machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }
}
