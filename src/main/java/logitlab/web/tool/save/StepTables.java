package logitlab.web.tool.save;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Ledger;
import logitlab.decoding.explain.LedgerEntry;
import logitlab.model.Lane;
import logitlab.model.text.Token;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.ledger.LedgerView;

/** The tables that can be saved: all candidates of a step, and the ledger of a lane. */
final class StepTables {

    /** The most candidates in a table; a larger vocabulary has a last row for everything else, without an id. */
    static final int MOST_ROWS = 65_536;

    private static final List<String> CANDIDATES = List.of(
            "rank",
            "id",
            "token",
            "bytes",
            "logit",
            "model_probability",
            "adjusted_logit",
            "kept",
            "dropped_by",
            "sampling_probability",
            "cumulative",
            "chosen");

    private StepTables() {}

    /** Every token of the vocabulary in rank order. @param opened whose lane has taken the step */
    static DataTable candidates(OpenedTool opened) {
        Lane lane = opened.lane();
        Step step = lane.step(opened.at());
        int taken = lane.ids().get(opened.at());
        List<Candidate> shown = step.best(MOST_ROWS);
        List<List<Object>> rows = new ArrayList<>();
        for (Candidate candidate : shown) {
            Token token = opened.model().tokenizer().token(candidate.id());
            rows.add(Arrays.asList(
                    candidate.rank(),
                    candidate.id(),
                    token.text(),
                    token.hex(),
                    candidate.logit(),
                    candidate.modelProbability(),
                    candidate.adjustedLogit(),
                    candidate.kept(),
                    candidate.droppedBy().orElse(null),
                    candidate.samplingProbability(),
                    orNull(candidate.cumulative()),
                    candidate.id() == taken));
        }
        EverythingElse rest = step.everythingElse(shown);
        if (rest.count() > 0) {
            rows.add(Arrays.asList(
                    null,
                    null,
                    null,
                    null,
                    null,
                    rest.modelProbability(),
                    null,
                    null,
                    null,
                    rest.samplingProbability(),
                    null,
                    false));
        }
        return new DataTable(CANDIDATES, rows);
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    /** The ledger of the lane: one row for each token; without what was sampled from if the lane makes no draw. */
    static DataTable ledger(OpenedTool opened) {
        Lane lane = opened.lane();
        Ledger ledger = LedgerView.ledger(lane);
        List<String> truncations = LedgerView.truncations(lane, ledger);
        List<Double> perplexities = ledger.perplexities();
        List<String> columns = Stream.concat(
                        Stream.of(
                                "step",
                                "id",
                                "token",
                                "bytes",
                                "draw",
                                "surprisal_nats",
                                "perplexity",
                                "model_log_probability",
                                "sampling_log_probability",
                                "model_entropy_nats",
                                "sampling_entropy_nats"),
                        truncations.stream()
                                .map(name -> "cut_by_" + name.replace('-', '_'))
                                .flatMap(name -> Stream.of(name + "_model", name + "_adjusted")))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        for (LedgerEntry entry : ledger.entries()) {
            int at = rows.size();
            Token token = opened.model().tokenizer().token(entry.id());
            List<Object> row = new ArrayList<>(Arrays.asList(
                    at,
                    entry.id(),
                    token.text(),
                    token.hex(),
                    new Draw(lane.seed(), at).u(),
                    entry.surprisal(),
                    perplexities.get(at),
                    entry.modelLogProbability(),
                    lane.decoder().draws() ? entry.samplingLogProbability() : null,
                    entry.modelEntropy(),
                    lane.decoder().draws() ? entry.samplingEntropy() : null));
            truncations.stream().map(entry::cut).forEach(cut -> row.addAll(List.of(cut.model(), cut.adjusted())));
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }
}
