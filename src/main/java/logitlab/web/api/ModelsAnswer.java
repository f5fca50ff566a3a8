package logitlab.web.api;

import java.util.List;
import logitlab.model.LanguageModel;
import logitlab.model.LeftOut;
import logitlab.model.Models;

/** The models that can be stepped, and the packages that were left out. */
record ModelsAnswer(List<ModelAnswer> models, List<LeftOut> leftOut) {

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
            return new ModelAnswer(
                    model.id(),
                    model.card().name(),
                    model.card().kind(),
                    model.card().parameters(),
                    model.card().vocabularySize(),
                    model.card().contextLength(),
                    model.card().digest(),
                    model.card().graph(),
                    model.card().exposes());
        }
    }

    static ModelsAnswer of(Models models) {
        return new ModelsAnswer(models.all().stream().map(ModelAnswer::of).toList(), models.leftOut());
    }
}
