package logitlab.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.model.CacheKey;
import logitlab.model.Choice;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The memory that the cache takes, of the heap and outside it, measured while no other test runs. */
@Isolated
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheMemoryTest {

    private static final Path STATUS = Path.of("/proc/self/status");

    @Test
    void native_memory_is_given_back() throws IOException {
        assumeThat(STATUS).exists();
        try (Models models = Packages.load(Packages.STORYTELLER, 8 << 20)) {
            LanguageModel model = models.first();
            List<Integer> ids = IntStream.range(0, 150).boxed().toList();
            for (int run = 0; run < 20; run++) {
                model.logits(Prefix.of(run).plus(ids));
            }
            long start = residentMegabytes();
            // each makes 2.5 MB of logits and 1.2 MB of state in native memory; Java's own heap grows by some 80 MB
            // meanwhile
            for (int run = 20; run < 120; run++) {
                model.logits(Prefix.of(run).plus(ids));
            }
            assertThat(residentMegabytes() - start).isLessThan(150);
        }
    }

    /** Settings with twenty biases take about 1.6 KB, which the cache once kept with a choice and did not count. */
    @Test
    void remembered_choices_take_of_the_heap_what_they_are_weighed_at() {
        // held in a list, because a method that runs may keep what its variables once named
        List<PrefixCache> held = new ArrayList<>(List.of(filled(100_000)));
        long weighed = held.get(0).bytes();
        assertThat(weighed).isEqualTo(100_000 * 150);
        long with = usedBytes();
        held.clear();
        // what earlier tests leave behind may go while the cache fills, so it is weighed by what its end gives back
        assertThat(with - usedBytes()).isBetween(weighed / 2, weighed * 3 / 2);
    }

    private static PrefixCache filled(int choices) {
        SortedMap<Integer, Double> biases = new TreeMap<>();
        IntStream.range(0, 20).forEach(id -> biases.put(id, 1.5));
        PrefixCache cache = new PrefixCache(128 << 20, 128 << 20);
        for (int seed = 0; seed < choices; seed++) {
            Settings settings = new Settings(biases, 1, 1, OptionalInt.empty(), 1, 0, 1);
            cache.answers()
                    .choices()
                    .put(
                            CacheKey.choice("a", Prefix.of(1, 2, 3), Decoder.SAMPLE, settings, new Draw(seed, 0)),
                            new Choice(1000 + seed, 0.5));
        }
        return cache;
    }

    /** The reachable bytes of the heap. The serial collector leaves small dead objects where they are, but not each fourth time. */
    private static long usedBytes() {
        for (int i = 0; i < 4; i++) {
            System.gc();
            System.runFinalization();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long residentMegabytes() throws IOException {
        System.gc();
        String line = Files.readAllLines(STATUS).stream()
                .filter(entry -> entry.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
    }
}
