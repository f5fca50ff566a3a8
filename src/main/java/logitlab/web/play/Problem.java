package logitlab.web.play;

import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.web.Messages;
import logitlab.web.View;

/** What was wrong with what a visitor sent, or nothing: the field that it is about, and the sentence. */
public record Problem(Optional<String> field, String sentence) implements View {

    static final Problem NONE = new Problem(Optional.empty(), "");

    static Problem of(Messages messages, InvalidValue invalid) {
        return new Problem(Optional.of(invalid.field()), messages.say(invalid));
    }

    boolean isAbout(String key) {
        return field.filter(key::equals).isPresent();
    }
}
