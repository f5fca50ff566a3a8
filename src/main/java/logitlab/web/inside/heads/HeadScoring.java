package logitlab.web.inside.heads;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import logitlab.model.Exposed;
import logitlab.model.LanguageModel;
import logitlab.model.explain.HeadScores;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;

/**
 * The scores of the heads of each model, computed when someone first asks for them, and then kept. Safe for use by many threads.
 *
 * <p>A large model takes seconds. Another visitor who asks for the same meanwhile waits a moment and is then asked to come back, so
 * that one thread of the {@link RequestLimiter} at most is long busy with a model's heads.
 */
public final class HeadScoring {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, Optional<HeadScores>> known = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final Duration patience;

    public HeadScoring() {
        this(PATIENCE);
    }

    /** @param patience how long to wait for another thread that computes the same */
    HeadScoring(Duration patience) {
        this.patience = patience;
    }

    /**
     * @param model without switches
     * @return empty if the model has none, and {@link #missing} says why
     * @throws HttpRefusedException with status 503 if another thread still computes them
     */
    public Optional<HeadScores> of(LanguageModel model) {
        Optional<HeadScores> scores = known.get(model.id());
        return scores == null ? alone(model) : scores;
    }

    private Optional<HeadScores> alone(LanguageModel model) {
        Lock lock = locks.computeIfAbsent(model.id(), none -> new ReentrantLock());
        try {
            if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw RequestLimiter.busy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RequestLimiter.busy();
        }
        try {
            if (!known.containsKey(model.id())) {
                known.put(model.id(), HeadScores.of(model));
            }
            return known.get(model.id());
        } finally {
            lock.unlock();
        }
    }

    /** Why a model has no scores. */
    public static String missing(Messages messages, LanguageModel model) {
        String why;
        if (model.recurrent()) {
            why = "lstm";
        } else if (model.mostInspected() == 0) {
            why = "all";
        } else {
            why = model.exposed().contains(Exposed.ATTENTION) ? "texts" : "attention";
        }
        return messages.say("heads.missing." + why, model.card().name());
    }
}
