package logitlab.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step is a number, and its result is the square of the number. Even steps may share a run, and so may odd ones. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedRunsTest {

    private static final int FAILS = 13;
    private static final int BREAKS_ITS_RUN = 26;
    private static final int CANNOT_BE_CHOSEN = 39;
    private static final int BLOCKS = 52;

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private final List<List<Integer>> runs = Collections.synchronizedList(new ArrayList<>());

    private boolean quick;

    private final Batch<Integer, Integer> squares = new Batch<>() {

        @Override
        public boolean isQuick() {
            return quick;
        }

        @Override
        public List<List<Integer>> choose(List<List<Integer>> waiting, int most) {
            if (waiting.get(0).contains(CANNOT_BE_CHOSEN)) {
                throw new OutOfMemoryError("no thread");
            }
            List<List<Integer>> chosen = new ArrayList<>();
            for (List<Integer> part : waiting) {
                if (chosen.isEmpty()
                        || chosen.size() < most
                                && part.get(0) % 2 == chosen.get(0).get(0) % 2) {
                    chosen.add(part);
                }
            }
            return chosen;
        }

        @Override
        public List<Outcome<Integer>> run(List<Integer> steps) {
            runs.add(steps);
            if (steps.contains(BLOCKS)) {
                blocked.countDown();
                await(goOn);
            }
            if (steps.contains(BREAKS_ITS_RUN)) {
                throw new IllegalStateException("broken");
            }
            return steps.stream()
                    .map(step -> step == FAILS
                            ? Outcome.<Integer>failed(new IllegalArgumentException("bad luck"))
                            : Outcome.of(step * step))
                    .toList();
        }
    };

    private RunQueue queue = new RunQueue(1);
    private SharedRuns<Integer, Integer> shared = queue.share(squares);

    private void use(RunQueue other) {
        queue = other;
        shared = queue.share(squares);
    }

    /** Work that takes a permit and gives it back when the test calls {@link #end}. */
    private final class Held {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<Void> done;

        private Held() {
            done = started(() -> queue.alone(() -> {
                begun.countDown();
                await(end);
                return null;
            }));
            await(begun);
        }

        private void end() {
            end.countDown();
            done.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> CompletableFuture<T> started(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    /** Starts a step in another thread, and returns when the step waits. */
    private CompletableFuture<Integer> waiting(int step) {
        return waiting(() -> shared.run(step));
    }

    /** The same with work that begins with a step. */
    private <T> CompletableFuture<T> waiting(Supplier<T> work) {
        int before = shared.waiting();
        CompletableFuture<T> result = started(work);
        while (shared.waiting() == before) {
            Thread.onSpinWait();
        }
        return result;
    }

    @Test
    void a_caller_whom_nobody_meets_runs_alone() {
        assertThat(shared.run(3)).isEqualTo(9);
        assertThat(shared.run(4)).isEqualTo(16);
        assertThat(runs).containsExactly(List.of(3), List.of(4));
    }

    @Test
    void steps_that_wait_at_the_same_time_share_a_run_if_they_fit_together() {
        Held held = new Held();
        List<CompletableFuture<Integer>> results =
                IntStream.of(2, 3, 4, 5, 6).mapToObj(step -> waiting(step)).toList();
        assertThat(shared.waiting()).isEqualTo(5);
        held.end();
        assertThat(results.stream().map(CompletableFuture::join)).containsExactly(4, 9, 16, 25, 36);
        assertThat(runs).containsExactly(List.of(2, 4, 6), List.of(3, 5));
        assertThat(shared.waiting()).isZero();
    }

    @Test
    void steps_are_spread_over_the_permits() {
        use(new RunQueue(2));
        Held one = new Held();
        Held other = new Held();
        List<CompletableFuture<Integer>> results =
                IntStream.of(2, 4, 6, 8).mapToObj(step -> waiting(step)).toList();
        one.end();
        other.end();
        results.forEach(CompletableFuture::join);
        assertThat(runs).first().isEqualTo(List.of(2, 4));
    }

    @Test
    void many_quick_steps_are_one_run_and_few_are_spread() {
        quick = true;
        assertThat(sizeOfFirstRun(4)).isEqualTo(2);
        assertThat(sizeOfFirstRun(6)).isEqualTo(6);
    }

    private int sizeOfFirstRun(int steps) {
        use(new RunQueue(2));
        runs.clear();
        Held one = new Held();
        Held other = new Held();
        List<CompletableFuture<Integer>> results = IntStream.rangeClosed(1, steps)
                .mapToObj(step -> waiting(2 * step))
                .toList();
        one.end();
        other.end();
        results.forEach(CompletableFuture::join);
        return runs.get(0).size();
    }

    @Test
    void while_a_run_of_quick_steps_is_under_way_no_other_begins() {
        quick = true;
        use(new RunQueue(2));
        Held one = new Held();
        Held other = new Held();
        List<CompletableFuture<Integer>> results =
                IntStream.of(BLOCKS, 2, 4, 3, 5).mapToObj(step -> waiting(step)).toList();
        one.end();
        await(blocked);
        other.end();
        assertThat(runs).containsExactly(List.of(BLOCKS, 2, 4));
        assertThat(shared.waiting()).isEqualTo(2);
        goOn.countDown();
        results.forEach(CompletableFuture::join);
        assertThat(runs)
                .hasSizeGreaterThan(1)
                .last()
                .satisfies(last -> assertThat(last).contains(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoever_meets_whom_each_caller_gets_its_own_results(boolean quickly) {
        quick = quickly;
        use(new RunQueue(2, Duration.ofNanos(100_000)));
        List<CompletableFuture<Integer>> wrong = IntStream.range(0, 12)
                .mapToObj(caller -> started(() -> (int) IntStream.range(0, 1_000)
                        .map(step -> 100 * (caller + 1) + step % 10)
                        .filter(step -> shared.run(step) != step * step)
                        .count()))
                .toList();
        assertThat(wrong.stream().map(CompletableFuture::join)).containsOnly(0);
    }

    @Test
    void first_come_first_served() {
        Held held = new Held();
        CompletableFuture<Integer> first = waiting(2);
        CompletableFuture<Void> alone = started(() -> queue.alone(() -> {
            runs.add(List.of());
            return null;
        }));
        held.end();
        first.join();
        alone.join();
        assertThat(runs).containsExactly(List.of(2), List.of());
    }

    @Test
    void several_steps_of_one_caller_stay_in_one_run() {
        use(new RunQueue(4));
        assertThat(shared.run(List.of(2, 4, 6))).containsExactly(4, 16, 36);
        assertThat(runs).containsExactly(List.of(2, 4, 6));
    }

    @Test
    void a_caller_waits_for_those_who_have_just_been_served_with_it() {
        use(new RunQueue(1, Duration.ofMinutes(1)));
        Held held = new Held();
        CompletableFuture<Integer> one = waiting(twice(2));
        CompletableFuture<Integer> other = waiting(twice(4));
        held.end();
        one.join();
        other.join();
        assertThat(runs).hasSize(2).allSatisfy(run -> assertThat(run).containsExactlyInAnyOrder(2, 4));
    }

    private Supplier<Integer> twice(int step) {
        return () -> shared.run(step) + shared.run(step);
    }

    @Test
    void it_does_not_wait_for_those_who_do_not_come() {
        use(new RunQueue(1, Duration.ofMillis(1)));
        Held held = new Held();
        CompletableFuture<Integer> stays = waiting(twice(2));
        CompletableFuture<Integer> leaves = waiting(4);
        held.end();
        stays.join();
        leaves.join();
        assertThat(runs).containsExactly(List.of(2, 4), List.of(2));
    }

    @Test
    void a_step_that_fails_fails_alone() {
        Held held = new Held();
        CompletableFuture<Integer> good = waiting(3);
        CompletableFuture<Integer> bad = waiting(FAILS);
        held.end();
        assertThat(good.join()).isEqualTo(9);
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(runs).containsExactly(List.of(3, FAILS));
    }

    @Test
    void when_a_run_breaks_its_steps_run_one_by_one() {
        Held held = new Held();
        CompletableFuture<Integer> good = waiting(2);
        CompletableFuture<Integer> bad = waiting(BREAKS_ITS_RUN);
        held.end();
        assertThat(good.join()).isEqualTo(4);
        assertThatThrownBy(bad::join).hasRootCauseMessage("broken");
        assertThat(shared.run(8)).isEqualTo(64);
    }

    @Test
    void a_step_for_which_no_run_can_be_chosen_fails_and_takes_no_permit() {
        assertThatThrownBy(() -> shared.run(CANNOT_BE_CHOSEN))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no thread");
        assertThat(shared.waiting()).isZero();
        assertThat(shared.run(3)).isEqualTo(9);

        Held held = new Held();
        CompletableFuture<Integer> waits = waiting(CANNOT_BE_CHOSEN);
        CompletableFuture<Integer> other = waiting(4);
        held.end();
        assertThatThrownBy(waits::join).hasRootCauseMessage("no thread");
        assertThat(other.join()).isEqualTo(16);
    }

    @Test
    void whoever_waits_when_it_closes_is_refused() {
        Held held = new Held();
        CompletableFuture<Integer> waits = waiting(2);
        CompletableFuture<Void> closed = started(() -> {
            queue.close();
            return null;
        });
        assertThatThrownBy(waits::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the models are closed");
        assertThat(closed).isNotDone();
        held.end();
        closed.join();
        assertThatThrownBy(() -> shared.run(2)).hasMessage("the models are closed");
        assertThatThrownBy(() -> queue.alone(() -> 1)).hasMessage("the models are closed");
        assertThat(runs).isEmpty();
    }

    @Test
    void an_interrupted_caller_gets_its_result_and_stays_interrupted() throws InterruptedException {
        Held held = new Held();
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            int square = shared.run(5);
            interrupted.set(Thread.currentThread().isInterrupted());
            result.complete(square);
        });
        caller.start();
        while (shared.waiting() == 0) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        held.end();
        assertThat(result.join()).isEqualTo(25);
        caller.join();
        assertThat(interrupted).isTrue();
    }
}
