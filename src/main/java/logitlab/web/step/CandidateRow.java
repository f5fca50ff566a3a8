package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.web.Messages;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * One row of the candidates' table: the texts that people read, and the bare numbers that the charts are drawn from.
 *
 * @param special whether it is a special token
 * @param bill of its logit, if the model shows one
 * @param choosing the button that chooses it by hand; empty for the token in the text, and outside the playground
 * @param byHand whether it is in the text because a person chose it
 * @param state {@code chosen}, {@code kept}, {@code dropped} or {@code rest}
 */
public record CandidateRow(
        String rank,
        String token,
        String id,
        String logit,
        String modelProbability,
        String adjustedLogit,
        String verdict,
        String samplingProbability,
        String cumulative,
        String state,
        String logitFigure,
        double modelFigure,
        double samplingFigure,
        Bar bar,
        boolean special,
        Optional<BillLinks.Link> bill,
        Optional<Choosing> choosing,
        boolean byHand) {

    /**
     * A button that chooses a token by hand, or lets the draw choose again.
     *
     * @param label what it does
     * @param value of the form's field {@code choose}
     */
    public record Choosing(String label, String value) {

        static Choosing of(Messages messages, LaneStep lane, int id) {
            return id == lane.step().chosen()
                    ? new Choosing(messages.say("choose.draw." + lane.decoder().key()), lane.lane() + ".draw")
                    : new Choosing(messages.say("choose.token", lane.token(id)), lane.lane() + "." + id);
        }
    }

    /**
     * The two bars of a token: above the model's, below what the settings made of it.
     *
     * @param model its length in percent of the axis, as is {@code sampling}
     * @param kept whether the draw can fall on the token
     * @param torn whether the lower one goes on beyond the axis
     */
    public record Bar(String model, String sampling, boolean kept, boolean torn) {

        private static final Bar NONE = new Bar("0", "0", true, false);

        private static Bar of(Candidate candidate, BarAxis axis) {
            return new Bar(
                    axis.length(candidate.modelProbability()),
                    axis.length(candidate.samplingProbability()),
                    candidate.kept(),
                    axis.exceededBy(candidate.samplingProbability()));
        }
    }

    private static final String NONE = "–";

    /** The rows of the candidates shown. @param choosable whether they can be chosen by hand */
    static List<CandidateRow> all(
            Messages messages, List<Candidate> shown, LaneStep lane, BarAxis axis, boolean choosable) {
        List<String> model =
                Numbers.percents(shown.stream().map(Candidate::modelProbability).toList());
        List<String> sampling = Numbers.percents(
                shown.stream().map(Candidate::samplingProbability).toList());
        List<CandidateRow> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Candidate candidate = shown.get(i);
            boolean taken = candidate.id() == lane.taken();
            rows.add(new CandidateRow(
                    Sentences.rank(messages, candidate.rank()),
                    lane.token(candidate.id()),
                    Integer.toString(candidate.id()),
                    Numbers.logit(candidate.logit()),
                    model.get(i),
                    Numbers.logit(candidate.adjustedLogit()),
                    verdict(messages, lane, candidate),
                    candidate.kept() ? sampling.get(i) : NONE,
                    candidate.cumulative().isPresent()
                            ? Numbers.percent(candidate.cumulative().getAsDouble())
                            : NONE,
                    taken ? "chosen" : candidate.kept() ? "kept" : "dropped",
                    Double.isInfinite(candidate.logit()) ? "" : Double.toString(candidate.logit()),
                    candidate.modelProbability(),
                    candidate.samplingProbability(),
                    Bar.of(candidate, axis),
                    lane.special().test(candidate.id()),
                    lane.bills().to(candidate.id(), lane.token(candidate.id())),
                    choosable && !taken ? Optional.of(Choosing.of(messages, lane, candidate.id())) : Optional.empty(),
                    taken && lane.forced()));
        }
        return List.copyOf(rows);
    }

    private static String verdict(Messages messages, LaneStep lane, Candidate candidate) {
        Decoder decoder = lane.decoder();
        if (candidate.id() == lane.taken()) {
            return messages.say(lane.forced() ? "verdict.by-hand" : "verdict.chosen");
        }
        if (lane.forced() && candidate.id() == lane.step().chosen()) {
            return messages.say(decoder.draws() ? "verdict.drawn" : "verdict.largest");
        }
        if (!decoder.draws()) {
            return messages.say("verdict.not-chosen");
        }
        if (candidate.kept()) {
            return messages.say("verdict.kept");
        }
        return candidate
                .droppedBy()
                .map(rule -> messages.say("verdict.dropped." + rule))
                .orElseGet(() -> messages.say("verdict.banned"));
    }

    /** The last row: everything that the table leaves out. */
    static CandidateRow of(Messages messages, EverythingElse rest) {
        return new CandidateRow(
                "",
                messages.say("choice.everything-else", Numbers.count(rest.count())),
                "",
                "",
                Numbers.percent(rest.modelProbability()),
                "",
                "",
                rest.samplingProbability() > 0 ? Numbers.percent(rest.samplingProbability()) : NONE,
                "",
                "rest",
                "",
                rest.modelProbability(),
                rest.samplingProbability(),
                Bar.NONE,
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public boolean chosen() {
        return state.equals("chosen");
    }

    public boolean rest() {
        return state.equals("rest");
    }
}
