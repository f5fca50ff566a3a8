package logitlab.lesson.question;

import java.util.Map;

/**
 * A wrong answer that an exercise recognises.
 *
 * @param mistake the name of the mistake
 * @param answer the values that a visitor would send
 */
public record WrongAnswerExample(String mistake, Map<String, String> answer) {

    public WrongAnswerExample {
        answer = Map.copyOf(answer);
    }
}
