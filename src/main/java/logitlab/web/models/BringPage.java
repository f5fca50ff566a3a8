package logitlab.web.models;

import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/** How to bring a model that is not an ONNX export: a PyTorch checkpoint, or a GGUF file. */
public record BringPage(Messages messages, Optional<PagePreview> preview) implements Page {

    static BringPage of(Messages messages, Optional<String> origin) {
        return new BringPage(
                messages,
                PagePreview.of(messages, origin, "/models/bring", "/pictures/bring.png", messages.say("bring.title")));
    }

    @Override
    public String title() {
        return say("bring.title");
    }

    @Override
    public String description() {
        return say("bring.lead");
    }

    @Override
    public String section() {
        return "models/bring";
    }
}
