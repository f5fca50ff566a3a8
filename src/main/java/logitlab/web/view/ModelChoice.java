package logitlab.web.view;

import java.util.List;
import logitlab.model.Models;

/** One entry of a list of models to choose from. */
public record ModelChoice(String id, String name, boolean chosen) {

    /** All models; none is chosen if no model has the id {@code chosen}. */
    public static List<ModelChoice> all(Models models, String chosen) {
        return models.all().stream()
                .map(model -> new ModelChoice(
                        model.id(), model.card().name(), model.id().equals(chosen)))
                .toList();
    }
}
