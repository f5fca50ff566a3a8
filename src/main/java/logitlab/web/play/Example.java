package logitlab.web.play;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.web.Messages;
import logitlab.web.Query;

/** A prompt worth trying, and what to look for. */
public record Example(String prompt, String hint, String query) {

    private static final int COUNT = 5;

    static List<Example> all(Messages messages) {
        return IntStream.rangeClosed(1, COUNT).mapToObj(i -> of(messages, i)).toList();
    }

    private static Example of(Messages messages, int number) {
        String prompt = messages.say("example." + number + ".prompt");
        return new Example(prompt, messages.say("example." + number + ".hint"), Query.format(Map.of("prompt", prompt)));
    }
}
