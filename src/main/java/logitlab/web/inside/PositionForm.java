package logitlab.web.inside;

import java.util.List;
import java.util.Map;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;

/**
 * The tokens of a text as the buttons of one form, which lead to their positions. With a separate link for each, a page would
 * grow with the square of its text, because each link contains the whole text.
 */
public record PositionForm(Messages messages, Form form, List<PositionToken> chips) implements View {

    /**
     * @param page the address of the form
     * @param part the address of the part that replaces the form's part of the page if JavaScript is on
     * @param key the parameter that the buttons of the form change, such as that for the position, which counts from 0
     * @param carried everything that the page shows except this parameter
     */
    public record Form(String page, String part, String key, List<HiddenField> carried) {

        /** @param parameters those of the page, with or without {@code key} */
        public static Form of(String page, String part, String key, Map<String, String> parameters) {
            return new Form(page, part, key, HiddenField.of(parameters, name -> !name.equals(key)));
        }

        /** The same without all keys below its own: for the key {@code switch} without {@code switch.4.2}. */
        Form withoutBelow() {
            return new Form(
                    page,
                    part,
                    key,
                    carried.stream()
                            .filter(field -> !field.key().startsWith(key + "."))
                            .toList());
        }
    }
}
