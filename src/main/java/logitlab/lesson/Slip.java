package logitlab.lesson;

import java.util.Map;

/**
 * A wrong answer that an exercise recognises.
 *
 * @param mistake its name
 * @param answer the words that one sends
 */
public record Slip(String mistake, Map<String, String> answer) {

    public Slip {
        answer = Map.copyOf(answer);
    }
}
