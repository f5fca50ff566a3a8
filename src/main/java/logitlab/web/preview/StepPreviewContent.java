package logitlab.web.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.step.CandidateRow;
import logitlab.web.step.ChoiceView;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.view.Numbers;

/** The content of a step's {@link PreviewContent}, taken from what the page of the step shows. */
record StepPreviewContent(Messages messages, OpenedLink play, Prefix common) {

    private static final int BARS = 4;

    static PreviewContent of(Messages messages, OpenedLink play) {
        Prefix common = play.lanesAtStep().stream()
                .map(name -> before(play, name))
                .reduce(StepPreviewContent::common)
                .orElse(play.prompt());
        return new StepPreviewContent(messages, play, common).picture();
    }

    /** All tokens of a lane before the step. */
    private static Prefix before(OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        return lane.text().first(lane.prompt().size() + play.link().at());
    }

    private static Prefix common(Prefix one, Prefix other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.at(same) == other.at(same)) {
            same++;
        }
        return one.first(same);
    }

    private PreviewContent picture() {
        boolean samples = play.lanes().values().stream().anyMatch(lane -> lane.decoder() == Decoder.SAMPLE);
        return new PreviewContent(
                messages.say("site.name"),
                messages.say("picture.position", play.link().at() + 1),
                samples
                        ? Optional.of(messages.say(
                                "lab.draw", Numbers.share(play.draw().u())))
                        : Optional.empty(),
                common.size() == play.model().startTokens(common)
                        ? messages.say("lab.empty-prompt")
                        : onOneLine(play.model().text(common)),
                play.lanes().keySet().stream().map(this::lane).toList());
    }

    /** With line breaks as signs, and without invisible characters. */
    private static String onOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ↵ ").replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ");
    }

    private PreviewContent.Lane lane(String name) {
        Lane lane = play.lanes().get(name);
        LaneView view = LaneView.of(messages, play, name);
        Optional<ChoiceView> choice = view.choice();
        boolean greedy = lane.decoder() == Decoder.GREEDY;
        return new PreviewContent.Lane(
                view.title(),
                lane.settings().toMap().entrySet().stream()
                        .map(setting -> messages.fieldName(setting.getKey()) + " " + setting.getValue())
                        .collect(Collectors.joining(" · ")),
                greedy,
                choice.isEmpty() ? "" : own(name),
                choice.map(chosen -> play.token(name, lane.ids().get(play.link().at()))),
                choice.map(chosen -> chosen.byHand().orElse(chosen.sentence())).orElse(""),
                messages.say(greedy ? "picture.model" : "picture.sampling"),
                choice.map(chosen -> bars(chosen.rows(), greedy)).orElse(List.of()),
                view.finished().orElse(""));
    }

    /** The text before the step that the lane does not share with all others. */
    private String own(String name) {
        LanguageModel model = play.lanes().get(name).model();
        String whole = model.text(before(play, name));
        int shared = model.text(common).length();
        return onOneLine(whole.substring(Math.min(shared, whole.length())));
    }

    /**
     * The best candidates; the chosen one takes the last place if it ranks lower. Because greedy drops all but one, its bars show the
     * model's probabilities; the others show the probabilities that the draw used.
     */
    private static List<PreviewContent.Bar> bars(List<CandidateRow> rows, boolean greedy) {
        List<CandidateRow> shown = new ArrayList<>(rows.subList(0, Math.min(BARS, rows.size())));
        rows.stream().skip(BARS).filter(CandidateRow::chosen).forEach(chosen -> shown.set(BARS - 1, chosen));
        double longest = shown.stream().mapToDouble(row -> figure(row, greedy)).reduce(Double.MIN_VALUE, Math::max);
        return shown.stream()
                .map(row -> new PreviewContent.Bar(
                        row.token(),
                        figure(row, greedy) / longest,
                        greedy
                                ? row.modelProbability()
                                : row.state().equals("dropped") ? row.verdict() : row.samplingProbability(),
                        greedy && !row.chosen() ? "kept" : row.state()))
                .toList();
    }

    private static double figure(CandidateRow row, boolean greedy) {
        return greedy ? row.modelFigure() : row.samplingFigure();
    }
}
