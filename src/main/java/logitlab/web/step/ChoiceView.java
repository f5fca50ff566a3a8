package logitlab.web.step;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Histogram;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.TableShape;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * The choice of one token: why it was chosen, and the candidates.
 *
 * @param lane what its ids in the page begin with
 * @param sampled whether settings may drop candidates; greedy decoding only chooses one
 * @param byHand says that these settings choose a different token, if that is so and the link does not mark it as chosen by hand
 * @param undo the button that lets the draw choose again, if the token is marked as chosen by hand
 * @param facts how many tokens the draw could fall on, and the entropy; empty for greedy decoding in a lesson
 * @param logits the chart of the logits; empty in the playground, which has one of all lanes
 * @param probabilities the chart of the probabilities; empty for greedy decoding in a lesson, which looks at the logits alone
 * @param axis of the bars
 * @param allColumns whether rank, id and cumulative probability are shown
 * @param adjusted whether the adjusted logits are shown
 * @param rows the candidates
 * @param everythingElse the row for the tokens that the table leaves out, if any
 */
public record ChoiceView(
        Messages messages,
        String lane,
        String title,
        String sentence,
        boolean sampled,
        Optional<String> byHand,
        Optional<CandidateRow.Choosing> undo,
        Optional<String> facts,
        Optional<LogitsChart> logits,
        Optional<BarPicture> probabilities,
        BarAxis axis,
        boolean allColumns,
        boolean adjusted,
        List<CandidateRow> rows,
        Optional<CandidateRow> everythingElse)
        implements View {

    /**
     * A chart of the logits in the table.
     *
     * @param others a histogram of the logits that the table leaves out
     * @param sentence the same as a sentence
     */
    public record LogitsChart(BarPicture picture, Histogram others, String sentence) {

        private static final int MOST_BINS = 48;

        private static LogitsChart of(Messages messages, Step step, List<Candidate> shown, List<CandidateRow> rows) {
            Histogram others = Histogram.of(step, shown, MOST_BINS);
            return new LogitsChart(
                    BarPicture.ofLogits(rows, others),
                    others,
                    others.counts().isEmpty()
                            ? ""
                            : messages.say(
                                    "chart.others",
                                    Numbers.count(step.everythingElse(shown).count()),
                                    Numbers.logit(others.from()),
                                    Numbers.logit(others.to())));
        }

        /** The outline of the histogram, for the script that draws it: the start and the count of each bin, and the end of the last. */
        public String outline() {
            return IntStream.range(0, others.counts().size())
                    .mapToObj(bin -> others.from() + bin * others.width() + ":"
                            + others.counts().get(bin))
                    .collect(Collectors.joining(" ", "", " " + others.to() + ":0"));
        }
    }

    /** The choice of a lane. @param all the lanes whose bars have the same axis */
    static ChoiceView of(Messages messages, LaneStep lane, List<LaneStep> all, TableShape table) {
        return of(messages, lane, table, BarAxis.of(all, table.rows()), false);
    }

    /**
     * The choice of any step, for a lesson. Greedy decoding has neither a draw nor intervals there, and the adjusted logits show only
     * where a setting moved one of them.
     *
     * @param lane what its ids in the page begin with
     * @param taken the token in the text
     * @param forced whether the link says that a person chose it
     * @param bills lead to the bills of the candidates
     */
    public static ChoiceView of(
            Messages messages,
            String lane,
            String title,
            Decoder decoder,
            Step step,
            int taken,
            boolean forced,
            int rows,
            IntFunction<String> tokenOf,
            BillLinks bills) {
        LaneStep only = new LaneStep(lane, title, decoder, step, taken, forced, tokenOf, id -> false, bills);
        boolean drawn = decoder.draws();
        return of(messages, only, new TableShape(rows, drawn), BarAxis.of(List.of(only), rows), true);
    }

    private static ChoiceView of(Messages messages, LaneStep lane, TableShape table, BarAxis axis, boolean withLogits) {
        Step step = lane.step();
        List<Candidate> shown = lane.shown(table.rows());
        EverythingElse rest = step.everythingElse(shown);
        List<CandidateRow> rows = CandidateRow.all(messages, shown, lane, axis, !withLogits);
        boolean drawn = !withLogits || lane.decoder().draws();
        boolean moved = withLogits && shown.stream().anyMatch(row -> row.adjustedLogit() != row.logit());
        return new ChoiceView(
                messages,
                lane.lane(),
                lane.title(),
                lane.reason(messages),
                lane.decoder().draws(),
                lane.forced() || !lane.byHand()
                        ? Optional.empty()
                        : Optional.of(
                                messages.say("choice.by-hand", lane.token(lane.taken()), lane.token(step.chosen()))),
                lane.forced() ? Optional.of(CandidateRow.Choosing.of(messages, lane, step.chosen())) : Optional.empty(),
                drawn ? Optional.of(facts(messages, lane)) : Optional.empty(),
                withLogits ? Optional.of(LogitsChart.of(messages, step, shown, rows)) : Optional.empty(),
                drawn ? Optional.of(BarPicture.ofProbabilities(rows, axis)) : Optional.empty(),
                axis,
                table.allColumns(),
                table.allColumns() || moved,
                rows,
                rest.count() == 0 ? Optional.empty() : Optional.of(CandidateRow.of(messages, rest)));
    }

    private static String facts(Messages messages, LaneStep lane) {
        Step step = lane.step();
        String entropy = Numbers.logit(step.entropy());
        return lane.decoder().draws()
                ? messages.say(
                        "choice.facts",
                        Numbers.count(step.kept()),
                        Numbers.count(step.logits().size()),
                        entropy)
                : messages.say("choice.facts." + lane.decoder().key(), entropy);
    }

    /** Where the axis of the bars ends, such as 50%. */
    public String axisEnd() {
        return axis.label();
    }

    /** The same, for the script that draws the chart. */
    public double axisFigure() {
        return axis.end();
    }

    /** Whether a token can be chosen by hand. */
    public boolean choosable() {
        return rows.stream().anyMatch(row -> row.choosing().isPresent());
    }

    /** All rows, the one for everything else last. */
    public List<CandidateRow> allRows() {
        return Stream.concat(rows.stream(), everythingElse.stream()).toList();
    }
}
