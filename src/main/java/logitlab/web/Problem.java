package logitlab.web;

import io.javalin.http.Context;
import java.util.Optional;
import logitlab.decoding.InvalidValue;

/** What was wrong with what a visitor sent, or nothing: the field that it is about, and the sentence. */
public record Problem(Optional<String> field, String sentence) implements View {

    public static final Problem NONE = new Problem(Optional.empty(), "");

    public static Problem of(Messages messages, InvalidValue invalid) {
        return new Problem(Optional.of(invalid.field()), messages.say(invalid));
    }

    /** Answers a request for a fragment; what is wrong with it, or why it is refused, becomes the answer. */
    public static void answerOr(Context ctx, Runnable fragment) {
        Errors.requireFragment(ctx);
        fragment.run();
    }

    public boolean isAbout(String key) {
        return field.filter(key::equals).isPresent();
    }
}
