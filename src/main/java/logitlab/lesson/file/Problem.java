package logitlab.lesson.file;

import logitlab.decoding.input.InvalidValue;

/** What is wrong with a lesson file, and where: {@code 02-softmax.md:31: logits.2 must be number but is "abc"}. */
public record Problem(String file, int line, InvalidValue invalid) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + invalid.getMessage();
    }
}
