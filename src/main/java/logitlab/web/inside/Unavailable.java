package logitlab.web.inside;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/** Sentences about values that a model does not show: what its package lacks, and where it is described how to get that. */
public final class Unavailable {

    /** The messages about what no package of the model could show. */
    private static final Set<String> NEVER =
            Set.of("inside.missing.attention-lstm", "inside.missing.table-size", "api.missing.lens-size");

    private Unavailable() {}

    /** @param keys the messages about single values; if the model shows nothing at all, one sentence replaces them */
    static List<String> sentences(OpenedInsideLink opened, Stream<String> keys) {
        Stream<String> each = opened.seen().isEmpty() ? Stream.of("inside.missing.all") : keys;
        return each.map(key -> sentence(opened, key)).toList();
    }

    static String sentence(OpenedInsideLink opened, String key) {
        return sentence(opened.messages(), opened.model(), opened.text().size(), key);
    }

    /** @param key the message about one value; if the model shows nothing of a text of so many tokens, another says that */
    public static String sentence(Messages messages, LanguageModel model, int tokens, String key) {
        if (tokens > model.mostInspected()) {
            String closed = closed(messages, model, tokens);
            return model.mostInspected() == 0 ? messages.say("missing.way", closed) : closed;
        }
        String sentence = messages.say(key, model.card().name());
        return NEVER.contains(key) ? sentence : messages.say("missing.way", sentence);
    }

    /** Why a model shows nothing of its inside: its package has no graph for that, or the text is too long. */
    public static String closed(Messages messages, LanguageModel model, int tokens) {
        return model.mostInspected() == 0
                ? messages.say("inside.missing.all", model.card().name())
                : messages.say("inside.missing.long", Numbers.count(model.mostInspected()), Numbers.count(tokens));
    }
}
