package logitlab.model;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The native parts of the tokenizer library and of ONNX Runtime. Each library unpacks its own into a folder when it is first
 * used; a full disk is then not blamed on the package that happens to be loaded first.
 */
final class Natives {

    private Natives() {}

    /** @throws BadPackage if any of them does not load; it names the folder instead of a package */
    static void load() throws BadPackage {
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

    private static void load(Runnable first, Path folder, String expected, String otherwise) throws BadPackage {
        try {
            first.run();
        } catch (RuntimeException | LinkageError e) {
            throw new BadPackage(
                    folder,
                    expected,
                    state(folder) + unlinked(e),
                    "Make room there and let this program write to it, or " + otherwise + ".");
        }
    }

    private static String state(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return "a file, " + there;
        }
        if (!Files.isWritable(there)) {
            return "no right to write to " + there;
        }
        return Files.exists(folder) ? Size.words(there.toFile().getUsableSpace()) + " free" : "nothing";
    }

    /** Why a library was unpacked but cannot be loaded, for example from a disk that does not allow programs to run. */
    private static String unlinked(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = BadPackage.firstLine(cause);
        return cause instanceof UnsatisfiedLinkError && !why.startsWith("no onnxruntime") ? ", and " + why : "";
    }
}
