package logitlab.lesson.file;

import logitlab.decoding.input.InvalidValueException;

/** What is wrong with a lesson file, and where: {@code 02-softmax.md:31: logits.2 must be number but is "abc"}. */
public record LessonProblem(String file, int line, InvalidValueException invalid) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + invalid.getMessage();
    }
}
