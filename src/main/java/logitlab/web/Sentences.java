package logitlab.web;

import java.util.function.IntFunction;
import logitlab.decoding.Decoder;
import logitlab.decoding.Reason;

/** Why a token was chosen, as one sentence, made from the record of the reason. */
public final class Sentences {

    private Sentences() {}

    /** @param token how a token is named in the sentence: its text, or its id where there is no model */
    public static String reason(Messages messages, Decoder decoder, Reason reason, IntFunction<String> token) {
        String chosen = token.apply(reason.chosen());
        if (decoder == Decoder.GREEDY) {
            return messages.say("reason.greedy", chosen);
        }
        if (reason.kept() == 1) {
            return messages.say("reason.only", chosen);
        }
        String key = reason.draw() >= reason.to()
                ? "reason.rounding"
                : reason.tookBest() ? "reason.drawn-best" : "reason.drawn";
        return messages.say(
                key,
                chosen,
                Numbers.share(reason.draw()),
                Numbers.share(reason.from()),
                Numbers.share(reason.to()),
                token.apply(reason.greedy()));
    }
}
