package logitlab.model.engine;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Engine;
import logitlab.model.batch.Workplace;
import logitlab.model.engine.EngineException.Kind;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.failure.ModelUnavailableException.Obstacle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model on an engine, as long as the engine answers and gives the numbers that the package states.
 *
 * <p>The probe runs before the first text, again after each break of the connection, and every few seconds while texts come, because
 * an engine may have been started with another model between two texts, or may have changed it. After three failures in a row the circuit
 * breaker opens: nobody waits for the engine any more, and only the probe tries it, every few seconds, until it passes.
 *
 * <p>Few may wait for the engine at the same time, and each leaves its {@link Workplace} meanwhile: an engine that hangs must not keep
 * others from using other models.
 */
public final class EngineConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineConnection.class);

    /** How long an engine that failed is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** How often in a pause it is looked at whether the pause is over. */
    private static final int LOOKS = 5;

    private static final int FAILURES = 3;

    /** How many callers may be here at the same time. With answers after 50 ms, that is enough for 1,280 a second. */
    static final int PLACES = 64;

    /** How much the log-sum-exp of the probe may differ. */
    private static final double TOLERANCE = 1e-3;

    /** How many texts one request may have. The largest first. */
    static final List<Integer> SIZES = List.of(8, 4, 2, 1);

    private final String id;
    private final EngineFile engine;
    private final EngineClient client;
    private final CircuitBreaker<Object> breaker;
    private final Bulkhead<Object> places = Bulkhead.of(PLACES);
    private final ScheduledExecutorService watch;
    private final AtomicReference<LanguageModel.Runs> done = new AtomicReference<>(LanguageModel.Runs.NONE);
    private final AtomicInteger sent = new AtomicInteger();
    private final Duration fresh;
    private final AtomicLong probed = new AtomicLong(); // when the probe ran last
    private volatile boolean proven;
    private volatile List<Integer> exact =
            List.of(1); // the sizes of requests that give each text the same as alone, to the bit
    private volatile Optional<EngineException> problem = Optional.empty();

    /**
     * Tries the engine for the first time.
     *
     * @param id of the model, for messages
     * @param vocabulary the number of its tokens
     */
    public EngineConnection(String id, EngineFile engine, int vocabulary) {
        this(id, engine, vocabulary, PAUSE, PAUSE);
    }

    /**
     * @param pause how long an engine that failed is left alone
     * @param fresh how long the probe holds
     */
    EngineConnection(String id, EngineFile engine, int vocabulary, Duration pause, Duration fresh) {
        this.id = id;
        this.fresh = fresh;
        this.engine = engine;
        this.client = new EngineClient(engine, vocabulary);
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(FAILURES)
                .withDelay(pause)
                .onOpen(opened -> proven = false)
                .build();
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "engine");
            thread.setDaemon(true);
            return thread;
        });
        tryAgain();
        long looks = pause.toMillis() / LOOKS;
        watch.scheduleWithFixedDelay(this::tryAgain, looks, looks, TimeUnit.MILLISECONDS);
    }

    /** What keeps it from being used; empty if it answers with the right numbers. */
    public Optional<String> problem() {
        return problem.map(EngineException::getMessage);
    }

    /** Whether it gave other numbers than the package states when it was tried last. */
    public boolean isWrong() {
        return problem.filter(why -> why.kind() == Kind.WRONG).isPresent();
    }

    /** Where it runs and whether it answers, as far as is known. */
    public Engine state() {
        return new Engine(
                engine.url().getHost(),
                isWrong() ? Engine.State.WRONG : problem.isPresent() ? Engine.State.AWAY : Engine.State.ANSWERS);
    }

    LanguageModel.Runs runs() {
        return done.get();
    }

    /** How many texts are with the engine at present. */
    int waiting() {
        return sent.get();
    }

    /**
     * Does something that may wait for the engine.
     *
     * @throws ModelUnavailableException at once, if too many others are here already
     */
    <T> T visit(Supplier<T> work) {
        if (!places.tryAcquirePermit()) {
            throw unavailable();
        }
        try {
            return work.get();
        } finally {
            places.releasePermit();
        }
    }

    /**
     * The logits after each text. Texts go in one request if that gives each the same as alone; otherwise each has a request of its own,
     * all at the same time, and the engine decides which it runs together.
     *
     * @param texts all of one length; their number must be one of {@link #SIZES}
     * @throws ModelUnavailableException if the engine does not answer, or is not the one that the package describes
     */
    List<float[]> logits(List<Prefix> texts) {
        return Workplace.leaveFor(() -> awaitLogits(texts));
    }

    private List<float[]> awaitLogits(List<Prefix> texts) {
        for (int tries = 0; tries < 2; tries++) {
            if (!breaker.isClosed()) {
                throw unavailable();
            }
            try {
                requireProven();
                requireStillRight();
                List<float[]> rows = infer(
                        exact.contains(texts.size())
                                ? List.of(texts)
                                : texts.stream().map(List::of).toList());
                breaker.recordSuccess();
                answers();
                return rows;
            } catch (EngineException e) {
                failed(e);
                if (e.kind() != Kind.BROKEN) {
                    throw unavailable();
                }
            }
        }
        throw unavailable();
    }

    private List<float[]> infer(List<List<Prefix>> requests) throws EngineException {
        int texts = requests.stream().mapToInt(List::size).sum();
        sent.addAndGet(texts);
        try {
            List<float[]> rows = client.infer(requests);
            requests.forEach(request -> done.updateAndGet(new LanguageModel.Runs(
                    new TreeMap<>(Map.of(request.size(), 1L)),
                    (long) request.size() * request.get(0).size())::plus));
            return rows;
        } finally {
            sent.addAndGet(-texts);
        }
    }

    private void failed(EngineException e) {
        if (e.kind() != Kind.WRONG) {
            proven = false;
        }
        if (breaker.isClosed()) {
            breaker.recordFailure();
        }
        report(e);
    }

    private void report(EngineException e) {
        if (watch.isShutdown()) {
            return;
        }
        boolean news = problem.map(Throwable::getMessage)
                .filter(e.getMessage()::equals)
                .isEmpty();
        problem = Optional.of(e);
        if (news) {
            LOG.warn("the engine at {} of the model {} is not used: {}", engine.host(), id, e.getMessage());
        }
    }

    private ModelUnavailableException unavailable() {
        EngineException why = problem.orElseGet(() -> new EngineException(Kind.AWAY, "it did not answer"));
        long wait = breaker.getRemainingDelay().toSeconds() + 1;
        return new ModelUnavailableException(
                id,
                why.kind() == Kind.WRONG ? Obstacle.ENGINE_WRONG : Obstacle.ENGINE_AWAY,
                Duration.ofSeconds(wait),
                "the engine at " + engine.host() + " of the model " + id + " is not used: " + why.getMessage());
    }

    /** Nobody waits for this: it runs when the program starts, and on a thread of its own. */
    private void tryAgain() {
        if (proven || !breaker.tryAcquirePermit()) {
            return;
        }
        try {
            prove();
        } catch (EngineException e) {
            report(e);
        } catch (RuntimeException | Error bug) {
            LOG.error("the engine at {} could not be tried", engine.host(), bug);
            breaker.open();
        }
    }

    /** One of those who find the connection new runs the probe; if it fails, the others don't wait for it again. */
    private synchronized void requireProven() throws EngineException {
        if (!breaker.isClosed()) {
            throw unavailable();
        }
        prove();
    }

    /** Runs the probe, unless it has passed since the last break. */
    private synchronized void prove() throws EngineException {
        if (proven) {
            return;
        }
        try {
            probe();
        } catch (EngineException e) {
            breaker.open();
            throw e;
        }
        exact = SIZES.stream().filter(this::isExact).toList();
        proven = true;
        breaker.recordSuccess();
        answers();
    }

    /** One of those who come when the probe is old runs it again; the others don't wait for that. */
    private void requireStillRight() throws EngineException {
        long last = probed.get();
        if (System.nanoTime() - last <= fresh.toNanos() || !probed.compareAndSet(last, System.nanoTime())) {
            return;
        }
        try {
            probe();
        } catch (EngineException e) {
            if (e.kind() == Kind.WRONG) {
                breaker.open();
            }
            throw e;
        }
    }

    private void probe() throws EngineException {
        requireRight(infer(List.of(List.of(engine.probe().ids()))).get(0));
        probed.set(System.nanoTime());
    }

    private void answers() {
        if (problem.isPresent()) {
            problem = Optional.empty();
            LOG.info("the engine at {} of the model {} answers again", engine.host(), id);
        }
    }

    private void requireRight(float[] row) throws EngineException {
        Logits logits;
        try {
            logits = Logits.of(row);
        } catch (IllegalArgumentException notFinite) {
            throw new EngineException(Kind.WRONG, "its logits of the probe cannot be used: " + notFinite.getMessage());
        }
        EngineFile.Probe probe = engine.probe();
        if (logits.argmax() != probe.greedy() || !(Math.abs(logits.logSumExp() - probe.logSumExp()) <= TOLERANCE)) {
            throw new EngineException(
                    Kind.WRONG,
                    "expected the greedy token %d and a log-sum-exp of %s for the probe, found %d and %s"
                            .formatted(probe.greedy(), probe.logSumExp(), logits.argmax(), logits.logSumExp()));
        }
    }

    /** Whether texts in one request get the same numbers as alone, to the bit; tried on the probe with its tokens in other orders. */
    private boolean isExact(int size) {
        if (size == 1) {
            return true;
        }
        int[] ids = engine.probe().ids().ids().toArray();
        List<Prefix> texts = IntStream.range(0, size)
                .mapToObj(shift -> Prefix.of(IntStream.range(0, ids.length)
                        .map(i -> ids[(i + shift) % ids.length])
                        .toArray()))
                .toList();
        try {
            List<float[]> alone = infer(texts.stream().map(List::of).toList());
            List<float[]> together = infer(List.of(texts));
            return IntStream.range(0, size).allMatch(i -> Arrays.equals(alone.get(i), together.get(i)));
        } catch (EngineException tooMany) {
            return false;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
