package logitlab.web.play;

import java.util.List;
import java.util.Optional;
import logitlab.decoding.Draw;
import logitlab.web.Hidden;
import logitlab.web.View;

/**
 * The part of the playground that every step swaps: the step bar and the lanes.
 *
 * @param query the link of what is shown
 * @param title the same in a few words, for the browser's tab
 * @param dice the draw as a picture, where a lane has this step
 * @param back the query of the step before, where there is one
 * @param forward the query of the step after, where a lane can take one
 * @param whole what the form for several steps carries: the link
 * @param anyStep what the form behind the chips carries: the link without the step looked at
 * @param settings what the prompt form carries
 * @param place what the settings form carries
 * @param announcement the step in one sentence, for screen readers
 * @param parted the sentence that says where the lanes choose differently, where they do
 */
public record Lab(
        String query,
        String title,
        String position,
        String draw,
        Optional<DrawView> dice,
        Optional<String> back,
        Optional<String> forward,
        String restart,
        String otherSeed,
        Verification verification,
        Optional<String> parted,
        List<LaneView> lanes,
        List<Hidden> whole,
        List<Hidden> anyStep,
        List<Hidden> settings,
        List<Hidden> place,
        String announcement,
        String description)
        implements View {

    static Lab of(Play play) {
        Link link = play.link();
        LabWords words = new LabWords(play);
        return new Lab(
                link.query(),
                words.title(),
                words.position(),
                words.draw(),
                play.lanesAtStep().isEmpty() ? Optional.empty() : Optional.of(DrawView.of(play)),
                link.at() > 0 ? Optional.of(link.at(link.at() - 1).query()) : Optional.empty(),
                play.canStep() ? Optional.of(link.at(link.at() + 1).query()) : Optional.empty(),
                link.first(0).at(0).query(),
                link.first(link.at()).seed(Draw.nextSeed(link.seed())).query(),
                Verification.of(play),
                words.parted(),
                play.lanes().keySet().stream()
                        .map(name -> LaneView.of(play, name))
                        .toList(),
                Carried.all(link),
                Carried.anyStep(link),
                Carried.settings(link.toMap()),
                Carried.place(link),
                words.announcement(),
                words.description());
    }

    /** How many steps "Run" takes at most. */
    public int mostSteps() {
        return Play.MOST_STEPS;
    }
}
