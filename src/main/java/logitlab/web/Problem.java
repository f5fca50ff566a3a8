package logitlab.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.UnaryOperator;
import logitlab.decoding.InvalidValue;

/** What was wrong with what a visitor sent, or nothing: the field that it is about, and the sentence. */
public record Problem(Optional<String> field, String sentence) implements View {

    public static final Problem NONE = new Problem(Optional.empty(), "");

    /** @param decoder returns the decoder of a lane in the link, given the lane's name; null if there is no such lane */
    public static Problem of(Messages messages, InvalidValue invalid, UnaryOperator<String> decoder) {
        return new Problem(Optional.of(invalid.field()), messages.say(invalid, decoder));
    }

    /** Says that a page asks for a part of itself, so that what is wrong with the request comes as such a part, too. */
    public static void asFragment(Context ctx) {
        Errors.requireFragment(ctx);
    }

    /** Finds the decoders of the lanes in a request's link by their names; always null if the link cannot be read. */
    public static UnaryOperator<String> decoders(Context ctx) {
        try {
            return Query.parse(ctx.queryString())::get;
        } catch (InvalidValue unreadable) {
            return lane -> null;
        }
    }

    public boolean isAbout(String key) {
        return field.filter(key::equals).isPresent();
    }
}
