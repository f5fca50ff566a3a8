package logitlab.model.onnx.tensor;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import logitlab.model.InvalidPackageException;

/** Opens graphs in ONNX Runtime and closes them. */
public final class Sessions {

    /** Errors arrive as exceptions, so they need not be logged as well. */
    public static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    private Sessions() {}

    /** Makes something of an open graph, and closes the session together with it. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(OrtSession session) throws OrtException, InvalidPackageException;
    }

    /**
     * What a reader makes of the graph in a file. If the reader fails, the session is closed here.
     *
     * @param arena whether to keep the memory of a run for the next one, which saves time; without it even the memory of a run of a
     *     gigabyte is given back
     * @throws InvalidPackageException if the file is not a graph, its data is missing, or the reader refuses it
     */
    public static <T> T open(Path file, int threads, boolean arena, Reader<T> reader) throws InvalidPackageException {
        return read(file, create(file, () -> options(threads, arena)), reader);
    }

    /**
     * The same for a reader that runs the graph once to see what it is, and then closes it. Nothing is rearranged for speed, so it
     * opens in a third of the time, and its weights stay in the file.
     */
    public static <T> T look(Path file, Reader<T> reader) throws InvalidPackageException {
        OrtSession session = create(file, () -> {
            OrtSession.SessionOptions options = options(1, false);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1");
            return options;
        });
        T found = read(file, session, reader);
        close(session);
        return found;
    }

    private static <T> T read(Path file, OrtSession session, Reader<T> reader) throws InvalidPackageException {
        try {
            return reader.read(session);
        } catch (OrtException e) {
            close(session);
            throw new InvalidPackageException(file, "a graph that runs", e, "Take all files from the same export.");
        } catch (InvalidPackageException | RuntimeException | Error e) {
            close(session);
            throw e;
        }
    }

    /** A graph of this program. */
    public static OrtSession open(byte[] graph) throws OrtException {
        try (OrtSession.SessionOptions options = options(1, false)) {
            return ENVIRONMENT.createSession(graph, options);
        }
    }

    private static OrtSession.SessionOptions options(int threads, boolean arena) throws OrtException {
        ENVIRONMENT.setTelemetry(false);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(arena);
        return options;
    }

    private interface Options {

        OrtSession.SessionOptions make() throws OrtException;
    }

    private static OrtSession create(Path file, Options made) throws InvalidPackageException {
        try (OrtSession.SessionOptions options = made.make()) {
            return ENVIRONMENT.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new InvalidPackageException(
                    file,
                    "a graph that ONNX Runtime loads",
                    e,
                    "Copy the file again, and the data files that belong next to it.");
        }
    }

    public static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the ONNX session did not close", e);
        }
    }
}
