package logitlab.web.play;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Reason;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Sentences;
import logitlab.web.StartToken;
import logitlab.web.View;

/**
 * One step of the lanes at a glance: their texts, their best candidates, the dice. The playground has all the rest.
 *
 * @param query the link of what is shown
 * @param dice the draw as a picture, where a lane has this step
 * @param forward the query of the step after, where a lane can take one
 * @param restart the query of the first step
 * @param announcement the step in one sentence, for screen readers
 */
public record Glance(
        String query,
        String prompt,
        String draw,
        Optional<DrawView> dice,
        Optional<String> parted,
        Optional<String> forward,
        String restart,
        List<Side> sides,
        String announcement)
        implements View {

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
            List<Chip> tokens,
            List<Bar> bars,
            String sentence) {}

    /** A candidate with its model probability; {@code width} is that as a share of the longest bar in sight. */
    public record Bar(int id, String token, String probability, String width, boolean chosen) {}

    /** What the words of a link show; without words, the opening step. */
    public static Glance open(Map<String, String> words, Models models) {
        return of(Play.open(Link.parse(words, models), models));
    }

    static Glance of(Play play) {
        Link link = play.link();
        LabWords words = new LabWords(play);
        double longest = play.lanesAtStep().stream()
                .map(name -> best(play, name))
                .flatMap(Collection::stream)
                .mapToDouble(Candidate::modelProbability)
                .max()
                .orElse(1);
        return new Glance(
                link.query(),
                link.prompt(),
                words.draw(),
                play.lanesAtStep().isEmpty() ? Optional.empty() : Optional.of(DrawView.of(play)),
                words.parted(),
                play.canStep() ? Optional.of(link.at(link.at() + 1).query()) : Optional.empty(),
                link.first(0).at(0).query(),
                play.lanes().keySet().stream()
                        .map(name -> side(play, name, longest))
                        .toList(),
                words.announcement());
    }

    private static Side side(Play play, String name, double longest) {
        Lane lane = play.lanes().get(name);
        boolean chose = play.lanesAtStep().contains(name);
        return new Side(
                name,
                lane.decoder().word(),
                new LabWords(play).lane(name),
                StartToken.all(lane.model(), lane.prompt()),
                Chip.all(play, lane).stream()
                        .filter(chip -> chip.step().isPresent())
                        .toList(),
                chose ? bars(play, name, longest) : List.of(),
                chose ? reason(play, name) : over(lane));
    }

    private static List<Candidate> best(Play play, String name) {
        return step(play, name).best(ROWS);
    }

    private static Step step(Play play, String name) {
        return play.lanes().get(name).step(play.link().at());
    }

    private static List<Bar> bars(Play play, String name, double longest) {
        List<Candidate> best = best(play, name);
        int taken = play.lanes().get(name).ids().get(play.link().at());
        List<String> percents =
                Numbers.percents(best.stream().map(Candidate::modelProbability).toList());
        return IntStream.range(0, best.size())
                .mapToObj(i -> new Bar(
                        best.get(i).id(),
                        play.token(name, best.get(i).id()),
                        percents.get(i),
                        Numbers.width(best.get(i).modelProbability() / longest),
                        best.get(i).id() == taken))
                .toList();
    }

    private static String reason(Play play, String name) {
        Reason reason = step(play, name).reason();
        return Sentences.reason(Messages.ENGLISH, play.lanes().get(name).decoder(), reason, id -> play.token(name, id));
    }

    private static String over(Lane lane) {
        return lane.finished()
                .map(finish -> Messages.ENGLISH.say("lane.finished." + finish.word()))
                .orElse("");
    }
}
