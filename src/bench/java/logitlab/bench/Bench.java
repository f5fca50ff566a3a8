package logitlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
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
        System.out.println();
        System.out.print(Row.table(rows));
        System.out.println(load());
    }

    /** A server hands work from thread to thread, and each hand-over waits where others keep the cores busy. */
    private static String load() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, load average %.1f: above the number of cores, the ratios of requests are too high"
                .formatted(machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    }
}
