package logitlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link Decode} and turns each iteration into a ratio. */
final class DecodeAgainstSoftmax {

    private static final double AIM = 12;

    private DecodeAgainstSoftmax() {}

    static List<Row> measure() throws RunnerException {
        Map<Integer, Ratios> bySize = new TreeMap<>();
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(Decode.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            bySize.put(Integer.valueOf(run.getParams().getParam("size")), ratios(run));
        }
        List<Row> rows = new ArrayList<>();
        bySize.forEach((size, ratios) ->
                rows.add(Row.of("a step on %,d logits / one plain softmax pass".formatted(size), ratios, AIM)));
        return rows;
    }

    private static Ratios ratios(RunResult run) {
        Ratios ratios = new Ratios();
        run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .forEach(iteration -> ratios.add(nanoseconds(iteration, "decode"), nanoseconds(iteration, "softmax")));
        return ratios;
    }

    private static double nanoseconds(IterationResult iteration, String counter) {
        return iteration.getSecondaryResults().get(counter).getScore();
    }
}
