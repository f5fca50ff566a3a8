package logitlab.model;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** The loaded models, and why other packages were skipped. */
public final class Models implements AutoCloseable {

    private final List<LanguageModel> models;
    private final List<SkippedPackage> leftOut;
    private final LongSupplier cachedBytes;
    private final Runnable stop;

    /**
     * @param models in the order in which they are offered, at least one
     * @param stop waits for the runs in progress and refuses all others
     */
    public Models(List<LanguageModel> models, List<SkippedPackage> leftOut, LongSupplier cachedBytes, Runnable stop) {
        this.models = List.copyOf(models);
        this.leftOut = List.copyOf(leftOut);
        this.cachedBytes = cachedBytes;
        this.stop = stop;
    }

    /** Storyteller first, the others by their ids, with step-210 before step-1050; never empty. */
    public List<LanguageModel> all() {
        return models;
    }

    public LanguageModel first() {
        return models.get(0);
    }

    /** @throws InvalidValueException naming {@code model}, if there is none with this id */
    public LanguageModel get(String id) {
        String ids = models.stream().map(LanguageModel::id).collect(Collectors.joining(", "));
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("model", new Constraint("one-of", ids), id));
    }

    public List<SkippedPackage> leftOut() {
        return leftOut;
    }

    /** The bytes of logits and state that are kept for the next run, native memory included. */
    long cachedBytes() {
        return cachedBytes.getAsLong();
    }

    /** Waits for the runs in progress; after this no model may be used. */
    @Override
    public void close() {
        stop.run();
        models.forEach(LanguageModel::close);
    }
}
