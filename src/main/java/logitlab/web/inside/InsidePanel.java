package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.Station;
import logitlab.web.preview.PreviewContent;
import logitlab.web.preview.StepPreviewContent;
import logitlab.web.view.Numbers;

/**
 * The part of the look inside that every press swaps: the drawing and the five stations.
 *
 * @param query the link of what is shown
 * @param title for the browser's tab
 * @param switches what is switched off inside the model, if anything is
 * @param carried the hidden parameters of the form for another prompt
 */
public record InsidePanel(
        Messages messages,
        String query,
        String title,
        String description,
        PositionForm positions,
        FlowView flow,
        TokensView tokens,
        EmbeddingView embedding,
        LayersView layers,
        LogitsView scores,
        ChoiceStationView next,
        Optional<SwitchesView> switches,
        List<HiddenField> carried)
        implements View {

    static InsidePanel of(OpenedInsideLink opened) {
        return new InsidePanel(
                opened.messages(),
                opened.link().query(),
                title(opened),
                description(opened),
                opened.positions(StationLinks.part("/inside/look", Optional.empty())),
                FlowView.of(opened),
                TokensView.of(opened, StationHeader.Part.ofAll(Station.TOKENS)),
                EmbeddingView.of(opened, StationHeader.Part.ofAll(Station.EMBEDDING)),
                LayersView.of(opened, StationHeader.Part.ofAll(Station.LAYERS)),
                LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS)),
                ChoiceStationView.of(opened, StationHeader.Part.ofAll(Station.CHOICE)),
                SwitchesView.of(opened, StationLinks.part("/inside/look", Optional.empty()), ""),
                InsidePage.carried(opened.link().toMap()));
    }

    private static String title(OpenedInsideLink opened) {
        return opened.say("inside.title", opened.token(), opened.modelName());
    }

    private static String description(OpenedInsideLink opened) {
        int best = opened.scores().greedy();
        return opened.say(
                "inside.description",
                opened.modelName(),
                opened.position() + 1,
                opened.text().size(),
                opened.token(),
                opened.token(best),
                Numbers.percent(opened.scores().model().at(best)));
    }

    /** What previews of the link show. */
    static PreviewContent picture(OpenedInsideLink opened) {
        Messages messages = opened.messages();
        return opened.lastStep()
                .map(step -> StepPreviewContent.of(
                        messages,
                        opened.lane(),
                        step,
                        opened.seen()
                                .map(seen -> messages.say("picture.inside", opened.modelName(), seen.layers()))
                                .orElseGet(() -> messages.say("inside.heading"))))
                .orElseGet(() -> PreviewContent.titled(
                        messages.say("site.name"), title(opened), description(opened), Optional.empty(), ""));
    }
}
