package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.view.Fragment;

/** Radio buttons, one for each possible answer. */
public record RadioOptions(Messages messages, String id, List<Button> options) implements Fragment {

    /** @param token whether the label is the text of a token */
    record Option(String value, String label, boolean token) {}

    public record Button(String id, String value, String label, boolean token, boolean chosen) {}

    static RadioOptions of(Messages messages, ExerciseAttempt<?> attempt, List<Option> options) {
        String id = attempt.asked().id();
        String chosen = attempt.typed("answer");
        return new RadioOptions(
                messages,
                id,
                IntStream.range(0, options.size())
                        .mapToObj(i -> {
                            Option option = options.get(i);
                            boolean checked = option.value.equals(chosen);
                            return new Button(id + "-answer-" + i, option.value, option.label, option.token, checked);
                        })
                        .toList());
    }

    @Override
    public String template() {
        return "fragments/radio";
    }
}
