package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * The part of the look inside that every press swaps: the picture and the five stations.
 *
 * @param query the link of what is shown
 * @param title the same in a few words, for the browser's tab
 * @param otherWeights the sentence that says that the link was made with other weights, where it was
 * @param carried what the form for another prompt carries
 */
public record LookView(
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
        String token = look.tokenAt(look.position());
        String best = look.token(look.scores().greedy());
        String probability =
                Numbers.percent(look.scores().model().at(look.scores().greedy()));
        boolean sameWeights = look.link().lane().digest().stream()
                .allMatch(look.model().card().digest()::equals);
        return new LookView(
                look.link().query(),
                Messages.ENGLISH.say("inside.title", token, look.model().card().name()),
                Messages.ENGLISH.say(
                        "inside.description",
                        look.model().card().name(),
                        look.position() + 1,
                        look.text().size(),
                        token,
                        best,
                        probability),
                look.positions(Way.From.part("/inside/look", Optional.empty())),
                FlowView.of(look),
                TokensView.of(look, Head.Part.ofAll(Station.TOKENS)),
                EmbeddingView.of(look, Head.Part.ofAll(Station.EMBEDDING)),
                LayersView.of(look, Head.Part.ofAll(Station.LAYERS)),
                ScoresView.of(look, Head.Part.ofAll(Station.LOGITS)),
                NextView.of(look, Head.Part.ofAll(Station.CHOICE)),
                sameWeights ? Optional.empty() : Optional.of(Messages.ENGLISH.say("verification.other-weights")),
                InsidePage.carried(look.link().toMap()));
    }
}
