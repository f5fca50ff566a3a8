package logitlab.web.inside;

import logitlab.web.Messages;
import logitlab.web.View;

/** What one station shows. */
interface StationView extends View {

    static StationView of(OpenedInsideLink opened, StationHeader.Part part) {
        return switch (part.station()) {
            case TOKENS -> TokensView.of(opened, part);
            case EMBEDDING -> EmbeddingView.of(opened, part);
            case LAYERS -> LayersView.of(opened, part);
            case LOGITS -> LogitsView.of(opened, part);
            case CHOICE -> ChoiceStationView.of(opened, part);
        };
    }

    StationHeader head();

    /** Such as {@code fragments/inside/tokens}. */
    default String template() {
        return "fragments/inside/" + head().name();
    }

    @Override
    default Messages messages() {
        return head().messages();
    }
}
