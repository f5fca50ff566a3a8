package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** Why there is nothing to see where there might be. */
public final class Missing {

    private Missing() {}

    /** Sentences for those of two things that are not there; one for both where the model cannot be looked into at all. */
    static List<String> sentences(Look look, boolean one, String ofOne, boolean other, String ofOther) {
        List<String> sentences = new ArrayList<>();
        if (look.seen().isEmpty()) {
            sentences.add(closed(look));
        } else if (!one) {
            sentences.add(say(look, ofOne));
        }
        if (!other && (look.seen().isPresent() || look.model().mostInspected() > 0)) {
            sentences.add(say(look, ofOther));
        }
        return List.copyOf(sentences);
    }

    private static String say(Look look, String key) {
        return Messages.ENGLISH.say(key, look.model().card().name());
    }

    static String closed(Look look) {
        return closed(look.model(), look.text().size());
    }

    /** Why a model cannot be looked into: it has no graph for that, or the text is too long. */
    public static String closed(LanguageModel model, int tokens) {
        return model.mostInspected() == 0
                ? Messages.ENGLISH.say("inside.missing.all", model.card().name())
                : Messages.ENGLISH.say(
                        "inside.missing.long", Numbers.count(model.mostInspected()), Numbers.count(tokens));
    }
}
