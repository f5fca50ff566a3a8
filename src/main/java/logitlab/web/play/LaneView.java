package logitlab.web.play;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.LaneLink;
import logitlab.web.Messages;
import logitlab.web.Sentences;
import logitlab.web.View;
import logitlab.web.inside.InsideLink;

/**
 * One lane at the step looked at: its text, and what there is to see of the step.
 *
 * @param name of the lane in the link, {@code a} to {@code d}
 * @param decoder {@code greedy} or {@code sample}
 * @param title what the lane is called
 * @param settings its own model, where it has one, and the settings that are on, in words
 * @param finished why no further step can be taken, where that is so
 * @param lastStep the step at which it finished, where it has one
 * @param inside the look inside at the position that chose this step's token
 * @param choice empty where the lane had finished before this step
 */
public record LaneView(
        String name,
        String decoder,
        String title,
        String settings,
        List<Chip> chips,
        Optional<String> finished,
        Optional<ChoiceView> choice,
        OptionalInt lastStep,
        String inside)
        implements View {

    static LaneView of(Play play, String name) {
        Lane lane = play.lanes().get(name);
        return new LaneView(
                name,
                lane.decoder().word(),
                new LabWords(play).lane(name),
                settings(play, name),
                Chip.all(play, lane),
                lane.finished().map(finish -> Messages.ENGLISH.say("lane.finished." + finish.word())),
                lane.ids().size() > play.link().at() ? Optional.of(ChoiceView.of(play, name)) : Optional.empty(),
                lane.ids().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(lane.ids().size() - 1),
                inside(play, name));
    }

    private static String inside(Play play, String name) {
        LaneLink lane = play.link().lanes().get(name);
        LanguageModel model = play.lanes().get(name).model();
        Optional<String> digest = lane.digest().or(() -> play.link().digest());
        LaneLink whole = new LaneLink(lane.decoder(), Optional.of(model.id()), digest, lane.settings(), lane.ids());
        return "/inside?"
                + InsideLink.of(
                                play.link().prompt(),
                                play.link().seed(),
                                whole.first(play.link().at()))
                        .query();
    }

    private static String settings(Play play, String name) {
        Lane lane = play.lanes().get(name);
        Stream<String> ownModel = play.link().lanes().get(name).model().stream()
                .map(id -> lane.model().card().name());
        return Stream.concat(ownModel, Sentences.settings(Messages.ENGLISH, lane.settings()).stream())
                .collect(Collectors.joining(", "));
    }
}
