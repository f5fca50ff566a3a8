package logitlab.web.models;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.KnownModel;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;

/**
 * A model of the list of known ones.
 *
 * @param facts its kind, its size and its context, in one line
 * @param licence what its page states
 * @param downloads {@code fp32 655 MB, q8 125 MB}
 */
public record KnownView(String name, String facts, String licence, String downloads, String command) {

    static List<KnownView> all(Messages messages) {
        return KnownModel.ALL.stream().map(model -> of(messages, model)).toList();
    }

    private static KnownView of(Messages messages, KnownModel model) {
        String facts = messages.say(
                model.chat() ? "models.known.chat" : "models.known.base", model.parameters(), model.kind());
        return new KnownView(
                model.repository(),
                model.context().isPresent()
                        ? messages.say(
                                "models.known.context",
                                facts,
                                Numbers.count(model.context().getAsInt()))
                        : facts,
                model.licence()
                        .map(licence -> model.licenceOf()
                                .map(other -> messages.say("models.known.licence.of", licence, other))
                                .orElseGet(() -> messages.say("models.known.licence", licence)))
                        .orElseGet(() -> messages.say("models.known.licence.none")),
                model.sizes().entrySet().stream().map(KnownView::size).collect(Collectors.joining(", ")),
                "java -jar logitlab.jar " + model.command());
    }

    private static String size(Map.Entry<Dtype, String> size) {
        return size.getKey().key() + " " + size.getValue();
    }
}
