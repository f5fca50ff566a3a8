package logitlab.model.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Steps that can share runs. While a run is under way, other steps arrive and wait. When a permit is free, the waiting steps that fit
 * together become one run. Steps are spread over the permits: eight callers and two permits make runs of four. If runs are
 * {@linkplain Batch#isQuick quick} and there are more than two steps for each permit, all are in one run.
 *
 * <p>If there are more steps than permits, a step may wait although a permit is free. It waits for callers that have just got their
 * results, because their next steps usually follow immediately, but for 2 ms at most. A caller never waits if there are no others.
 */
public final class SharedRuns<S, R> {

    /** More steps than this for each permit are many. */
    private static final int CROWD = 2;

    private final RunQueue queue;
    private final Batch<S, R> batch;

    // Read and written with the lock of the queue.
    private int running; // steps
    private final List<Part> waiting = new ArrayList<>();
    private final Map<Thread, Returning> returning = new HashMap<>();

    /** A caller that has just got its results. */
    private record Returning(int steps, long latest) {}

    SharedRuns(RunQueue queue, Batch<S, R> batch) {
        this.queue = queue;
        this.batch = batch;
    }

    /**
     * Runs one step, perhaps together with others.
     *
     * @throws RuntimeException if this step or its run fails
     * @throws IllegalStateException if the queue is closed
     */
    public R run(S step) {
        return run(List.of(step)).get(0);
    }

    /** Runs several steps in one run, perhaps together with others. */
    public List<R> run(List<S> steps) {
        Part part = new Part(steps);
        queue.enter(part);
        if (part.together != null) {
            lead(part.together);
        }
        return part.outcomes.stream().map(Outcome::get).toList();
    }

    private void lead(List<Part> together) {
        try {
            runAll(together);
        } catch (Throwable broken) {
            together.stream()
                    .filter(part -> part.outcomes == null)
                    .forEach(part -> part.outcomes = failures(part.steps, broken));
        } finally {
            queue.leave(() -> together.forEach(this::handOut));
        }
    }

    private void runAll(List<Part> together) {
        List<S> all = together.stream().flatMap(part -> part.steps.stream()).toList();
        List<Outcome<R>> outcomes;
        try {
            outcomes = batch.run(all);
        } catch (RuntimeException | OutOfMemoryError broken) {
            together.forEach(
                    part -> part.outcomes = together.size() == 1 ? failures(part.steps, broken) : alone(part.steps));
            return;
        }
        int from = 0;
        for (Part part : together) {
            part.outcomes = outcomes.subList(from, from + part.steps.size());
            from += part.steps.size();
        }
    }

    private List<Outcome<R>> alone(List<S> steps) {
        try {
            return batch.run(steps);
        } catch (RuntimeException | OutOfMemoryError broken) {
            return failures(steps, broken);
        }
    }

    private static <R> List<Outcome<R>> failures(List<?> steps, Throwable failure) {
        return Stream.generate(() -> Outcome.<R>failed(failure))
                .limit(steps.size())
                .toList();
    }

    private void handOut(Part part) {
        running -= part.steps.size();
        returning.put(part.thread(), new Returning(part.steps.size(), queue.latest()));
        part.call();
    }

    /** How many steps wait at present. */
    public int waiting() {
        return queue.ask(this::steps);
    }

    private int steps() {
        return waiting.stream().mapToInt(part -> part.steps.size()).sum();
    }

    private int returning(long now) {
        returning.values().removeIf(each -> now - each.latest() >= 0);
        return returning.values().stream().mapToInt(Returning::steps).sum();
    }

    /** One caller's steps. */
    private final class Part extends Turn {

        private final List<S> steps;
        private List<Part> together; // all parts of the run, if this thread runs it
        private volatile List<Outcome<R>> outcomes;

        private Part(List<S> steps) {
            this.steps = steps;
        }

        @Override
        void arrived(long latest) {
            super.arrived(latest);
            returning.remove(thread());
            waiting.add(this);
        }

        @Override
        void left() {
            waiting.remove(this);
        }

        @Override
        boolean begins(int permits) {
            if (waiting.get(0) != this) {
                return false; // if the first does not begin now, neither do those behind it
            }
            long now = System.nanoTime();
            int expected = returning(now);
            int all = running + expected + steps();
            boolean oneRun = all > CROWD * permits && batch.isQuick();
            if (oneRun && running > 0) {
                return false;
            }
            int most = oneRun ? all : (all + permits - 1) / permits;
            List<List<S>> chosen =
                    batch.choose(waiting.stream().map(part -> part.steps).toList(), most);
            if (expected > 0
                    && patient(now)
                    && chosen.stream().mapToInt(List::size).sum() < most) {
                gather();
                return false;
            }
            together = waiting.stream()
                    .filter(part -> chosen.stream().anyMatch(steps -> steps == part.steps))
                    .toList();
            together.forEach(part -> {
                running += part.steps.size();
                queue.remove(part);
            });
            waiting.removeAll(together);
            return true;
        }
    }
}
