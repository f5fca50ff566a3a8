package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * The fifth station: softmax at the last position, the choice, and the way back to the first station.
 *
 * @param sum of all exponentials
 * @param lines the largest logits, then one line for all other tokens
 * @param sentence why the token is chosen, or why none can be chosen after a finished text
 * @param settings the settings that are on, in words
 * @param step to the text with the chosen token at its end, if one can be chosen
 * @param back to the text without its last chosen token, if it has one
 * @param otherDecoder to the same text with the other decoder
 * @param play this step in the playground
 */
public record ChoiceStationView(
        StationHeader head,
        String max,
        String sum,
        List<Line> lines,
        String sentence,
        String settings,
        Optional<Chosen> chosen,
        Optional<FragmentLinks> step,
        Optional<FragmentLinks> back,
        boolean sampled,
        FragmentLinks otherDecoder,
        String play)
        implements StationView {

    private static final int LINES = 6;
    private static final String NONE = "–";

    /** @param state {@code chosen}, {@code kept}, {@code dropped} or {@code rest} */
    public record Line(
            String token,
            String logit,
            String shifted,
            String exponential,
            String probability,
            String sampling,
            String state) {

        public boolean rest() {
            return state.equals("rest");
        }
    }

    public record Chosen(String token, int id, int position) {}

    static ChoiceStationView of(OpenedInsideLink opened, StationHeader.Part part) {
        StationLinks from = part.from();
        InsideLink link = opened.link();
        Decoder decoder = link.lane().decoder();
        List<Integer> ids = opened.lane().ids();
        Optional<Step> step = opened.lastStep();
        Step scores =
                step.orElseGet(() -> OpenedInsideLink.scores(opened.model().logits(opened.text())));
        SoftmaxWork work = new SoftmaxWork(scores.logits());
        String finished = opened.lane()
                .finished()
                .map(reason -> opened.say("inside.finished." + reason.key()))
                .orElse("");
        return new ChoiceStationView(
                StationHeader.of(
                        opened,
                        part,
                        step.map(chosen -> summary(opened, chosen)).orElse(finished)),
                Numbers.logit(work.max()),
                Numbers.exponential(work.sum()),
                lines(opened, scores, work, step.stream().mapToInt(Step::chosen).findFirst()),
                step.map(chosen -> Sentences.reason(opened.messages(), decoder, chosen.reason(), opened::token))
                        .orElse(finished),
                settings(opened),
                step.map(chosen -> new Chosen(
                        opened.token(chosen.chosen()),
                        chosen.chosen(),
                        opened.text().size() + 1)),
                step.map(chosen -> from.to(link.ids(
                        Stream.concat(ids.stream(), Stream.of(chosen.chosen())).toList()))),
                ids.isEmpty() ? Optional.empty() : Optional.of(from.to(link.ids(ids.subList(0, ids.size() - 1)))),
                decoder == Decoder.SAMPLE,
                from.to(link.lane(link.lane().decoder(decoder == Decoder.GREEDY ? Decoder.SAMPLE : Decoder.GREEDY))),
                play(opened));
    }

    private static String summary(OpenedInsideLink opened, Step step) {
        return opened.say(
                "inside.choice.summary",
                opened.token(step.chosen()),
                Numbers.percent(step.model().at(step.chosen())));
    }

    /** The largest logits, the chosen token if it is not among them, and the line for everything else. */
    private static List<Line> lines(OpenedInsideLink opened, Step scores, SoftmaxWork work, OptionalInt chosen) {
        List<SoftmaxWork.Line> shown = new ArrayList<>(work.best(LINES));
        if (chosen.isPresent() && shown.stream().noneMatch(line -> line.id() == chosen.getAsInt())) {
            shown.add(work.line(chosen.getAsInt()));
        }
        List<Line> lines = new ArrayList<>();
        for (SoftmaxWork.Line line : shown) {
            lines.add(line(opened, line, scores.candidate(line.id()), chosen.equals(OptionalInt.of(line.id()))));
        }
        SoftmaxWork.Rest rest = work.everythingElse(shown);
        double sampling = scores.everythingElse(
                        shown.stream().map(line -> scores.candidate(line.id())).toList())
                .samplingProbability();
        lines.add(new Line(
                opened.say("choice.everything-else", Numbers.count(rest.count())),
                "",
                "",
                Numbers.exponential(rest.exponentials()),
                Numbers.percent(rest.probability()),
                sampling > 0 ? Numbers.percent(sampling) : NONE,
                "rest"));
        return List.copyOf(lines);
    }

    private static Line line(OpenedInsideLink opened, SoftmaxWork.Line line, Candidate candidate, boolean chosen) {
        // greedy drops all tokens except one, which the sentence explains better
        boolean kept = candidate.kept() || opened.lane().decoder() == Decoder.GREEDY;
        return new Line(
                opened.token(line.id()),
                Numbers.logit(line.logit()),
                Numbers.logit(line.shifted()),
                Numbers.exponential(line.exponential()),
                Numbers.percent(line.probability()),
                candidate.kept() ? Numbers.percent(candidate.samplingProbability()) : NONE,
                chosen ? "chosen" : kept ? "kept" : "dropped");
    }

    private static String settings(OpenedInsideLink opened) {
        Settings settings = opened.link().lane().settings();
        return Stream.concat(
                        Sentences.settings(opened.messages(), settings).stream(),
                        settings.bias().entrySet().stream()
                                .map(bias -> Sentences.bias(
                                        opened.messages(), opened.token(bias.getKey()), bias.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String play(OpenedInsideLink opened) {
        LaneLink lane = opened.link().lane();
        boolean finished = opened.lane().finished().isPresent();
        int at = finished ? Math.max(0, lane.ids().size() - 1) : lane.ids().size();
        return "/play?" + opened.play(at, Map.of("a", lane.onLinksModel())).query();
    }
}
