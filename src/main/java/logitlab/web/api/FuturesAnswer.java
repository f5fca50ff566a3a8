package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import logitlab.decoding.future.Future;
import logitlab.model.LanguageModel;
import logitlab.model.future.Futures;

/**
 * What could follow a text.
 *
 * @param rendered as in {@link NextAnswer}
 * @param runs how many paths were opened: the model read one text for each
 */
record FuturesAnswer(
        @JsonInclude(JsonInclude.Include.NON_NULL) String rendered, Node root, int runs) {

    /**
     * A token that could come next.
     *
     * @param id null for the root, as is {@code token}
     * @param probability of this step
     * @param pathProbability from the root to here
     * @param children left out unless the path was opened, as is {@code everythingElse}
     */
    record Node(
            Integer id,
            String token,
            double probability,
            double pathProbability,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<Node> children,
            @JsonInclude(JsonInclude.Include.NON_NULL) Future.Rest everythingElse) {

        private static Node of(LanguageModel model, Future future) {
            boolean root = future.id() == Future.ROOT;
            return new Node(
                    root ? null : future.id(),
                    root ? null : model.tokenizer().token(future.id()).text(),
                    future.probability(),
                    future.pathProbability(),
                    future.opened()
                            .map(opened -> opened.children().stream()
                                    .map(child -> of(model, child))
                                    .toList())
                            .orElse(null),
                    future.opened().map(Future.Opened::everythingElse).orElse(null));
        }
    }

    static FuturesAnswer of(LanguageModel model, String rendered, Futures futures) {
        return new FuturesAnswer(rendered, Node.of(model, futures.root()), futures.opened());
    }
}
