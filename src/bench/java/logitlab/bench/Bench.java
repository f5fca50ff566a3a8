package logitlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.BenchServer;

/** Measures all parts in turn and prints the table; {@code mvn -Pbench verify} runs it. */
public final class Bench {

    private Bench() {}

    public static void main(String... args) throws Exception {
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
        rows.addAll(ofGpt2sSize());
        System.out.println();
        System.out.print(Row.table(rows));
        System.out.println(load());
    }

    private static List<Row> ofGpt2sSize() throws Exception {
        List<Row> rows = new ArrayList<>();
        Path models = Gpt2Shape.models();
        try (BenchServer server = BenchServer.start(models)) {
            System.out.println("The same at GPT-2's size ...");
            rows.add(NextAgainstOnnx.measureGpt2(server));
            System.out.println("A long text against a short one ...");
            rows.add(LongAgainstShort.measure(server.address(), Gpt2Shape.ID));
            System.out.println("Two learners against one ...");
            rows.add(TwoLearners.measure(server.address(), Gpt2Shape.ID));
            System.out.println("Against transformers.js ...");
            AgainstTransformersJs.measure(server.address(), Gpt2Shape.ID).ifPresent(rows::add);
        }
        System.out.println("Memory ...");
        Memory.measure(models, Gpt2Shape.ID).ifPresent(rows::add);
        return rows;
    }

    /** A server hands work from thread to thread, and each hand-over waits where others keep the cores busy. */
    private static String load() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, load average %.1f: above the number of cores, the ratios of requests are too high"
                .formatted(machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }
}
