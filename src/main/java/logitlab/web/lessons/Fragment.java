package logitlab.web.lessons;

import java.util.Optional;
import logitlab.web.Html;
import logitlab.web.View;

/** A view that knows its template, so that a page of many sorts of parts prints each without knowing which it is. */
public interface Fragment extends View {

    /** Such as {@code fragments/softmax}. */
    String template();

    /** Whether a visitor sent something that breaks a rule. */
    default boolean wrong() {
        return false;
    }

    default String html() {
        return Html.text(template(), this);
    }

    /** Text from a lesson's file. */
    record Text(String text) implements Fragment {

        @Override
        public String template() {
            return "fragments/prose";
        }
    }

    /** A widget or an exercise, with the piece of it that its form swaps. */
    interface Block extends Fragment {

        Fragment swapped();

        /** The address of the page with this state of the block; empty if what was typed is not valid. */
        Optional<String> address();

        @Override
        default boolean wrong() {
            return swapped().wrong();
        }
    }
}
