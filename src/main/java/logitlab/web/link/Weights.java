package logitlab.web.link;

import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * The weights that a link was made with, and the model of this server for it.
 *
 * @param model the id in the link, which leaves it out for the first model
 * @param digest in the link, if it has one
 * @param today the named model; its nearest relative if that is gone; the first model for everything else
 */
public record Weights(Optional<String> model, Optional<String> digest, LanguageModel today) {

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
        return new Weights(model, digest, today);
    }

    /** Whether the link names no other model and no other digest than today's. */
    public boolean areHere() {
        return !isGone() && digest.stream().allMatch(today.card().digest()::equals);
    }

    /** Whether this server has no model of that name. */
    public boolean isGone() {
        return model.filter(id -> !id.equals(today.id())).isPresent();
    }
}
