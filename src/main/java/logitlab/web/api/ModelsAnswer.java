package logitlab.web.api;

import java.util.List;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.Models;
import logitlab.model.SkippedPackage;

/** The models of this server, and the packages that were left out. */
record ModelsAnswer(List<ModelAnswer> models, List<LeftOutAnswer> leftOut) {

    record ModelAnswer(
            String id,
            String name,
            String kind,
            long parameters,
            int vocabularySize,
            int contextLength,
            String digest,
            String graph,
            List<String> exposes) {

        static ModelAnswer of(LanguageModel model) {
            ModelCard card = model.card();
            return new ModelAnswer(
                    model.id(),
                    card.name(),
                    card.kind(),
                    card.parameters(),
                    card.vocabularySize(),
                    card.contextLength(),
                    card.digest(),
                    card.graph(),
                    card.exposes());
        }
    }

    record LeftOutAnswer(String id, String path, String expected, String found, String mend) {

        static LeftOutAnswer of(SkippedPackage left) {
            return new LeftOutAnswer(left.id(), left.path(), left.expected(), left.found(), left.fix());
        }
    }

    static ModelsAnswer of(Models models) {
        return new ModelsAnswer(
                models.all().stream().map(ModelAnswer::of).toList(),
                models.leftOut().stream().map(LeftOutAnswer::of).toList());
    }
}
