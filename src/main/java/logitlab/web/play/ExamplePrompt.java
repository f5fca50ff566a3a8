package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.link.Query;

/**
 * A prompt worth trying on the opening lanes.
 *
 * @param name what it is an example of, in a word or three
 * @param hint what to look for
 * @param current whether the page shows this prompt
 */
public record ExamplePrompt(String name, String prompt, String hint, String query, boolean current) {

    private static final List<String> ALL = List.of("sharp", "wide", "loop", "split", "name");

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

    static ExamplePrompt of(Messages messages, String key, String shown) {
        String prompt = messages.say("example." + key + ".prompt");
        return new ExamplePrompt(
                messages.say("example." + key + ".name"),
                prompt,
                messages.say("example." + key + ".hint"),
                query(prompt),
                prompt.equals(shown));
    }
}
