package logitlab.web;

import java.util.Optional;

/**
 * A page for what cannot be shown: the status, the problem in one sentence, and links to continue with.
 *
 * @param plain the same address without its values, of which one is wrong
 */
public record ErrorPage(Messages messages, int status, String title, String sentence, Optional<String> plain)
        implements Page {

    static ErrorPage of(Messages messages, int status, String path, InputProblem problem) {
        return new ErrorPage(
                messages,
                status,
                messages.say(title(messages, status, problem)),
                problem.sentence(),
                problem.field().map(field -> path));
    }

    private static String title(Messages messages, int status, InputProblem problem) {
        String key = "error.title." + status;
        return status == 503 && problem.isAbout("model")
                ? "error.title.503.model"
                : messages.has(key) ? key : "error.title.other";
    }

    @Override
    public String description() {
        return sentence;
    }

    @Override
    public String section() {
        return "";
    }
}
