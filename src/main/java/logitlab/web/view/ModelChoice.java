package logitlab.web.view;

import java.util.List;
import logitlab.model.ModelCard;
import logitlab.model.Models;

/**
 * One entry of a list of models to choose from.
 *
 * @param name what the model is, as its card says in one sentence: {@code Storyteller after 4,400 steps of training}
 */
public record ModelChoice(String id, String name, boolean chosen) {

    /** All models; none is chosen if no model has the id {@code chosen}. Models that their cards describe alike also show their ids. */
    public static List<ModelChoice> all(Models models, String chosen) {
        List<String> summaries =
                models.all().stream().map(model -> model.card().summary()).toList();
        return models.all().stream()
                .map(model -> new ModelChoice(
                        model.id(),
                        name(model.id(), model.card(), summaries),
                        model.id().equals(chosen)))
                .toList();
    }

    private static String name(String id, ModelCard card, List<String> summaries) {
        boolean alone = summaries.indexOf(card.summary()) == summaries.lastIndexOf(card.summary());
        return alone ? card.summary() : card.summary() + " (" + id + ")";
    }
}
