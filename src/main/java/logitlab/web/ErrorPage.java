package logitlab.web;

/** A page for what cannot be shown: the status, what went wrong in one sentence, and a way on. */
public record ErrorPage(int status, String sentence) implements Page {

    @Override
    public String title() {
        String key = "error.title." + status;
        return say(messages().keys().contains(key) ? key : "error.title.other");
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
