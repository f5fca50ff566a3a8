package logitlab.web.inside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.Query;
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
public record NextView(
        Head head,
        String max,
        String sum,
        List<Line> lines,
        String sentence,
        String settings,
        Optional<Chosen> chosen,
        Optional<Way> step,
        Optional<Way> back,
        boolean sampled,
        Way otherDecoder,
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

    static NextView of(Look look, Head.Part part) {
        Way.From from = part.from();
        InsideLink link = look.link();
        Decoder decoder = link.lane().decoder();
        List<Integer> ids = look.lane().ids();
        Optional<Step> step = look.lastStep();
        Step scores = step.orElseGet(() -> Look.scores(look.model().logits(look.text())));
        SoftmaxWork work = SoftmaxWork.of(scores.logits());
        String finished = look.lane()
                .finished()
                .map(finish -> look.say("inside.finished." + finish.word()))
                .orElse("");
        return new NextView(
                Head.of(look, part, step.map(chosen -> summary(look, chosen)).orElse(finished)),
                Numbers.logit(work.max()),
                Numbers.exponential(work.sum()),
                lines(look, scores, work, step.stream().mapToInt(Step::chosen).findFirst()),
                step.map(chosen -> Sentences.reason(look.messages(), decoder, chosen.reason(), look::token))
                        .orElse(finished),
                settings(look),
                step.map(chosen -> new Chosen(
                        look.token(chosen.chosen()),
                        chosen.chosen(),
                        look.text().size() + 1)),
                step.map(chosen -> from.to(link.ids(
                        Stream.concat(ids.stream(), Stream.of(chosen.chosen())).toList()))),
                ids.isEmpty() ? Optional.empty() : Optional.of(from.to(link.ids(ids.subList(0, ids.size() - 1)))),
                decoder == Decoder.SAMPLE,
                from.to(link.lane(link.lane().decoder(decoder == Decoder.GREEDY ? Decoder.SAMPLE : Decoder.GREEDY))),
                play(look));
    }

    private static String summary(Look look, Step step) {
        return look.say(
                "inside.choice.summary",
                look.token(step.chosen()),
                Numbers.percent(step.model().at(step.chosen())));
    }

    /** The largest logits, the chosen token if it is not among them, and the line for everything else. */
    private static List<Line> lines(Look look, Step scores, SoftmaxWork work, OptionalInt chosen) {
        List<SoftmaxWork.Line> shown = new ArrayList<>(work.best(LINES));
        if (chosen.isPresent() && shown.stream().noneMatch(line -> line.id() == chosen.getAsInt())) {
            shown.add(work.line(chosen.getAsInt()));
        }
        List<Line> lines = new ArrayList<>();
        for (SoftmaxWork.Line line : shown) {
            lines.add(line(look, line, scores.candidate(line.id()), chosen.equals(OptionalInt.of(line.id()))));
        }
        SoftmaxWork.Rest rest = work.everythingElse(shown);
        double sampling = scores.everythingElse(
                        shown.stream().map(line -> scores.candidate(line.id())).toList())
                .samplingProbability();
        lines.add(new Line(
                look.say("choice.everything-else", Numbers.count(rest.count())),
                "",
                "",
                Numbers.exponential(rest.exponentials()),
                Numbers.percent(rest.probability()),
                sampling > 0 ? Numbers.percent(sampling) : NONE,
                "rest"));
        return List.copyOf(lines);
    }

    private static Line line(Look look, SoftmaxWork.Line line, Candidate candidate, boolean chosen) {
        // greedy drops all tokens except one, which the sentence explains better
        boolean kept = candidate.kept() || look.lane().decoder() == Decoder.GREEDY;
        return new Line(
                look.token(line.id()),
                Numbers.logit(line.logit()),
                Numbers.logit(line.shifted()),
                Numbers.exponential(line.exponential()),
                Numbers.percent(line.probability()),
                candidate.kept() ? Numbers.percent(candidate.samplingProbability()) : NONE,
                chosen ? "chosen" : kept ? "kept" : "dropped");
    }

    private static String settings(Look look) {
        return look.link().lane().settings().toMap().entrySet().stream()
                .map(setting -> look.messages().fieldName(setting.getKey()) + "\u00a0" + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String play(Look look) {
        LaneLink lane = look.link().lane();
        boolean finished = look.lane().finished().isPresent();
        int at = finished ? Math.max(0, lane.ids().size() - 1) : lane.ids().size();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("v", "1");
        parameters.put("model", look.model().id());
        lane.digest().ifPresent(digest -> parameters.put("digest", digest));
        parameters.put("prompt", look.link().prompt());
        parameters.put("seed", Long.toString(look.link().seed()));
        parameters.put("at", Integer.toString(at));
        lane.toMap().forEach((key, value) -> {
            if (!key.equals("model") && !key.equals("digest")) {
                parameters.put(key.isEmpty() ? "a" : "a." + key, value);
            }
        });
        return "/play?" + Query.format(parameters);
    }
}
