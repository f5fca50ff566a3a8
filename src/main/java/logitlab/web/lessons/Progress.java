package logitlab.web.lessons;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.Lesson;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * The words for how far a learner is in a lesson. Which exercises are done only the browser knows: it shows one of the sentences.
 *
 * @param marks the exercises, as the browser keeps them
 * @param sentences for none of them done, for one, and so on up to all
 */
public record Progress(Messages messages, List<String> marks, List<String> sentences) implements View {

    static Progress of(Messages messages, Lesson lesson) {
        List<String> marks =
                lesson.exercises().stream().map(id -> mark(lesson, id)).toList();
        return new Progress(
                messages,
                marks,
                IntStream.rangeClosed(0, marks.size())
                        .mapToObj(done -> messages.say("progress.lesson", done, marks.size()))
                        .toList());
    }

    /** {@code softmax.practice}: an exercise of a lesson. */
    static String mark(Lesson lesson, String exercise) {
        return lesson.slug() + "." + exercise;
    }

    public String words() {
        return String.join(" ", marks);
    }
}
