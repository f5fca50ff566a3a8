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

/** Steps are numbers, and what comes of one is its square; even ones fit together, and odd ones do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedRunsTest {

    private static final int FAILS = 13;
    private static final int BREAKS_ITS_RUN = 26;
    private static final int CANNOT_BE_CHOSEN = 39;

    private final List<List<Integer>> runs = Collections.synchronizedList(new ArrayList<>());

    private final Batch<Integer, Integer> squares = new Batch<>() {

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

    /** Work that holds a permit until it is told to end. */
    private static final class Held {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<Void> done;

        private Held(RunQueue queue) {
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

    /** Begins to run a step, and returns when it waits. */
    private CompletableFuture<Integer> waiting(SharedRuns<Integer, Integer> shared, int step) {
        int before = shared.waiting();
        CompletableFuture<Integer> result = started(() -> shared.run(step));
        while (shared.waiting() == before) {
            Thread.onSpinWait();
        }
        return result;
    }

    @Test
    void a_caller_whom_nobody_meets_runs_alone() {
        SharedRuns<Integer, Integer> shared = new RunQueue(1).share(squares);
        assertThat(shared.run(3)).isEqualTo(9);
        assertThat(shared.run(4)).isEqualTo(16);
        assertThat(runs).containsExactly(List.of(3), List.of(4));
    }

    @Test
    void steps_that_wait_at_the_same_time_share_a_run_if_they_fit_together() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        List<CompletableFuture<Integer>> results = IntStream.of(2, 3, 4, 5, 6)
                .mapToObj(step -> waiting(shared, step))
                .toList();
        assertThat(shared.waiting()).isEqualTo(5);
        held.end();
        assertThat(results.stream().map(CompletableFuture::join)).containsExactly(4, 9, 16, 25, 36);
        assertThat(runs).containsExactly(List.of(2, 4, 6), List.of(3, 5));
        assertThat(shared.waiting()).isZero();
    }

    @Test
    void steps_are_spread_over_the_permits() {
        RunQueue queue = new RunQueue(2);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held one = new Held(queue);
        Held other = new Held(queue);
        List<CompletableFuture<Integer>> results =
                IntStream.of(2, 4, 6, 8).mapToObj(step -> waiting(shared, step)).toList();
        one.end();
        other.end();
        results.forEach(CompletableFuture::join);
        assertThat(runs).first().isEqualTo(List.of(2, 4));
    }

    @Test
    void first_come_first_served() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Integer> first = waiting(shared, 2);
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
        SharedRuns<Integer, Integer> shared = new RunQueue(4).share(squares);
        assertThat(shared.run(List.of(2, 4, 6))).containsExactly(4, 16, 36);
        assertThat(runs).containsExactly(List.of(2, 4, 6));
    }

    @Test
    void a_caller_waits_for_those_who_have_just_been_served_with_it() {
        RunQueue queue = new RunQueue(1, Duration.ofMinutes(1));
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Void> one = twice(shared, 2);
        while (shared.waiting() < 1) {
            Thread.onSpinWait();
        }
        CompletableFuture<Void> other = twice(shared, 4);
        while (shared.waiting() < 2) {
            Thread.onSpinWait();
        }
        held.end();
        one.join();
        other.join();
        assertThat(runs).hasSize(2).allSatisfy(run -> assertThat(run).containsExactlyInAnyOrder(2, 4));
    }

    private static CompletableFuture<Void> twice(SharedRuns<Integer, Integer> shared, int step) {
        return started(() -> {
            shared.run(step);
            shared.run(step);
            return null;
        });
    }

    @Test
    void it_does_not_wait_for_those_who_do_not_come() {
        RunQueue queue = new RunQueue(1, Duration.ofMillis(1));
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Void> stays = twice(shared, 2);
        while (shared.waiting() < 1) {
            Thread.onSpinWait();
        }
        CompletableFuture<Integer> leaves = waiting(shared, 4);
        held.end();
        stays.join();
        leaves.join();
        assertThat(runs).containsExactly(List.of(2, 4), List.of(2));
    }

    @Test
    void a_step_that_fails_fails_alone() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Integer> good = waiting(shared, 3);
        CompletableFuture<Integer> bad = waiting(shared, FAILS);
        held.end();
        assertThat(good.join()).isEqualTo(9);
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(runs).containsExactly(List.of(3, FAILS));
    }

    @Test
    void when_a_run_breaks_its_steps_run_one_by_one() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Integer> good = waiting(shared, 2);
        CompletableFuture<Integer> bad = waiting(shared, BREAKS_ITS_RUN);
        held.end();
        assertThat(good.join()).isEqualTo(4);
        assertThatThrownBy(bad::join).hasRootCauseMessage("broken");
        assertThat(shared.run(8)).isEqualTo(64);
    }

    @Test
    void a_step_for_which_no_run_can_be_chosen_fails_and_takes_no_permit() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        assertThatThrownBy(() -> shared.run(CANNOT_BE_CHOSEN))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no thread");
        assertThat(shared.waiting()).isZero();
        assertThat(shared.run(3)).isEqualTo(9);

        Held held = new Held(queue);
        CompletableFuture<Integer> waits = waiting(shared, CANNOT_BE_CHOSEN);
        CompletableFuture<Integer> other = waiting(shared, 4);
        held.end();
        assertThatThrownBy(waits::join).hasRootCauseMessage("no thread");
        assertThat(other.join()).isEqualTo(16);
    }

    @Test
    void whoever_waits_when_it_closes_is_refused() {
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
        CompletableFuture<Integer> waits = waiting(shared, 2);
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
        RunQueue queue = new RunQueue(1);
        SharedRuns<Integer, Integer> shared = queue.share(squares);
        Held held = new Held(queue);
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
