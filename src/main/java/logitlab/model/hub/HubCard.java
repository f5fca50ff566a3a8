package logitlab.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a model states about its terms.
 *
 * @param licence such as {@code apache-2.0}; empty if the page states none
 * @param basedOn the models that it was made from, whose terms hold too
 * @param page its address
 */
public record HubCard(Optional<String> licence, List<String> basedOn, String page) {

    private static final int LONGEST = 100;
    private static final int MOST = 5;

    public HubCard {
        basedOn = List.copyOf(basedOn);
    }

    /** @param model the answer of {@code /api/models/ORG/NAME} */
    static HubCard of(JsonNode model, String page) {
        JsonNode card = model.path("cardData");
        List<String> licences = texts(card.path("license"));
        boolean other = licences.equals(List.of("other"));
        List<String> named = other ? texts(card.path("license_name")) : licences;
        return new HubCard(
                named.isEmpty() ? licences.stream().findFirst() : Optional.of(String.join(", ", named)),
                texts(card.path("base_model")),
                page);
    }

    /** The text of a node or of the first elements of a list, without what could confuse a terminal. */
    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            String text =
                    one.isTextual() ? one.asText().replaceAll("[^ -~]", "").strip() : "";
            if (!text.isEmpty() && texts.size() < MOST) {
                texts.add(text.substring(0, Math.min(text.length(), LONGEST)));
            }
        }
        return texts;
    }
}
