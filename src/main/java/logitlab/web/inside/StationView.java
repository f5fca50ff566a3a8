package logitlab.web.inside;

import logitlab.web.Messages;
import logitlab.web.View;

/** What one station shows. */
interface StationView extends View {

    static StationView of(Look look, Head.Part part) {
        return switch (part.station()) {
            case TOKENS -> TokensView.of(look, part);
            case EMBEDDING -> EmbeddingView.of(look, part);
            case LAYERS -> LayersView.of(look, part);
            case LOGITS -> ScoresView.of(look, part);
            case CHOICE -> NextView.of(look, part);
        };
    }

    Head head();

    /** Such as {@code fragments/inside/tokens}. */
    default String template() {
        return "fragments/inside/" + head().name();
    }

    @Override
    default Messages messages() {
        return head().messages();
    }
}
