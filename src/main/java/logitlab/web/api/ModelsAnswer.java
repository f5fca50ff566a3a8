package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import logitlab.model.ModelCard;
import logitlab.model.Models;
import logitlab.model.SkippedPackage;

/** The models of this server, and the packages that were left out. */
record ModelsAnswer(List<ModelAnswer> models, List<LeftOutAnswer> leftOut) {

    record ModelAnswer(String id, @JsonUnwrapped ModelCard card) {}

    record LeftOutAnswer(String id, String path, String expected, String found, String mend) {

        static LeftOutAnswer of(SkippedPackage left) {
            return new LeftOutAnswer(left.id(), left.path(), left.expected(), left.found(), left.fix());
        }
    }

    static ModelsAnswer of(Models models) {
        return new ModelsAnswer(
                models.all().stream()
                        .map(model -> new ModelAnswer(model.id(), model.card()))
                        .toList(),
                models.leftOut().stream().map(LeftOutAnswer::of).toList());
    }
}
