package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import logitlab.decoding.Candidate;
import logitlab.decoding.EverythingElse;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * One row of the candidates' table: the words that people read, and the bare figures that the charts are drawn from.
 *
 * @param state {@code chosen}, {@code kept}, {@code dropped} or {@code rest}
 */
public record Row(
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
        double samplingFigure) {

    private static final String NONE = "–";

    /** The rows of the candidates shown; {@code taken} is marked as the chosen one. */
    static List<Row> all(List<Candidate> shown, int taken, IntFunction<String> tokenOf) {
        List<String> model =
                Numbers.percents(shown.stream().map(Candidate::modelProbability).toList());
        List<String> sampling = Numbers.percents(
                shown.stream().map(Candidate::samplingProbability).toList());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Candidate candidate = shown.get(i);
            rows.add(new Row(
                    Integer.toString(candidate.rank()),
                    tokenOf.apply(candidate.id()),
                    Integer.toString(candidate.id()),
                    Numbers.logit(candidate.logit()),
                    model.get(i),
                    Numbers.logit(candidate.adjustedLogit()),
                    verdict(candidate, candidate.id() == taken),
                    candidate.kept() ? sampling.get(i) : NONE,
                    candidate.cumulative().isPresent()
                            ? Numbers.percent(candidate.cumulative().getAsDouble())
                            : NONE,
                    candidate.id() == taken ? "chosen" : candidate.kept() ? "kept" : "dropped",
                    Double.isInfinite(candidate.logit()) ? "" : Double.toString(candidate.logit()),
                    candidate.modelProbability(),
                    candidate.samplingProbability()));
        }
        return List.copyOf(rows);
    }

    private static String verdict(Candidate candidate, boolean taken) {
        Messages messages = Messages.ENGLISH;
        if (taken) {
            return messages.say("verdict.chosen");
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
    static Row of(EverythingElse rest) {
        return new Row(
                "",
                Messages.ENGLISH.say("choice.everything-else", Numbers.count(rest.count())),
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
                rest.samplingProbability());
    }

    public boolean chosen() {
        return state.equals("chosen");
    }

    public boolean rest() {
        return state.equals("rest");
    }
}
