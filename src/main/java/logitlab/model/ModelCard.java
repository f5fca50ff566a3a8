package logitlab.model;

import java.util.List;

/**
 * The facts about a package.
 *
 * @param kind {@code transformer} or {@code lstm}
 * @param parameters how many numbers it learned, 0 if the package does not state that
 * @param digest the first 12 hex digits of SHA-256 over the files it runs on
 * @param graph the file that it runs on, by its path inside the package: {@code onnx/model_fp16.onnx}
 * @param exposes what can be looked at: {@code cache}, {@code inspect}
 */
public record ModelCard(
        String name,
        String kind,
        long parameters,
        int vocabularySize,
        int contextLength,
        String digest,
        String graph,
        List<String> exposes) {

    public ModelCard {
        exposes = List.copyOf(exposes);
    }
}
