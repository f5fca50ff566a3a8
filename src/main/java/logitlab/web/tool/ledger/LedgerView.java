package logitlab.web.tool.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.explain.Ledger;
import logitlab.decoding.explain.LedgerEntry;
import logitlab.decoding.explain.LedgerEntry.Cut;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * The ledger of a lane: a row for each token that it has chosen.
 *
 * @param sentence the sums of the text
 * @param chart empty if the lane has no token yet
 * @param draws whether the lane draws; otherwise there is no side of the sampling
 * @param truncations the names of the columns of what was cut
 * @param total the sums and means of the columns
 * @param csv the address of the table as a file
 * @param hidden the link, in the form of the visitor's own text
 * @param typed the visitor's own text
 */
public record LedgerView(
        Messages messages,
        String sentence,
        Optional<LedgerChart> chart,
        boolean draws,
        List<String> truncations,
        List<Row> rows,
        Optional<Row> total,
        String csv,
        List<HiddenField> hidden,
        String typed,
        Optional<OwnText> own)
        implements View {

    private static final String TEXT = "text";
    private static final String NOTHING = "–";

    /**
     * One token, or the last row.
     *
     * @param link of the step
     * @param here whether it is the step looked at
     * @param cuts model and adjusted probability that each truncation dropped
     */
    public record Row(
            String number,
            String link,
            boolean here,
            String token,
            String modelLog,
            String samplingLog,
            List<String> cuts,
            String modelEntropy,
            String samplingEntropy,
            String surprisal,
            String perplexity) {}

    /** The ledger of a lane's text. */
    public static Ledger ledger(Lane lane) {
        return new Ledger(IntStream.range(0, lane.ids().size())
                .mapToObj(at -> LedgerEntry.of(lane.step(at), lane.ids().get(at)))
                .toList());
    }

    /** The truncations that drop tokens before a draw: none of a lane that makes no draw. */
    public static List<String> truncations(Lane lane, Ledger ledger) {
        return lane.decoder().draws() ? List.copyOf(ledger.truncations()) : List.of();
    }

    /** @throws logitlab.decoding.input.InvalidValueException naming {@code text}, if the visitor's own text cannot be read */
    public static LedgerView of(Messages messages, OpenedTool opened) {
        Lane lane = opened.lane();
        ToolLink link = opened.link();
        Ledger ledger = ledger(lane);
        List<String> truncations = truncations(lane, ledger);
        List<Double> perplexities = ledger.perplexities();
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < perplexities.size(); at++) {
            rows.add(row(opened, at, ledger.entries().get(at), truncations, perplexities.get(at)));
        }
        String typed = link.own().getOrDefault(TEXT, "");
        return new LedgerView(
                messages,
                rows.isEmpty()
                        ? messages.say("ledger.empty")
                        : sentence(messages, lane.decoder(), ledger, perplexities),
                rows.isEmpty() ? Optional.empty() : Optional.of(chart(messages, ledger, perplexities)),
                lane.decoder().draws(),
                truncations.stream().map(messages::fieldName).toList(),
                List.copyOf(rows),
                rows.isEmpty() ? Optional.empty() : Optional.of(total(messages, ledger, truncations, perplexities)),
                "/play/ledger.csv?" + Query.format(file(link)),
                HiddenField.of(link.toMap(), key -> !key.equals(TEXT)),
                typed,
                typed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(OwnText.of(messages, opened.model(), Query.text(typed))));
    }

    private static Map<String, String> file(ToolLink link) {
        Map<String, String> values = link.toMap();
        values.remove(TEXT);
        return values;
    }

    private static Row row(OpenedTool opened, int at, LedgerEntry entry, List<String> truncations, double perplexity) {
        PlayLink step = opened.link().play().at(at);
        return new Row(
                Integer.toString(at + 1),
                "/play?" + step.query(),
                at == opened.at(),
                TokenText.visible(opened.model().tokenizer().token(entry.id())),
                logProbability(entry.modelLogProbability()),
                logProbability(entry.samplingLogProbability()),
                truncations.stream().map(entry::cut).map(LedgerView::cut).toList(),
                Numbers.nats(entry.modelEntropy()),
                Numbers.nats(entry.samplingEntropy()),
                surprisal(entry.surprisal()),
                perplexity(perplexity));
    }

    private static String cut(Cut cut) {
        return cut.model() == 0 && cut.adjusted() == 0
                ? NOTHING
                : Numbers.percent(cut.model()) + " / " + Numbers.percent(cut.adjusted());
    }

    /** Never 0 for a token that was not certain. */
    static String logProbability(double nats) {
        return nats < 0 && nats > -0.005 ? "> −0.01" : Numbers.logit(nats);
    }

    private static String surprisal(double nats) {
        return Double.isInfinite(nats) ? "∞" : Numbers.surprise(nats);
    }

    private static String perplexity(double perplexity) {
        return Double.isInfinite(perplexity) ? "∞" : Numbers.perplexity(perplexity);
    }

    private static Row total(Messages messages, Ledger ledger, List<String> truncations, List<Double> perplexities) {
        return new Row(
                messages.say("ledger.total"),
                "",
                false,
                "",
                Numbers.logit(ledger.modelLogProbability()),
                Numbers.logit(ledger.samplingLogProbability()),
                truncations.stream()
                        .map(name -> cut(new Cut(
                                ledger.mean(entry -> entry.cut(name).model()),
                                ledger.mean(entry -> entry.cut(name).adjusted()))))
                        .toList(),
                Numbers.nats(ledger.mean(LedgerEntry::modelEntropy)),
                Numbers.nats(ledger.mean(LedgerEntry::samplingEntropy)),
                surprisal(ledger.mean(LedgerEntry::surprisal)),
                perplexity(perplexities.get(perplexities.size() - 1)));
    }

    private static String sentence(Messages messages, Decoder decoder, Ledger ledger, List<Double> perplexities) {
        return messages.say(
                decoder.draws() ? "ledger.sentence" : "ledger.sentence." + decoder.key(),
                perplexities.size(),
                Numbers.logit(ledger.modelLogProbability()),
                Numbers.logit(ledger.samplingLogProbability()),
                perplexity(perplexities.get(perplexities.size() - 1)));
    }

    private static LedgerChart chart(Messages messages, Ledger ledger, List<Double> perplexities) {
        return LedgerChart.of(
                ledger.entries().stream().map(LedgerEntry::surprisal).toList(),
                ledger.entries().stream().map(LedgerEntry::modelEntropy).toList(),
                perplexities.stream().map(Math::log).toList(),
                messages.say("ledger.chart.label", perplexities.size()));
    }
}
