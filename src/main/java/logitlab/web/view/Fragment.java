package logitlab.web.view;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Optional;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;

/** A view that knows its template, so that other templates can print it without knowing what it is. */
public interface Fragment extends View, Content {

    /** Such as {@code fragments/softmax}. */
    String template();

    /** Whether a visitor sent something that breaks a rule. */
    default boolean wrong() {
        return false;
    }

    default String html() {
        return Html.text(template(), this);
    }

    @Override
    default void writeTo(TemplateOutput output) {
        output.writeContent(html());
    }

    /** Text from a lesson's file. */
    record Text(Messages messages, String text) implements Fragment {

        @Override
        public String template() {
            return "fragments/prose";
        }
    }

    /** A widget or an exercise, with the piece of it that its form replaces. */
    interface Block extends Fragment {

        Fragment swapped();

        /** The address of the page with this state of the block; empty if a value is not valid. */
        Optional<String> address();

        @Override
        default boolean wrong() {
            return swapped().wrong();
        }
    }
}
