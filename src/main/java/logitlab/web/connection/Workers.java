package logitlab.web.connection;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import logitlab.model.batch.Workplace;

/**
 * Threads that do pieces of work, a few at the same time. Short work may have all of their places, and other work some; if both wait,
 * they take turns. A piece that waits for an engine leaves its place to others, so an engine that hangs stops nobody else.
 */
public final class Workers implements AutoCloseable {

    private static final double NANOSECONDS = 1e9;

    /** For a piece that has no other place than a thread's. */
    private static final Workplace NO_MORE = new Workplace() {

        @Override
        public void leave() {
            // it has no other
        }

        @Override
        public void comeBack() {
            // it has no other
        }
    };

    /** Short work, such as a step, begins however much other work is being done. */
    public enum Kind {
        SHORT,
        OTHER
    }

    private final int places;
    private final int most;
    private final ExecutorService threads = Executors.newCachedThreadPool(Worker::new);
    private final LongAdder worked = new LongAdder();

    // Read and written with the lock of this object.
    private final FairQueue<Piece> shortWork = new FairQueue<>();
    private final FairQueue<Piece> otherWork = new FairQueue<>();
    private int working;
    private int others; // of these, on work that is not short
    private boolean shortIsNext;

    /**
     * @param places the number of pieces done at the same time
     * @param most how many of them may be other than short
     */
    public Workers(int places, int most) {
        this.places = places;
        this.most = most;
    }

    /** The number of pieces that are done at the same time. */
    public int places() {
        return places;
    }

    /** How long all threads together have been busy; waiting for engines does not count. */
    public double workedSeconds() {
        return worked.sum() / NANOSECONDS;
    }

    /** Does a piece when it is the turn of its line. */
    public void enter(Kind kind, String line, Runnable work) {
        enter(kind, line, work, NO_MORE);
    }

    /** @param more another place that the piece has, and leaves while it waits */
    public void enter(Kind kind, String line, Runnable work, Workplace more) {
        add(new Piece(kind, line, RequestId.named(work), more));
        startNext();
    }

    private synchronized void add(Piece piece) {
        (piece.kind() == Kind.SHORT ? shortWork : otherWork).add(piece.line(), piece);
    }

    private void startNext() {
        for (Optional<Piece> next = next(); next.isPresent(); next = next()) {
            Piece piece = next.get();
            AtomicReference<Piece> first = new AtomicReference<>(piece);
            try {
                execute(threads, () -> doFrom(first));
            } catch (OutOfMemoryError noThread) { // a thread that is there does it later
                count(piece, -1);
                add(piece);
                throw noThread;
            }
        }
    }

    /** Runs work on a thread. */
    public static void execute(ExecutorService threads, Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            // the server is stopping, and nobody waits for an answer any longer
        }
    }

    /** Does a piece, and those whose turn it then is. Afterwards nothing here refers to a piece, because it has its whole answer. */
    private void doFrom(AtomicReference<Piece> first) {
        Worker worker = (Worker) Thread.currentThread();
        try {
            for (Piece next = first.getAndSet(null); next != null; next = next().orElse(null)) {
                worker.work(next);
            }
        } finally {
            startNext(); // if a piece has thrown something
        }
    }

    /** The piece that begins now; empty if those that wait must wait for others to end. */
    private synchronized Optional<Piece> next() {
        boolean mayBeOther = others < most && !otherWork.isEmpty();
        boolean isShort = !shortWork.isEmpty() && (shortIsNext || !mayBeOther);
        if (threads.isShutdown() || working >= places || !isShort && !mayBeOther) {
            return Optional.empty();
        }
        shortIsNext = !isShort;
        Piece piece = (isShort ? shortWork : otherWork).remove();
        count(piece, 1);
        return Optional.of(piece);
    }

    private synchronized void count(Piece piece, int change) {
        working += change;
        others += piece.kind() == Kind.SHORT ? 0 : change;
    }

    private record Piece(Kind kind, String line, Runnable work, Workplace more) {}

    /** A thread that has a place as long as it does a piece. */
    private final class Worker extends Thread implements Workplace {

        private Piece piece;
        private long began;

        private Worker(Runnable work) {
            super(work, "model");
            setDaemon(true);
        }

        private void work(Piece next) {
            piece = next;
            began = System.nanoTime();
            try {
                next.work().run();
            } finally {
                end();
                piece = null;
            }
        }

        private void end() {
            worked.add(System.nanoTime() - began);
            count(piece, -1);
        }

        @Override
        public void leave() {
            end();
            startNext();
            piece.more().leave();
        }

        @Override
        public void comeBack() {
            piece.more().comeBack();
            count(piece, 1);
            began = System.nanoTime();
        }
    }

    /** Discards all waiting work. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
