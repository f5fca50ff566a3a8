package logitlab.model;

import java.util.List;
import logitlab.decoding.Settings;

/**
 * The facts about a package.
 *
 * @param name what its card calls it, otherwise the name of its folder
 * @param kind {@code transformer} or {@code lstm}
 * @param parameters how many numbers it learned, 0 if the package does not state that
 * @param digest the first 12 hex digits of SHA-256 over the files it runs on
 * @param graph the file that it runs on, by its path inside the package: {@code onnx/model_fp16.onnx}
 * @param bytes the size of the files that the digest covers
 * @param sampling how its maker samples, from {@code generation_config.json}; {@link Settings#OFF} if the package does not say
 * @param exposes what can be looked at: {@code cache}, {@code inspect}
 * @param notes what was guessed or ignored when the package was read, in sentences
 * @param text what people wrote about it
 */
public record ModelCard(
        String name,
        String kind,
        long parameters,
        int vocabularySize,
        int contextLength,
        String digest,
        String graph,
        long bytes,
        Settings sampling,
        List<String> exposes,
        List<String> notes,
        CardText text) {

    public ModelCard {
        exposes = List.copyOf(exposes);
        notes = List.copyOf(notes);
    }

    /** What it is in one sentence, or its name if its card does not say. */
    public String summary() {
        return text.find("summary").orElse(name);
    }
}
