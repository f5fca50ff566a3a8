package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.Models;
import logitlab.model.SkippedPackage;
import logitlab.model.prompt.ChatTemplate;
import logitlab.web.receipt.Receipt;

/** The models of this server, and the packages that were left out. */
record ModelsAnswer(List<ModelAnswer> models, List<LeftOutAnswer> leftOut) {

    /**
     * @param chat the digest of its chat template, left out if it has no template or it cannot be rendered exactly
     * @param chatProblem why its template cannot be used, if that is so
     * @param endTokens the tokens that end a text
     * @param sampling how its maker samples, left out if the package does not say
     */
    record ModelAnswer(
            String id,
            String name,
            String kind,
            long parameters,
            int vocabularySize,
            int contextLength,
            String digest,
            String graph,
            @JsonInclude(JsonInclude.Include.NON_NULL) String chat,
            @JsonInclude(JsonInclude.Include.NON_NULL) String chatProblem,
            List<EndToken> endTokens,
            @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode sampling,
            List<String> exposes) {

        /** @param text its name, such as {@code <|im_end|>} */
        record EndToken(int id, String text) {}

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
                    model.chatTemplate().map(ChatTemplate::digest).orElse(null),
                    model.templateProblem().orElse(null),
                    model.endTokens().stream()
                            .map(id ->
                                    new EndToken(id, model.tokenizer().token(id).text()))
                            .toList(),
                    card.sampling().toMap().isEmpty() ? null : Receipt.settings(card.sampling()),
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
