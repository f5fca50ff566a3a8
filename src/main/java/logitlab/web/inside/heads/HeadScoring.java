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
import logitlab.web.inside.Unavailable;

/**
 * The scores of the heads of each model, computed when someone first asks for them, and then kept. Safe for use by many threads.
 *
 * <p>A large model takes seconds. Others who ask for scores that are not known yet, of whatever model, wait a moment meanwhile and are
 * then asked to come back, so that one thread of the {@link RequestLimiter} at most is long busy with heads.
 */
public final class HeadScoring {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, Optional<HeadScores>> known = new ConcurrentHashMap<>();
    private final Lock computing = new ReentrantLock();
    private final Duration patience;

    public HeadScoring() {
        this(PATIENCE);
    }

    /** @param patience how long to wait for another thread that computes scores */
    HeadScoring(Duration patience) {
        this.patience = patience;
    }

    /**
     * @param model without switches
     * @return empty if the model has none, and {@link #missing} says why
     * @throws HttpRefusedException with status 503 if another thread still computes scores
     */
    public Optional<HeadScores> of(LanguageModel model) {
        Optional<HeadScores> scores = known.get(model.id());
        return scores == null ? alone(model) : scores;
    }

    private Optional<HeadScores> alone(LanguageModel model) {
        try {
            if (!computing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
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
            computing.unlock();
        }
    }

    /** Why a model has no scores. */
    public static String missing(Messages messages, LanguageModel model) {
        if (model.recurrent()) {
            return messages.say("inside.missing.attention-lstm", model.card().name());
        }
        boolean shown = model.mostInspected() > 0 && model.exposed().contains(Exposed.ATTENTION);
        return shown
                ? messages.say("heads.missing.texts", model.card().name())
                : Unavailable.sentence(messages, model, 1, "inside.missing.attention");
    }
}
