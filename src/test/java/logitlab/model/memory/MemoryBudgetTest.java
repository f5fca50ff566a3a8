package logitlab.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import logitlab.model.failure.ModelUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryBudgetTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final MemoryBudget budget = new MemoryBudget(100, freed::incrementAndGet);
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Resident<String> resident(String name, long bytes) {
        return resident(bytes, () -> {
            events.add("+" + name);
            return name;
        });
    }

    private Resident<String> resident(long bytes, Supplier<String> load) {
        return budget.add(bytes, new Resident.Source<>(load, name -> events.add("-" + name)));
    }

    @Test
    void what_is_small_and_unused_leaves_when_it_is_released() {
        Resident<String> small = resident("small", 10);
        Resident<String> used = resident("used", 10);
        Resident<String> large = resident("large", 50);
        small.use(name -> name);
        large.use(name -> name);
        used.use(name -> {
            budget.release(10);
            return name;
        });
        assertThat(events).containsExactly("+small", "+large", "+used", "-small");
        assertThat(budget.used()).isEqualTo(60);
        assertThat(name(small)).isEqualTo("small");
    }

    @Test
    void the_one_that_was_unused_for_longest_leaves() {
        Resident<String> a = resident("a", 40);
        Resident<String> b = resident("b", 40);
        Resident<String> c = resident("c", 40);
        a.use(name -> name);
        b.use(name -> name);
        a.use(name -> name);
        assertThat(freed).hasValue(0);
        assertThat(name(c)).isEqualTo("c");
        assertThat(freed).hasValue(1);
        assertThat(events).containsExactly("+a", "+b", "-b", "+c");
        assertThat(a.loaded()).isTrue();
        assertThat(b.loaded()).isFalse();
        assertThat(budget.used()).isEqualTo(80);
        assertThat(name(b)).isEqualTo("b");
        assertThat(events).endsWith("-a", "+b");
    }

    @Test
    void one_that_is_in_use_does_not_leave() throws Exception {
        Resident<String> a = resident("a", 60);
        Resident<String> b = resident("b", 60);
        CountDownLatch inUse = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> user = CompletableFuture.runAsync(
                () -> a.use(name -> {
                    inUse.countDown();
                    await(enough);
                    return events.add("used " + name);
                }),
                threads);
        inUse.await();
        assertThat(budget.wanted()).isFalse();
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> b.use(name -> name), threads);
        while (!budget.wanted()) {
            Thread.onSpinWait();
        }
        assertThat(events).containsExactly("+a");
        enough.countDown();
        assertThat(other.get()).isEqualTo("b");
        assertThat(budget.wanted()).isFalse();
        user.get();
        assertThat(events).containsExactly("+a", "used a", "-a", "+b");
    }

    @Test
    void what_has_left_is_not_loaded_for_work_that_can_do_without() {
        Resident<String> a = resident("a", 60);
        Resident<String> b = resident("b", 60);
        assertThat(a.useUnlessAway(name -> name)).isEmpty();
        a.use(name -> name);
        assertThat(a.useUnlessAway(name -> {
                    budget.release(60);
                    return name;
                }))
                .contains("a");
        b.use(name -> name);
        assertThat(a.useUnlessAway(name -> name)).isEmpty();
        assertThat(events).containsExactly("+a", "-a", "+b");
    }

    private static String name(Resident<String> resident) {
        return resident.use(name -> name);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_fails_to_load_is_tried_again_by_the_next_call() {
        AtomicInteger attempts = new AtomicInteger();
        Resident<String> flaky = resident(60, () -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ModelUnavailableException("a", new Exception("no file"));
            }
            return "a";
        });
        assertThatThrownBy(() -> flaky.use(name -> name))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("the model a cannot be loaded again: no file");
        assertThat(budget.used()).isZero();
        assertThat(name(flaky)).isEqualTo("a");
    }

    @Test
    void closing_gives_what_is_loaded_to_the_caller_and_refuses_further_use() {
        Resident<String> a = resident("a", 60);
        a.use(name -> name);
        assertThat(a.close()).contains("a");
        assertThat(a.close()).isEmpty();
        assertThat(events).containsExactly("+a");
        assertThat(budget.used()).isZero();
        assertThatThrownBy(() -> a.use(name -> name)).isInstanceOf(IllegalStateException.class);
    }

    /** Each use checks that its own resident is loaded and that all together stay within the budget. */
    @Test
    void many_threads_get_what_they_ask_for_within_the_budget() throws Exception {
        AtomicInteger loaded = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Resident<AtomicInteger>> residents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            residents.add(budget.add(
                    30,
                    new Resident.Source<>(
                            () -> {
                                most.accumulateAndGet(loaded.incrementAndGet(), Math::max);
                                Thread.yield();
                                return new AtomicInteger(1);
                            },
                            value -> {
                                value.set(0);
                                loaded.decrementAndGet();
                            })));
        }
        List<CompletableFuture<Integer>> sums = new ArrayList<>();
        for (int thread = 0; thread < 12; thread++) {
            int seed = thread;
            sums.add(CompletableFuture.supplyAsync(
                    () -> {
                        int sum = 0;
                        for (int i = 0; i < 2000; i++) {
                            sum += residents.get((seed + i * (seed + 1)) % 5).use(value -> {
                                Thread.yield();
                                return value.get();
                            });
                        }
                        return sum;
                    },
                    threads));
        }
        for (CompletableFuture<Integer> sum : sums) {
            assertThat(sum.get()).isEqualTo(2000);
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(budget.used()).isLessThanOrEqualTo(100);
        assertThat(residents.stream().map(Resident::close).filter(Optional::isPresent))
                .hasSize(loaded.get());
        assertThat(budget.used()).isZero();
    }
}
