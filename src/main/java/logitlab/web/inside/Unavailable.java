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
            Set.of("inside.missing.attention-lstm", "inside.missing.table-size", "missing.lens-size");

    private Unavailable() {}

    /**
     * The sentences of one list on a page; the last says once where to read how to get what is missing.
     *
     * @param keys the messages about single values; if the model shows nothing at all, one sentence replaces them
     */
    static List<String> sentences(OpenedInsideLink opened, Stream<String> keys) {
        List<String> each = (opened.seen().isEmpty() ? Stream.of("inside.missing.all") : keys).toList();
        int tokens = opened.text().size();
        Stream<String> sentences = each.stream().map(key -> why(opened.messages(), opened.model(), tokens, key));
        Stream<String> way = each.stream().anyMatch(key -> canBeHad(opened.model(), tokens, key))
                ? Stream.of(opened.say("missing.way"))
                : Stream.empty();
        return Stream.concat(sentences, way).toList();
    }

    /**
     * Why one value is missing, and where to read how to get it.
     *
     * @param tokens the length of the text; if the model shows nothing of a text this long, a different message says that
     * @param key the message about the value
     */
    public static String sentence(Messages messages, LanguageModel model, int tokens, String key) {
        String why = why(messages, model, tokens, key);
        return canBeHad(model, tokens, key) ? why + " " + messages.say("missing.way") : why;
    }

    /** The key of the sentence on why a model shows no attention: an LSTM has none. */
    public static String attention(LanguageModel model) {
        return model.recurrent() ? "inside.missing.attention-lstm" : "inside.missing.attention";
    }

    private static String why(Messages messages, LanguageModel model, int tokens, String key) {
        return tokens > model.mostInspected()
                ? closed(messages, model, tokens)
                : messages.say(key, model.card().name());
    }

    /** Whether a different package of the model could show the value. */
    private static boolean canBeHad(LanguageModel model, int tokens, String key) {
        return tokens > model.mostInspected() ? model.mostInspected() == 0 : !NEVER.contains(key);
    }

    /** Why a model shows nothing of its inside: its package has no graph for that, or the text is too long. */
    public static String closed(Messages messages, LanguageModel model, int tokens) {
        return model.mostInspected() == 0
                ? messages.say("inside.missing.all", model.card().name())
                : messages.say("inside.missing.long", Numbers.count(model.mostInspected()), Numbers.count(tokens));
    }
}
