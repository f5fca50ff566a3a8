package logitlab.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/** The loaded models, and why other packages were skipped. */
public final class Models implements AutoCloseable {

    private static final Pattern CHECKPOINT = Pattern.compile("(.+)-step-(\\d{1,9})");

    private final List<LanguageModel> models;
    private final List<SkippedPackage> leftOut;
    private final LongSupplier cachedBytes;
    private final Runnable release;
    private final Runnable releaseUnused;
    private final Runnable stop;

    /**
     * @param models in the order in which they are offered, at least one
     * @param release lets small models leave memory that nobody uses
     * @param releaseUnused frees the memory of texts that nobody continues
     * @param stop waits for the runs in progress and refuses all others
     */
    public Models(
            List<LanguageModel> models,
            List<SkippedPackage> leftOut,
            LongSupplier cachedBytes,
            Runnable release,
            Runnable releaseUnused,
            Runnable stop) {
        this.models = List.copyOf(models);
        this.leftOut = List.copyOf(leftOut);
        this.cachedBytes = cachedBytes;
        this.release = release;
        this.releaseUnused = releaseUnused;
        this.stop = stop;
    }

    /** Storyteller first, the others by their ids, with step-1250 before step-5000; never empty. */
    public List<LanguageModel> all() {
        return models;
    }

    public LanguageModel first() {
        return models.get(0);
    }

    /** @throws InvalidValueException naming {@code model}, if there is none with this id */
    public LanguageModel get(String id) {
        String ids = models.stream().map(LanguageModel::id).collect(Collectors.joining(", "));
        return find(id).orElseThrow(() -> new InvalidValueException("model", new Constraint("one-of", ids), id));
    }

    private Optional<LanguageModel> find(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /**
     * The model with this id. In place of an early checkpoint that is gone: the checkpoint of the same model whose step is
     * nearest, the earlier of two; if none is left, the model itself.
     *
     * <pre>
     * nearest("storyteller-step-210")   is storyteller-step-250 where the checkpoints are those of steps 250 and 900
     * </pre>
     *
     * @return empty if there is neither the model nor such a relative
     */
    public Optional<LanguageModel> nearest(String id) {
        Matcher gone = CHECKPOINT.matcher(id);
        if (find(id).isPresent() || !gone.matches()) {
            return find(id);
        }
        long step = Long.parseLong(gone.group(2));
        return models.stream()
                .filter(model -> stepOf(gone.group(1), model).isPresent())
                .min(Comparator.comparingLong(
                        model -> Math.abs(stepOf(gone.group(1), model).orElseThrow() - step)))
                .or(() -> find(gone.group(1)));
    }

    /** The step at which a checkpoint of the model {@code name} was saved; empty for every other model. */
    private static Optional<Long> stepOf(String name, LanguageModel model) {
        Matcher checkpoint = CHECKPOINT.matcher(model.id());
        return checkpoint.matches() && checkpoint.group(1).equals(name)
                ? Optional.of(Long.parseLong(checkpoint.group(2)))
                : Optional.empty();
    }

    public List<SkippedPackage> leftOut() {
        return leftOut;
    }

    /** Lets small models leave memory, except the first one; they are loaded again when someone asks for them. */
    public void release() {
        release.run();
        first().tokenizer();
    }

    /** Frees the memory of texts that nobody continues, which a crowd leaves behind. */
    public void releaseUnused() {
        releaseUnused.run();
    }

    /** The bytes of logits and state that are kept for the next run, native memory included. */
    public long cachedBytes() {
        return cachedBytes.getAsLong();
    }

    /** Waits for the runs in progress; after this no model may be used. */
    @Override
    public void close() {
        stop.run();
        models.forEach(LanguageModel::close);
    }
}
