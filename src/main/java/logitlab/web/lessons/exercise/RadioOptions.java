package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.view.Fragment;

/**
 * Radio buttons, one for each possible answer.
 *
 * @param name of the field
 * @param legend what is to be chosen
 */
public record RadioOptions(Messages messages, String id, String name, String legend, List<Button> options)
        implements Fragment {

    /** @param token whether the label is the text of a token */
    record Option(String value, String label, boolean token) {}

    public record Button(String id, String value, String label, boolean token, boolean chosen) {}

    static RadioOptions of(Messages messages, ExerciseAttempt<?> attempt, List<Option> options) {
        return of(
                messages,
                attempt.asked().id(),
                "answer",
                messages.say("lesson.answer.field"),
                attempt.typed("answer"),
                options);
    }

    /** @param key of the field in the exercise */
    static RadioOptions of(
            Messages messages, String id, String key, String legend, String chosen, List<Option> options) {
        return new RadioOptions(
                messages,
                id,
                id + "." + key,
                legend,
                IntStream.range(0, options.size())
                        .mapToObj(i -> {
                            Option option = options.get(i);
                            boolean checked = option.value.equals(chosen);
                            return new Button(
                                    id + "-" + key + "-" + i, option.value, option.label, option.token, checked);
                        })
                        .toList());
    }

    @Override
    public String template() {
        return "fragments/radio";
    }
}
