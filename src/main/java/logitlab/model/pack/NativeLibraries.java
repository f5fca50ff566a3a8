package logitlab.model.pack;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import logitlab.model.InvalidPackageException;
import logitlab.model.text.Tokenizer;

/**
 * Loads the native parts of the tokenizer library and of ONNX Runtime, which each library unpacks into a folder when it is first
 * used. Done before any package is loaded, so that a full disk is not blamed on the first one.
 */
final class NativeLibraries {

    private NativeLibraries() {}

    /** @throws InvalidPackageException if one of them does not load; it names the folder instead of a package */
    static void load() throws InvalidPackageException {
        Tokenizer.stayOffline();
        load(
                LibUtils::checkStatus,
                Utils.getEngineCacheDir("tokenizers"),
                "a folder for 15 MB of the tokenizer library",
                "name another folder in DJL_CACHE_DIR in the environment");
        Logger traces = Logger.getLogger("ai.onnxruntime.OnnxRuntime");
        traces.setLevel(Level.OFF); // failures are reported below
        load(
                () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL),
                Path.of(System.getProperty("java.io.tmpdir")),
                "a folder for 25 MB of ONNX Runtime",
                "name another folder with java -Djava.io.tmpdir=FOLDER");
    }

    private static void load(Runnable first, Path folder, String expected, String otherwise)
            throws InvalidPackageException {
        try {
            first.run();
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidPackageException(
                    folder,
                    expected,
                    state(folder) + linkError(e),
                    "Make room there and let this program write to it, or " + otherwise + ".");
        }
    }

    private static String state(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            return "a file, " + existing;
        }
        if (!Files.isWritable(existing)) {
            return "no right to write to " + existing;
        }
        return Files.exists(folder) ? ByteSize.format(existing.toFile().getUsableSpace()) + " free" : "nothing";
    }

    /** Why a library was unpacked but cannot be loaded, for example from a disk that does not allow programs to run. */
    private static String linkError(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = InvalidPackageException.firstLine(cause);
        return cause instanceof UnsatisfiedLinkError && !why.startsWith("no onnxruntime") ? ", and " + why : "";
    }
}
