package logitlab.web.lessons.block;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.view.Fragment;

/**
 * The result of a widget: a sentence, a picture or table, and links.
 *
 * @param state of the widget, as {@link Handles#state} writes it
 * @param id of the widget, whose {@code -status} and {@code -result} its form replaces
 * @param sentence the result in words, or what is wrong with a value
 * @param wrongField the name of the field that is wrong
 */
public record WidgetResult(
        Messages messages,
        String id,
        String state,
        String sentence,
        Optional<String> wrongField,
        Content body,
        List<BlockLink> links)
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
