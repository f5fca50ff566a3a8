package logitlab.web.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Order;
import logitlab.decoding.Settings;
import logitlab.model.ModelCard;
import logitlab.web.Messages;
import logitlab.web.view.Sentences;

/**
 * Settings that have a name.
 *
 * @param key of its name in the messages
 * @param settings the ones that are on, with their values as a link has them
 */
public record Preset(String key, Map<String, String> settings) {

    /** The presets of a sampled lane. */
    static final List<Preset> ALL = List.of(
            new Preset("precise", Map.of("temperature", "0.3", "top-p", "0.9")),
            new Preset("balanced", Map.of("temperature", "0.8", "top-p", "0.95")),
            new Preset("wild", Map.of("temperature", "1.5")));

    /** What each program starts with if nobody says otherwise, in its own order. */
    static final List<Preset> PROGRAMS = Stream.of(Order.values())
            .filter(order -> order != Order.TOP_50)
            .map(order -> new Preset(order.key(), order.defaults().toMap()))
            .toList();

    /** How the maker of a model samples, if the package says so. */
    static Optional<Preset> maker(ModelCard card) {
        return Optional.of(card.sampling().toMap())
                .filter(settings -> !settings.isEmpty())
                .map(settings -> new Preset("maker", settings));
    }

    /** For the script: {@code temperature=0.8 top-p=0.95}. */
    public String values() {
        return new TreeMap<>(settings)
                .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }

    public String name(Messages messages) {
        return messages.say("preset." + key);
    }

    /** Its name, and the settings that it stands for. */
    public String says(Messages messages) {
        return messages.say(
                "preset.says", name(messages), String.join(", ", Sentences.settings(messages, Settings.of(settings))));
    }
}
