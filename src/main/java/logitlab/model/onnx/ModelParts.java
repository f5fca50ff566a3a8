package logitlab.model.onnx;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.memory.Footprint;
import logitlab.model.memory.NativeHeap;
import logitlab.model.memory.Resident;
import logitlab.model.text.Tokenizer;

/** The parts of a model that are in memory while it is used, and leave when other models need the room. */
public final class ModelParts implements AutoCloseable {

    /**
     * What the model runs on. After they have left memory, they still say what they are.
     *
     * @param inspector empty if the package has no graph for that
     */
    public record Graphs(OnnxNetwork network, Optional<InspectionGraph> inspector) {}

    public record Loaded(Tokenizer tokenizer, Graphs graphs) {

        OnnxNetwork network() {
            return graphs.network();
        }

        InspectionGraph inspector() {
            return graphs.inspector().orElseThrow();
        }
    }

    /** Opens the files of a package. */
    @FunctionalInterface
    public interface Opener {

        /** @param before the same graphs, loaded and tested earlier; empty the first time */
        Loaded open(Optional<Graphs> before) throws InvalidPackageException;
    }

    private final String id;
    private final Footprint footprint;
    private final ModelRuntime runtime;
    private final Opener opener;
    private final Resident<Loaded> resident;
    private final AtomicReference<LanguageModel.Runs> done = new AtomicReference<>(LanguageModel.Runs.NONE);
    private volatile Graphs first;

    private ModelParts(String id, Footprint footprint, ModelRuntime runtime, Opener opener) {
        this.id = id;
        this.footprint = footprint;
        this.runtime = runtime;
        this.opener = opener;
        this.resident = runtime.memory().add(footprint.total(), new Resident.Source<>(this::load, this::leave));
    }

    /**
     * Loads the parts for the first time.
     *
     * @throws InvalidPackageException if they do not fit together, or do not run
     */
    public static ModelParts load(String id, Footprint footprint, ModelRuntime runtime, Opener opener)
            throws InvalidPackageException {
        ModelParts parts = new ModelParts(id, footprint, runtime, opener);
        try {
            parts.first = parts.resident.use(Loaded::graphs);
            return parts;
        } catch (ModelUnavailableException e) {
            parts.close();
            throw (InvalidPackageException) e.getCause();
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private Loaded load() {
        try {
            Loaded loaded = opener.open(Optional.ofNullable(first));
            NativeHeap.trim();
            return loaded;
        } catch (InvalidPackageException bad) {
            throw new ModelUnavailableException(id, bad);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (first == null) {
                throw e;
            }
            throw new ModelUnavailableException(id, InvalidPackageException.unforeseen(Path.of(id), e));
        }
    }

    /** The tokenizer may still be in use for the page of a visitor, so it is freed when nothing refers to it any more. */
    private void leave(Loaded parts) {
        done.updateAndGet(parts.network().runs()::plus);
        close(parts.graphs());
    }

    private void close(Graphs graphs) {
        runtime.cache().releaseStates(id);
        graphs.network().close();
        graphs.inspector().ifPresent(InspectionGraph::close);
    }

    /**
     * Does something with the parts, after loading them if necessary.
     *
     * @throws ModelUnavailableException if they cannot be loaded again
     */
    <R> R use(Function<Loaded, R> work) {
        return resident.use(work);
    }

    /** Does something with the parts, unless they would have to be loaded or other models wait for the memory. */
    <R> Optional<R> useUnlessAway(Function<Loaded, R> work) {
        return resident.useUnlessAway(work);
    }

    /** The graphs as they were when they were loaded first: for questions about what they are, never to run them. */
    public Graphs known() {
        return first;
    }

    LanguageModel.Memory memory() {
        return new LanguageModel.Memory(footprint, resident.loaded());
    }

    LanguageModel.Runs runs() {
        return resident.useIfLoaded(parts -> parts.network().runs())
                .orElse(LanguageModel.Runs.NONE)
                .plus(done.get());
    }

    @Override
    public void close() {
        resident.close().ifPresent(parts -> {
            close(parts.graphs());
            parts.tokenizer().close();
        });
    }
}
