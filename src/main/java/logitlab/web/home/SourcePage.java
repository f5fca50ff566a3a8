package logitlab.web.home;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/** Where the program's source is, under which licence, and what it is built with. */
public record SourcePage(Messages messages, Optional<PagePreview> preview) implements Page {

    /** The libraries and typefaces, as the keys of {@code source.uses.*}. */
    private static final List<String> USES = List.of(
            "javalin",
            "jte",
            "htmx",
            "chart",
            "onnxruntime",
            "tokenizers",
            "commonmark",
            "fontbox",
            "jackson",
            "picocli",
            "logback",
            "faces");

    static SourcePage of(Messages messages, Optional<String> origin) {
        return new SourcePage(
                messages,
                PagePreview.of(messages, origin, "/source", "/pictures/source.png", messages.say("source.title")));
    }

    @Override
    public String title() {
        return say("source.title");
    }

    @Override
    public String description() {
        return say("source.lead");
    }

    @Override
    public String section() {
        return "source";
    }

    /** The folders of the repository, each with what is in it. */
    public List<String> folders() {
        return List.of("src", "web", "models", "lessons");
    }

    public List<String> uses() {
        return USES;
    }
}
