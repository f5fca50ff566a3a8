package logitlab.web;

import io.javalin.http.Context;
import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.failure.ModelUnavailableException;

/** What is wrong with what a visitor sent, if anything: the field at fault, and the sentence. */
public record InputProblem(Optional<String> field, String sentence) {

    public static final InputProblem NONE = new InputProblem(Optional.empty(), "");

    public static InputProblem of(Messages messages, InvalidValueException invalid) {
        return new InputProblem(Optional.of(invalid.field()), messages.say(invalid));
    }

    /** The model is at fault, and a different model is the way out. */
    public static InputProblem of(Messages messages, FaultyLogitsException faulty) {
        return new InputProblem(Optional.of("model"), messages.say("fault.logits", faulty.model(), faulty.tokens()));
    }

    /** The model cannot run at present, which is no mistake of the visitor. */
    public static InputProblem of(Messages messages, ModelUnavailableException gone) {
        String key = switch (gone.obstacle()) {
            case FILES -> "memory.unavailable";
            case ENGINE_AWAY -> "engine.away";
            case ENGINE_WRONG -> "engine.wrong";
        };
        return new InputProblem(Optional.of("model"), messages.say(key, gone.model(), gone.retryAfter()));
    }

    /** Marks a request for a part of a page, so that a problem is reported as such a part, too. */
    public static void asFragment(Context ctx) {
        Errors.requireFragment(ctx);
    }

    public boolean isAbout(String key) {
        return field.filter(key::equals).isPresent();
    }
}
