package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many learners at once, on the same texts and on different ones, with a cache too small for them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyThreadsTest {

    private static final int THREADS = 8;

    private static void atOnce(Callable<Void> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(work));
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void a_cache_that_evicts_under_them_gives_each_the_right_numbers() throws Exception {
        Map<Prefix, Logits> expected = new HashMap<>();
        for (Prefix prefix : prefixes()) {
            expected.put(prefix, Packages.storyteller().logits(prefix));
        }
        List<Prefix> prefixes = List.copyOf(expected.keySet());
        // room for the state of one or two of the texts
        try (Models models = Packages.load(Packages.STORYTELLER, 1 << 20)) {
            Random order = new Random(1);
            atOnce(() -> {
                for (int i = 0; i < 60; i++) {
                    int at;
                    synchronized (order) {
                        at = order.nextInt(prefixes.size());
                    }
                    Prefix prefix = prefixes.get(at);
                    Packages.assertAlike(models.first().logits(prefix), expected.get(prefix), 1e-3);
                }
                return null;
            });
            assertThat(models.cachedBytes()).isLessThanOrEqualTo(1 << 20);
        }
    }

    /** Three texts, each with branches off many places. */
    private static List<Prefix> prefixes() {
        List<Prefix> prefixes = new ArrayList<>();
        for (int text = 1; text <= 3; text++) {
            int first = text * 300;
            Prefix whole = Prefix.of(IntStream.range(first, first + 60).toArray());
            for (int length = 1; length <= whole.size(); length += 3) {
                prefixes.add(whole.first(length));
                prefixes.add(whole.first(length).plus(length).plus(7));
            }
        }
        return prefixes;
    }

    @Test
    void the_same_prefix_is_run_once_for_all() throws Exception {
        try (Models models = Packages.load(Packages.STORYTELLER, 64 << 20)) {
            LanguageModel model = models.first();
            long before = model.runs().runs();
            Prefix prompt = model.prompt("Once upon a time there was a king who had");
            atOnce(() -> {
                Prefix text = prompt;
                for (int step = 0; step < 20; step++) {
                    text = text.plus(model.logits(text).argmax());
                }
                return null;
            });
            assertThat(model.runs().runs() - before).isEqualTo(20);
        }
    }

    @Test
    void closing_waits_for_the_runs_in_progress_and_refuses_others() throws Exception {
        Models models = Packages.load(Packages.STORYTELLER, 0);
        LanguageModel model = models.first();
        CountDownLatch running = new CountDownLatch(THREADS);
        Thread closing = new Thread(() -> {
            try {
                running.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            models.close();
        });
        closing.start();
        atOnce(() -> {
            Prefix prefix = Prefix.of(IntStream.range(0, 100).toArray());
            model.logits(prefix);
            running.countDown();
            assertThatThrownBy(() -> {
                        while (true) {
                            model.logits(prefix);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            return null;
        });
        closing.join();
    }
}
