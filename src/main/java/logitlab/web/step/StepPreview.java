package logitlab.web.step;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.StartToken;

/** One step of the lanes in short, for the home page: their texts, their best candidates, the draw. */
public record StepPreview(Messages messages, StepSummary step, List<Side> sides) implements View {

    private static final int ROWS = 5;

    /**
     * One lane.
     *
     * @param start the start tokens before the prompt
     * @param tokens those that it chose, the last one at this step
     * @param sentence why it chose that one, or why it chose none
     */
    public record Side(
            String name,
            String decoder,
            String title,
            List<StartToken> start,
            List<TokenChip> tokens,
            List<Bar> bars,
            String sentence) {}

    /** A candidate with its model probability; {@code width} is that as a share of the longest bar of all lanes. */
    public record Bar(int id, String token, String probability, String width, boolean chosen) {}

    /** The step of a link, given by its parameters; without any, the opening step. */
    public static StepPreview open(Messages messages, Map<String, String> values, Models models) {
        return of(messages, OpenedLink.open(PlayLink.parse(values, models), models));
    }

    public static StepPreview of(Messages messages, OpenedLink play) {
        double longest = play.lanesAtStep().stream()
                .map(name -> LaneStep.of(messages, play, name).step().best(ROWS))
                .flatMap(Collection::stream)
                .mapToDouble(Candidate::modelProbability)
                .max()
                .orElse(1);
        return new StepPreview(
                messages,
                StepSummary.of(messages, play),
                play.lanes().keySet().stream()
                        .map(name -> side(messages, play, name, longest))
                        .toList());
    }

    private static Side side(Messages messages, OpenedLink play, String name, double longest) {
        Lane lane = play.lanes().get(name);
        boolean chose = play.lanesAtStep().contains(name);
        return new Side(
                name,
                lane.decoder().key(),
                LaneView.title(messages, play, name),
                StartToken.all(lane.model(), lane.prompt()),
                TokenChip.all(play, lane).stream()
                        .filter(chip -> chip.step().isPresent())
                        .toList(),
                chose ? bars(LaneStep.of(messages, play, name), longest) : List.of(),
                chose
                        ? LaneStep.of(messages, play, name).reason(messages)
                        : LaneView.finished(messages, lane).orElse(""));
    }

    private static List<Bar> bars(LaneStep lane, double longest) {
        List<Candidate> best = lane.step().best(ROWS);
        List<String> percents =
                Numbers.percents(best.stream().map(Candidate::modelProbability).toList());
        return IntStream.range(0, best.size())
                .mapToObj(i -> new Bar(
                        best.get(i).id(),
                        lane.token(best.get(i).id()),
                        percents.get(i),
                        Numbers.width(best.get(i).modelProbability() / longest),
                        best.get(i).id() == lane.taken()))
                .toList();
    }
}
