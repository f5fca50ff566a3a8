package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.Hidden;
import logitlab.web.link.Station;
import logitlab.web.view.Numbers;

/**
 * The part of the look inside that every press swaps: the drawing and the five stations.
 *
 * @param query the link of what is shown
 * @param title for the browser's tab
 * @param otherWeights a warning if the link was made with different weights
 * @param carried the hidden parameters of the form for another prompt
 */
public record LookView(
        Messages messages,
        String query,
        String title,
        String description,
        Positions positions,
        FlowView flow,
        TokensView tokens,
        EmbeddingView embedding,
        LayersView layers,
        ScoresView scores,
        NextView next,
        Optional<String> otherWeights,
        List<Hidden> carried)
        implements View {

    static LookView of(Look look) {
        int best = look.scores().greedy();
        boolean sameWeights = look.link().lane().digest().stream()
                .allMatch(look.model().card().digest()::equals);
        return new LookView(
                look.messages(),
                look.link().query(),
                look.say("inside.title", look.token(), look.modelName()),
                look.say(
                        "inside.description",
                        look.modelName(),
                        look.position() + 1,
                        look.text().size(),
                        look.token(),
                        look.token(best),
                        Numbers.percent(look.scores().model().at(best))),
                look.positions(Way.From.part("/inside/look", Optional.empty())),
                FlowView.of(look),
                TokensView.of(look, Head.Part.ofAll(Station.TOKENS)),
                EmbeddingView.of(look, Head.Part.ofAll(Station.EMBEDDING)),
                LayersView.of(look, Head.Part.ofAll(Station.LAYERS)),
                ScoresView.of(look, Head.Part.ofAll(Station.LOGITS)),
                NextView.of(look, Head.Part.ofAll(Station.CHOICE)),
                sameWeights ? Optional.empty() : Optional.of(look.say("verification.other-weights")),
                InsidePage.carried(look.link().toMap()));
    }
}
