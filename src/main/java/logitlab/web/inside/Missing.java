package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** Why there is nothing to see where there might be. */
final class Missing {

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

    /** Why a model cannot be looked into: it has no graph for that, or the text is too long. */
    static String closed(Look look) {
        int most = look.model().mostInspected();
        return most == 0
                ? say(look, "inside.missing.all")
                : Messages.ENGLISH.say(
                        "inside.missing.long",
                        Numbers.count(most),
                        Numbers.count(look.text().size()));
    }
}
