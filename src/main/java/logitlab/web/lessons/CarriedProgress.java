package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;

/**
 * The progress that a link carries from another browser: {@code /lessons?done=softmax.practice+greedy.loop}.
 *
 * @param marks the exercises that were answered right
 * @param sentences one for each lesson that has some
 */
public record CarriedProgress(List<String> marks, List<String> sentences) {

    private static final String DONE = "done";

    /** @throws InvalidValueException naming the first value that is not an exercise of these lessons, or an unknown key */
    static CarriedProgress of(Messages messages, Lessons lessons, Map<String, String> values) {
        requireOnly(DONE, values);
        List<String> marks = Stream.of(values.getOrDefault(DONE, "").strip().split("\\s+"))
                .filter(mark -> !mark.isEmpty())
                .distinct()
                .toList();
        List<String> left = new ArrayList<>(marks);
        List<String> sentences = new ArrayList<>();
        for (Lesson lesson : lessons.all()) {
            List<String> all = LessonProgress.of(messages, lesson).marks();
            long done = all.stream().filter(left::remove).count();
            left.removeIf(mark -> LessonProgress.isUncounted(lesson, mark));
            if (done > 0) {
                sentences.add(messages.say("progress.carried", lesson.number(), lesson.title(), done, all.size()));
            }
        }
        if (!left.isEmpty()) {
            throw new InvalidValueException(DONE, new Constraint("known-exercise"), left.get(0));
        }
        return new CarriedProgress(marks, List.copyOf(sentences));
    }

    /** @throws InvalidValueException naming the first other key */
    static void requireOnly(String known, Map<String, String> values) {
        values.forEach((key, value) -> {
            if (!key.equals(known)) {
                throw new InvalidValueException(key, new Constraint("known-key", known), value);
            }
        });
    }

    public String joinedMarks() {
        return String.join(" ", marks);
    }
}
