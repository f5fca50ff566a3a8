package logitlab.model.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;

/**
 * The weights of a model in a format of another program. A folder that has them but no ONNX graph is meant to be a model, so it is
 * reported and not passed over.
 *
 * <pre>
 * Qwen3-0.6B-Q4_K_M.gguf   llama.cpp
 * model.safetensors        PyTorch, as most models on Hugging Face
 * </pre>
 */
final class ForeignWeights {

    private ForeignWeights() {}

    /** The first such file directly in the folder, and what it is. */
    static Optional<String> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .flatMap(
                            name -> kind(name.toLowerCase(Locale.ROOT)).stream().map(kind -> name + ", " + kind))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> kind(String name) {
        if (name.endsWith(".gguf")) {
            return Optional.of("a GGUF file, which llama.cpp and Ollama run");
        }
        return name.endsWith(".safetensors") || name.matches("pytorch_model.*\\.bin|.*\\.(pt|pth)")
                ? Optional.of("a checkpoint of PyTorch")
                : Optional.empty();
    }

    static InvalidPackageException exception(Path folder, String found) {
        return new InvalidPackageException(
                folder,
                "a graph in ONNX",
                found,
                "Look for an ONNX export of the model, or make one: the page /models/bring shows how.");
    }
}
