package logitlab.web.play;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;

/**
 * One lane of a {@link Picture}.
 *
 * @param text what this lane alone has before the step, where the lanes have parted
 * @param token the chosen one; empty where the lane had finished before this step
 * @param reason why it was chosen, or that it was by hand
 * @param figures which probability the bars stand for
 * @param bars the best candidates, and the one that the settings choose
 * @param finished why the lane has no token here, else empty
 */
record PictureLane(
        String name,
        String settings,
        boolean greedy,
        String text,
        Optional<String> token,
        String reason,
        String figures,
        List<Bar> bars,
        String finished) {

    private static final int BARS = 4;

    /**
     * One candidate.
     *
     * @param length of the bar, 1 for the longest
     * @param figure the probability, or what dropped it
     * @param state {@code chosen}, {@code kept} or {@code dropped}
     */
    record Bar(String token, double length, String figure, String state) {

        boolean chosen() {
            return state.equals("chosen");
        }

        boolean dropped() {
            return state.equals("dropped");
        }
    }

    static PictureLane of(Play play, String name, Prefix common) {
        Messages messages = Messages.ENGLISH;
        Lane lane = play.lanes().get(name);
        LaneView view = LaneView.of(messages, play, name);
        boolean greedy = lane.decoder() == Decoder.GREEDY;
        return new PictureLane(
                view.title(),
                lane.settings().toMap().entrySet().stream()
                        .map(setting -> messages.fieldName(setting.getKey()) + " " + setting.getValue())
                        .collect(Collectors.joining(" · ")),
                greedy,
                view.choice().isEmpty() ? "" : own(play, name, common),
                view.choice()
                        .map(choice ->
                                play.token(name, lane.ids().get(play.link().at()))),
                view.choice()
                        .map(choice -> choice.byHand().orElse(choice.sentence()))
                        .orElse(""),
                messages.say(greedy ? "picture.model" : "picture.sampling"),
                view.choice().map(choice -> bars(shown(choice.rows()), greedy)).orElse(List.of()),
                view.finished().orElse(""));
    }

    private static String own(Play play, String name, Prefix common) {
        LanguageModel model = play.lanes().get(name).model();
        String whole = model.text(Picture.before(play, name));
        String shared = model.text(common);
        return Picture.onOneLine(whole.substring(Math.min(shared.length(), whole.length())));
    }

    /** The best ones; the chosen one takes the last place where it ranks lower. */
    private static List<Row> shown(List<Row> rows) {
        List<Row> best = rows.subList(0, Math.min(BARS, rows.size()));
        Optional<Row> lower = rows.stream()
                .skip(BARS)
                .filter(row -> row.state().equals("chosen"))
                .findFirst();
        return lower.map(row -> Stream.concat(best.stream().limit(BARS - 1), Stream.of(row))
                        .toList())
                .orElse(best);
    }

    /** Greedy drops all but one, so its bars are the model's probabilities; the others are those that the draw fell on. */
    private static List<Bar> bars(List<Row> rows, boolean greedy) {
        double longest = rows.stream().mapToDouble(row -> figure(row, greedy)).reduce(Double.MIN_VALUE, Math::max);
        return rows.stream()
                .map(row -> new Bar(
                        row.token(),
                        figure(row, greedy) / longest,
                        greedy
                                ? row.modelProbability()
                                : row.state().equals("dropped") ? row.verdict() : row.samplingProbability(),
                        greedy && !row.state().equals("chosen") ? "kept" : row.state()))
                .toList();
    }

    private static double figure(Row row, boolean greedy) {
        return greedy ? row.modelFigure() : row.samplingFigure();
    }
}
