package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.link.Query;

/**
 * A prompt worth trying, on the visitor's lanes or on the opening ones.
 *
 * @param name what it is an example of, in a word or three
 * @param hint what to look for
 * @param query the link with the opening lanes
 * @param opening whether its hint is only true of the opening lanes
 * @param current whether the page shows this prompt
 */
public record ExamplePrompt(String name, String prompt, String hint, String query, boolean opening, boolean current) {

    private static final List<String> ALL = List.of("sharp", "wide", "loop", "split", "name");
    private static final Set<String> OF_OPENING_LANES = Set.of("loop", "split");

    /** The examples whose prompts the model accepts; {@code shown} is the prompt of the page. */
    static List<ExamplePrompt> all(Messages messages, String shown, LanguageModel model) {
        return ALL.stream()
                .map(key -> of(messages, key, shown))
                .filter(example -> model.accepts(example.prompt()))
                .toList();
    }

    /** The link of a prompt, with the seed for which its hint is true. */
    static String query(String prompt) {
        return Query.format(new TreeMap<>(Map.of("prompt", prompt, "seed", "7")));
    }

    /** The link with what is kept of the page: its lanes, unless the hint needs the opening ones. */
    public String link(String kept) {
        return opening || kept.isEmpty() ? query : query + "&" + kept;
    }

    static ExamplePrompt of(Messages messages, String key, String shown) {
        String prompt = messages.say("example." + key + ".prompt");
        return new ExamplePrompt(
                messages.say("example." + key + ".name"),
                prompt,
                messages.say("example." + key + ".hint"),
                query(prompt),
                OF_OPENING_LANES.contains(key),
                prompt.equals(shown));
    }
}
