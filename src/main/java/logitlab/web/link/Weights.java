package logitlab.web.link;

import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.prompt.ChatTemplate;

/**
 * The weights and the chat template that a link was made with, and the model of this server for it.
 *
 * @param model the id in the link, which leaves it out for the first model
 * @param digest in the link, if it has one
 * @param template the digest of the chat template, if the link is a chat and has one
 * @param today the named model; its nearest relative if that is gone; the first model for everything else
 */
public record Weights(Optional<String> model, Optional<String> digest, Optional<String> template, LanguageModel today) {

    /**
     * An unknown id is taken for a model that is gone, or for one of another server, if a digest stands next to it or if it
     * names a checkpoint of a model that is here. Any other is a typing error.
     *
     * @throws InvalidValueException naming {@code model}, if it is a typing error
     */
    static Weights of(Optional<String> model, Optional<String> digest, Models models) {
        LanguageModel today = model.map(id -> models.nearest(id)
                        .or(() -> digest.map(hex -> models.first()))
                        .orElseGet(() -> models.get(id)))
                .orElseGet(models::first);
        return new Weights(model, digest, Optional.empty(), today);
    }

    /** The same for a link that may be a chat. */
    Weights with(PromptLink prompt) {
        return new Weights(model, digest, prompt.template(), today);
    }

    /** Whether the link names no other model, no other digest and no other chat template than today's. */
    public boolean areHere() {
        return haveSameFiles()
                && template.stream()
                        .allMatch(hex -> today.chatTemplate()
                                .map(ChatTemplate::digest)
                                .filter(hex::equals)
                                .isPresent());
    }

    /** Whether the model and its digest are those of the link, so that token ids mean the same. */
    public boolean haveSameFiles() {
        return !isGone() && digest.stream().allMatch(today.card().digest()::equals);
    }

    /** Whether this server has no model of that name. */
    public boolean isGone() {
        return model.filter(id -> !id.equals(today.id())).isPresent();
    }
}
