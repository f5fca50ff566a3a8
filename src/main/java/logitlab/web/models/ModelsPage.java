package logitlab.web.models;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.lesson.file.CardProse;
import logitlab.model.Models;
import logitlab.model.SkippedPackage;
import logitlab.model.pack.KnownModel;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/** The models of this server, side by side and one by one, the packages that were skipped, and how to add a model. */
public record ModelsPage(
        Messages messages, List<ModelView> models, List<SkippedPackage> skipped, Optional<PagePreview> preview)
        implements Page {

    /** @param proses the prose of each model's card, in the order of the models */
    static ModelsPage of(Messages messages, Models models, List<CardProse> proses, Optional<String> origin) {
        return new ModelsPage(
                messages,
                IntStream.range(0, proses.size())
                        .mapToObj(i -> ModelView.of(messages, models.all().get(i), proses.get(i), i == 0))
                        .toList(),
                models.leftOut(),
                PagePreview.of(messages, origin, "/models", "/pictures/models.png", messages.say("models.title")));
    }

    /** The models of the hub that are known to work. */
    public List<KnownView> known() {
        return KnownView.all(messages);
    }

    /** What "known to work" means, and when the facts were read. */
    public String knownMeans() {
        return say("models.known.means", KnownModel.READ);
    }

    @Override
    public String title() {
        return say("models.title");
    }

    @Override
    public String description() {
        return say("models.lead");
    }

    @Override
    public String section() {
        return "models";
    }

    /** Whether there is anything to compare. */
    public boolean compared() {
        return models.size() > 1;
    }
}
