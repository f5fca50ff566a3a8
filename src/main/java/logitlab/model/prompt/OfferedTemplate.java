package logitlab.model.prompt;

import java.util.Optional;

/**
 * The chat template of a package.
 *
 * @param problem why the package's template cannot be used, one sentence; empty if it can, and if the package has none
 */
public record OfferedTemplate(Optional<ChatTemplate> template, Optional<String> problem) {

    public static final OfferedTemplate NONE = new OfferedTemplate(Optional.empty(), Optional.empty());

    static OfferedTemplate broken(String problem) {
        return new OfferedTemplate(Optional.empty(), Optional.of(problem));
    }
}
