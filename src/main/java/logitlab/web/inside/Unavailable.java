package logitlab.web.inside;

import java.util.List;
import java.util.stream.Stream;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/** Sentences about values that a model does not show. */
public final class Unavailable {

    private Unavailable() {}

    /** @param keys the messages about single values; if the model shows nothing at all, one sentence replaces them */
    static List<String> sentences(OpenedInsideLink opened, Stream<String> keys) {
        return opened.seen().isEmpty()
                ? List.of(
                        closed(opened.messages(), opened.model(), opened.text().size()))
                : keys.map(key -> opened.say(key, opened.modelName())).toList();
    }

    /** Why a model shows nothing of its inside: its package has no graph for that, or the text is too long. */
    public static String closed(Messages messages, LanguageModel model, int tokens) {
        return model.mostInspected() == 0
                ? messages.say("inside.missing.all", model.card().name())
                : messages.say("inside.missing.long", Numbers.count(model.mostInspected()), Numbers.count(tokens));
    }
}
