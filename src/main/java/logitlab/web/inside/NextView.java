package logitlab.web.inside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.SoftmaxWork;
import logitlab.decoding.Step;
import logitlab.web.LaneLink;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Query;
import logitlab.web.Sentences;

/**
 * The fifth station: softmax at the last position, the choice, and the way back to the first station.
 *
 * @param sum of all exponentials
 * @param rest the line for all tokens that the table leaves out
 * @param sentence why the token is chosen; why none can be, where the text is finished
 * @param settings the settings that are on, in words
 * @param step to the text with the chosen token at its end, where one can be chosen
 * @param back to the text without its last chosen token, where it has one
 * @param otherDecoder to the same with the other decoder
 * @param play this step in the playground
 */
public record NextView(
        Head head,
        String max,
        String sum,
        List<Line> lines,
        Line rest,
        String sentence,
        String settings,
        Optional<Chosen> chosen,
        Optional<Way> step,
        Optional<Way> back,
        String decoder,
        Way otherDecoder,
        String play)
        implements StationView {

    private static final int LINES = 6;

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
        Last last = Last.of(look);
        SoftmaxWork work = SoftmaxWork.of(last.scores().logits());
        List<SoftmaxWork.Line> shown = shown(last, work);
        InsideLink link = look.link();
        List<Integer> ids = look.lane().ids();
        return new NextView(
                Head.of(look, part, summary(look, last)),
                Numbers.logit(work.max()),
                Numbers.exponential(work.sum()),
                shown.stream().map(line -> line(look, last, line)).toList(),
                rest(last, work, shown),
                sentence(look, last),
                settings(link),
                last.step()
                        .map(step -> new Chosen(
                                look.token(step.chosen()),
                                step.chosen(),
                                look.text().size() + 1)),
                last.step().map(step -> from.to(link.ids(plus(ids, step.chosen())))),
                ids.isEmpty() ? Optional.empty() : Optional.of(from.to(link.ids(ids.subList(0, ids.size() - 1)))),
                link.lane().decoder().word(),
                from.to(link.lane(link.lane().decoder(other(link.lane().decoder())))),
                play(look));
    }

    /** The last position: its scores, and the step that chooses there, where the text is not finished. */
    private record Last(Step scores, Optional<Step> step) {

        static Last of(Look look) {
            if (look.lane().finished().isEmpty()) {
                Step step = look.lane().step(look.lane().ids().size());
                return new Last(step, Optional.of(step));
            }
            return new Last(Look.scores(look.model(), look.text()), Optional.empty());
        }

        OptionalInt chosen() {
            return step.isPresent() ? OptionalInt.of(step.get().chosen()) : OptionalInt.empty();
        }
    }

    private static String summary(Look look, Last last) {
        return last.step()
                .map(step -> Messages.ENGLISH.say(
                        "inside.choice.summary",
                        look.token(step.chosen()),
                        Numbers.percent(step.model().at(step.chosen()))))
                .orElseGet(() -> finished(look));
    }

    private static String sentence(Look look, Last last) {
        return last.step()
                .map(step -> Sentences.reason(Messages.ENGLISH, look.lane().decoder(), step.reason(), look::token))
                .orElseGet(() -> finished(look));
    }

    private static String finished(Look look) {
        return look.lane()
                .finished()
                .map(finish -> Messages.ENGLISH.say("inside.finished." + finish.word()))
                .orElse("");
    }

    /** The largest logits, and the chosen token where it is not among them. */
    private static List<SoftmaxWork.Line> shown(Last last, SoftmaxWork work) {
        List<SoftmaxWork.Line> shown = new ArrayList<>(work.best(LINES));
        last.chosen().ifPresent(chosen -> {
            if (shown.stream().noneMatch(line -> line.id() == chosen)) {
                shown.add(work.line(chosen));
            }
        });
        return List.copyOf(shown);
    }

    private static Line line(Look look, Last last, SoftmaxWork.Line line) {
        Candidate candidate = last.scores().candidate(line.id());
        boolean chosen = last.chosen().equals(OptionalInt.of(line.id()));
        return new Line(
                look.token(line.id()),
                Numbers.logit(line.logit()),
                Numbers.logit(line.shifted()),
                Numbers.exponential(line.exponential()),
                Numbers.percent(line.probability()),
                candidate.kept() ? Numbers.percent(candidate.samplingProbability()) : "–",
                // greedy drops all but one, which its sentence says better
                chosen ? "chosen" : candidate.kept() || look.lane().decoder() == Decoder.GREEDY ? "kept" : "dropped");
    }

    private static Line rest(Last last, SoftmaxWork work, List<SoftmaxWork.Line> shown) {
        SoftmaxWork.Rest rest = work.everythingElse(shown);
        double sampling = last.scores()
                .everythingElse(shown.stream()
                        .map(line -> last.scores().candidate(line.id()))
                        .toList())
                .samplingProbability();
        return new Line(
                Messages.ENGLISH.say("choice.everything-else", Numbers.count(rest.count())),
                "",
                "",
                Numbers.exponential(rest.exponentials()),
                Numbers.percent(rest.probability()),
                sampling > 0 ? Numbers.percent(sampling) : "–",
                "rest");
    }

    private static List<Integer> plus(List<Integer> ids, int chosen) {
        List<Integer> more = new ArrayList<>(ids);
        more.add(chosen);
        return more;
    }

    private static Decoder other(Decoder decoder) {
        return decoder == Decoder.GREEDY ? Decoder.SAMPLE : Decoder.GREEDY;
    }

    private static String settings(InsideLink link) {
        return link.lane().settings().toMap().entrySet().stream()
                .map(setting -> Messages.ENGLISH.fieldName(setting.getKey()) + "\u00a0" + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String play(Look look) {
        LaneLink lane = look.link().lane();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("v", "1");
        words.put("model", look.model().id());
        lane.digest().ifPresent(digest -> words.put("digest", digest));
        words.put("prompt", look.link().prompt());
        words.put("seed", Long.toString(look.link().seed()));
        words.put(
                "at",
                Integer.toString(
                        look.lane().finished().isPresent()
                                ? Math.max(0, lane.ids().size() - 1)
                                : lane.ids().size()));
        lane.toMap().forEach((key, word) -> {
            if (key.isEmpty()) {
                words.put("a", word);
            } else if (!key.equals("model") && !key.equals("digest")) {
                words.put("a." + key, word);
            }
        });
        return "/play?" + Query.format(words);
    }

    /** All lines, the one for everything else last. */
    public List<Line> allLines() {
        List<Line> all = new ArrayList<>(lines);
        all.add(rest);
        return all;
    }

    public boolean sampled() {
        return decoder.equals("sample");
    }
}
