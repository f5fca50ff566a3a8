package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;

/**
 * What a widget shows: a sentence, a picture or table, and ways on.
 *
 * @param id of the widget, whose {@code -status} and {@code -result} its form swaps
 * @param sentence what came out, or what is wrong with what was typed
 * @param wrongField the name of the field that is wrong
 */
public record Outcome(
        String id, String sentence, Optional<String> wrongField, Fragment body, List<SoftmaxWorkView.Link> links)
        implements Fragment {

    @Override
    public boolean wrong() {
        return wrongField.isPresent();
    }

    @Override
    public String template() {
        return "fragments/outcome";
    }
}
