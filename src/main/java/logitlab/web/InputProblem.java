package logitlab.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.UnaryOperator;
import logitlab.decoding.input.InvalidValueException;
import logitlab.web.link.Query;

/** What is wrong with what a visitor sent, if anything: the field at fault, and the sentence. */
public record InputProblem(Optional<String> field, String sentence) {

    public static final InputProblem NONE = new InputProblem(Optional.empty(), "");

    /** @param decoder returns the decoder of a lane in the link, given the lane's name; null if there is no such lane */
    public static InputProblem of(Messages messages, InvalidValueException invalid, UnaryOperator<String> decoder) {
        return new InputProblem(Optional.of(invalid.field()), messages.say(invalid, decoder));
    }

    /** Marks a request for a part of a page, so that a problem is reported as such a part, too. */
    public static void asFragment(Context ctx) {
        Errors.requireFragment(ctx);
    }

    /** Finds the decoders of the lanes in a request's link by their names; always null if the link cannot be read. */
    public static UnaryOperator<String> decoders(Context ctx) {
        try {
            return Query.parse(ctx.queryString())::get;
        } catch (InvalidValueException unreadable) {
            return lane -> null;
        }
    }

    public boolean isAbout(String key) {
        return field.filter(key::equals).isPresent();
    }
}
