package logitlab.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.pack.ModelLoader;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Runs a step with the playground's initial settings (temperature 0.8, top-p 0.95) and then one plain softmax pass over the same
 * logits.
 *
 * <p>Both run in one benchmark, each timed by its own counter, so that anything that slows the machine down affects both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Decode {

    static final int STORYTELLER = 4_096;
    static final int GPT_2 = 50_257;

    /** How many nanoseconds each of the two took in one iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanoseconds {
        public long decode;
        public long softmax;
    }

    @Param({"" + STORYTELLER, "" + GPT_2})
    public int size;

    private final List<Stage> stages =
            Decoder.SAMPLE.stages(Settings.of(Map.of("temperature", "0.8", "top-p", "0.95")));
    private Logits logits;
    private double[] values;
    private int step;

    @Setup
    public void realisticLogits() {
        try (Models models = ModelLoader.load(List.of(Path.of("models", "storyteller")))) {
            LanguageModel storyteller = models.first();
            Logits real = storyteller.logits(storyteller.prompt("Once upon a time there was a"));
            logits = size == STORYTELLER ? real : stretched(real);
        }
        values = logits.toArray();
    }

    /** Returns {@link #size} logits that follow the same curve from the largest to the smallest, shuffled with a fixed seed. */
    private Logits stretched(Logits real) {
        double[] rising = real.toArray();
        Arrays.sort(rising);
        float[] stretched = new float[size];
        for (int i = 0; i < size; i++) {
            double place = (double) i * (rising.length - 1) / (size - 1);
            int below = (int) Math.min(place, rising.length - 2);
            stretched[i] = (float) (rising[below] + (place - below) * (rising[below + 1] - rising[below]));
        }
        Random order = new Random(42);
        for (int i = size - 1; i > 0; i--) {
            int other = order.nextInt(i + 1);
            float moved = stretched[i];
            stretched[i] = stretched[other];
            stretched[other] = moved;
        }
        return Logits.of(stretched);
    }

    @Benchmark
    public void decodeThenSoftmax(Nanoseconds nanoseconds, Blackhole result) {
        long start = System.nanoTime();
        result.consume(Step.of(logits, Prefix.EMPTY, stages, new Draw(42, step++)));
        long between = System.nanoTime();
        result.consume(softmax(values));
        long end = System.nanoTime();
        nanoseconds.decode += between - start;
        nanoseconds.softmax += end - between;
    }

    /** The simplest softmax: the maximum, one exponential per value, their sum, one division per value. */
    private static double[] softmax(double[] values) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Math.max(max, value);
        }
        double[] probabilities = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            probabilities[i] = Math.exp(values[i] - max);
            sum += probabilities[i];
        }
        for (int i = 0; i < values.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
