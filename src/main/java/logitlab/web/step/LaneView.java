package logitlab.web.step;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.beam.BeamStep;
import logitlab.model.FinishReason;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.beam.ModelBeams;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.step.beam.BeamsView;
import logitlab.web.step.beam.GreedyDifference;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/**
 * One lane at the step looked at: its text, and what there is to see of the step.
 *
 * @param name of the lane in the link, {@code a} to {@code d}
 * @param decoder {@code greedy} or {@code sample}
 * @param title what sentences call it
 * @param shortTitle what it is called after its letter
 * @param settings its own model, if it has one, and the settings that are on
 * @param story its text as people read it
 * @param chips the same text, token by token
 * @param finished why no further step can be taken, if that is so
 * @param saidIfSet what is announced when a setting of the lane has changed; empty if {@code choice} is
 * @param lastStep the step at which it finished, if it has one
 * @param inside the address of the look inside at the position that chose this step's token
 * @param take the address of the page that says what another token would take
 * @param menu what can be done with the lane
 * @param marks the tokens that its link favours or bans, and what it switches inside the model
 * @param choice empty if the lane had finished before this step
 * @param beams the texts of its search at this step, if it searches with beams
 * @param againstGreedy how the text of a search differs from that of greedy decoding
 */
public record LaneView(
        Messages messages,
        String name,
        String decoder,
        String title,
        String shortTitle,
        String settings,
        StoryText story,
        List<TokenChip> chips,
        Optional<String> finished,
        Optional<ChoiceView> choice,
        Optional<BeamsView> beams,
        Optional<String> againstGreedy,
        Optional<String> saidIfSet,
        OptionalInt lastStep,
        String inside,
        String take,
        LaneMenu menu,
        List<LaneMark> marks)
        implements View {

    public static LaneView of(Messages messages, OpenedLink play, String name) {
        return of(messages, play, name, LaneStep.all(messages, play));
    }

    /** @param steps of all lanes that have the step looked at */
    static LaneView of(Messages messages, OpenedLink play, String name, List<LaneStep> steps) {
        Lane lane = play.lanes().get(name);
        Optional<LaneStep> step =
                steps.stream().filter(one -> one.lane().equals(name)).findFirst();
        boolean chose = step.isPresent();
        String settings = settings(messages, play, name);
        List<LaneMark> marks = LaneMark.all(messages, play, name);
        return new LaneView(
                messages,
                name,
                lane.decoder().key(),
                title(messages, play, name),
                shortTitle(messages, play, name),
                settings,
                StoryText.of(messages, play, name),
                TokenChip.all(play, name),
                finished(messages, play, lane),
                step.map(own -> ChoiceView.of(messages, own, steps, play.link().table())),
                lane.search()
                        .map(BeamSearch::steps)
                        .filter(searched ->
                                chose && searched.size() > play.link().at())
                        .map(searched -> beams(messages, lane, name, searched)),
                lane.search().map(search -> againstGreedy(messages, lane, search)),
                step.map(own -> said(messages, own, sets(messages, settings, marks))),
                lane.ids().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(lane.ids().size() - 1),
                "/inside?" + look(play, name).query(),
                ToolLink.of(Tool.TAKE, play.link()).lane(name).address(),
                LaneMenu.of(play.link(), name),
                marks);
    }

    private static BeamsView beams(Messages messages, Lane lane, String name, List<BeamStep> steps) {
        return BeamsView.of(messages, name, lane.model().tokenizer(), steps.get(steps.size() - 1), steps.size());
    }

    private static String againstGreedy(Messages messages, Lane lane, BeamSearch search) {
        BeamPath best = search.hypotheses(search.steps().size()).get(0);
        return GreedyDifference.sentence(messages, lane.model(), lane.prompt(), best, 1);
    }

    /** All that is set for the lane: a change is announced. */
    public String sets() {
        return sets(messages, settings, marks);
    }

    private static String sets(Messages messages, String settings, List<LaneMark> marks) {
        String sets = Stream.concat(Stream.of(settings), marks.stream().map(LaneMark::says))
                .filter(set -> !set.isEmpty())
                .collect(Collectors.joining(", "));
        return sets.isEmpty() ? messages.say("said.no-settings") : sets;
    }

    private static String said(Messages messages, LaneStep step, String sets) {
        return messages.say(
                step.decoder().draws() ? "said.settings" : "said.settings.greedy",
                step.lane().toUpperCase(Locale.ROOT),
                sets,
                Numbers.count(step.step().kept()),
                Numbers.count(step.step().logits().size()),
                step.said(messages));
    }

    /** The token of the step looked at, or a dash if the lane had finished before. */
    public String chosen() {
        return chips.stream()
                .filter(TokenChip::here)
                .map(TokenChip::text)
                .findFirst()
                .orElse("–");
    }

    /** The letter of the lane, because its colour alone is not enough. */
    public String letter() {
        return name.toUpperCase(Locale.ROOT);
    }

    /** What a lane is called after its letter. */
    static String shortTitle(Messages messages, OpenedLink play, String name) {
        return play.link()
                .lanes()
                .get(name)
                .name()
                .orElseGet(() ->
                        messages.say("lane." + play.lanes().get(name).decoder().key()));
    }

    /** What a lane is called in sentences: as the visitor named it, or its decoder, with its letter if another lane is called the same. */
    public static String title(Messages messages, OpenedLink play, String name) {
        String title = shortTitle(messages, play, name);
        long alike = play.lanes().keySet().stream()
                .filter(other -> shortTitle(messages, play, other).equals(title))
                .count();
        return alike == 1 ? title : messages.say("lane.lettered", title, name.toUpperCase(Locale.ROOT));
    }

    static Optional<String> finished(Messages messages, OpenedLink play, Lane lane) {
        return lane.finished()
                .map(reason -> reason == FinishReason.END_OF_TEXT
                        ? ended(messages, play, lane)
                        : messages.say("lane.finished." + reason.key()))
                .or(() -> ModelBeams.hasMostSteps(lane)
                        ? Optional.of(
                                messages.say("lane.finished.searched", Numbers.count((long) ModelBeams.STEPS.max())))
                        : Optional.empty());
    }

    /** Names the token that ended the text where a model has several, and where it ended an answer. */
    private static String ended(Messages messages, OpenedLink play, Lane lane) {
        String end = lane.ids().stream()
                .filter(lane.model().endTokens()::contains)
                .findFirst()
                .map(id -> TokenText.visible(lane.model().tokenizer().token(id)))
                .orElseThrow();
        if (play.link().prompt().isConversation(lane.model())) {
            return messages.say("lane.finished.answer", end);
        }
        return lane.model().endTokens().size() > 1
                ? messages.say("lane.finished.named", end)
                : messages.say("lane.finished.end-of-text");
    }

    /** The text before the step looked at, in the look inside. */
    static InsideLink look(OpenedLink play, String name) {
        LaneLink lane = play.link().lanes().get(name);
        LanguageModel model = play.lanes().get(name).model();
        Optional<String> digest = lane.digest().or(() -> play.link().digest());
        LaneLink whole = new LaneLink(
                Optional.empty(),
                lane.decoder() == Decoder.BEAM ? Decoder.GREEDY : lane.decoder(),
                Optional.of(model.id()),
                digest,
                lane.settings(),
                BeamSettings.USUAL,
                lane.switches(),
                lane.ids(),
                List.of());
        return InsideLink.of(
                play.link().prompt().withoutTemplate().completed(model),
                play.link().seed(),
                whole.first(play.link().at()));
    }

    private static String settings(Messages messages, OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        LaneLink link = play.link().lanes().get(name);
        Stream<String> ownModel =
                link.model().stream().map(id -> lane.model().card().name());
        boolean plain = play.link().prompt().chat()
                && link.model().isPresent()
                && !play.link().prompt().isConversation(lane.model());
        return Stream.of(
                        ownModel,
                        plain ? Stream.of(messages.say("lane.plain")) : Stream.<String>empty(),
                        Sentences.settings(messages, lane.settings()).stream(),
                        lane.decoder() == Decoder.BEAM
                                ? Sentences.beams(messages, link.beams()).stream()
                                : Stream.<String>empty())
                .flatMap(Function.identity())
                .collect(Collectors.joining(", "));
    }
}
