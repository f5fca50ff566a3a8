package logitlab.web.inside;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.decoding.explain.StepChange;
import logitlab.decoding.input.Range;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.SwitchFields;

/**
 * What is switched inside the model, and what that changes at the position looked at, for the same draw.
 *
 * @param id of its heading
 * @param form carries everything but the switches
 * @param places what is switched, each with the factors to choose from
 * @param summary whether another token is chosen
 * @param change how probable the first one still is
 * @param rows the tokens that gained most, then those that lost most
 * @param beside the playground, where the model with the switches writes next to the one without
 * @param besideLabel of the link to it
 */
public record SwitchesView(
        Messages messages,
        String id,
        PositionForm.Form form,
        List<Switched> places,
        String summary,
        String change,
        List<Row> rows,
        String beside,
        String besideLabel)
        implements View {

    private static final int TOKENS = 3;
    private static final int BESIDE = 20;

    /** A head or an MLP. @param key of the form, as in {@code switch.4.2} */
    public record Switched(String key, String name, List<Factor> factors) {}

    public record Factor(String value, String name, boolean chosen) {}

    /** @param change in percentage points, with its sign */
    public record Row(String token, String before, String after, String change) {}

    /** What is switched, in one sentence; empty if all is as trained. */
    static Optional<String> sentence(OpenedInsideLink opened) {
        List<String> switched =
                Sentences.switches(opened.messages(), opened.link().lane().switches());
        return switched.isEmpty()
                ? Optional.empty()
                : Optional.of(opened.say("switch.sentence", String.join(", ", switched)));
    }

    /**
     * @param prefix of all ids
     * @return empty if all is as trained
     */
    static Optional<SwitchesView> of(OpenedInsideLink opened, StationLinks from, String prefix) {
        Switches switches = opened.link().lane().switches();
        if (switches.isNone()) {
            return Optional.empty();
        }
        PositionForm.Form form = from.forms().apply(opened.link(), "switch").withoutBelow();
        StepChange change = change(opened);
        return Optional.of(new SwitchesView(
                opened.messages(),
                prefix + "switches",
                form,
                switches.factors().entrySet().stream()
                        .map(entry ->
                                switched(opened, form.key() + "." + entry.getKey(), entry.getKey(), entry.getValue()))
                        .toList(),
                summary(opened, change),
                probability(opened, change),
                Stream.concat(change.gained(TOKENS).stream(), change.lost(TOKENS).stream())
                        .map(token -> row(opened, token))
                        .toList(),
                "/play?" + beside(opened).query(),
                opened.say("switch.beside", switches.factors().size())));
    }

    /** The first tokens of two lanes after the prompt: the model as trained, and with the switches. */
    private static PlayLink beside(OpenedInsideLink opened) {
        LaneLink lane = opened.link().lane().onLinksModel().with(List.of());
        return opened.play(
                BESIDE - 1,
                Map.of(
                        "a",
                        lane.switches(Switches.NONE).name(Optional.of(opened.say("switch.lane.whole"))),
                        "b",
                        lane.name(Optional.of(opened.say(
                                "switch.lane.switched",
                                lane.switches().factors().size())))));
    }

    /** The choice after the position looked at, as trained and with the switches. */
    static StepChange change(OpenedInsideLink opened) {
        LanguageModel asTrained = opened.model().with(Switches.NONE);
        Prefix prefix = opened.text().first(opened.position() + 1);
        return new StepChange(
                step(opened.lane(), prefix, asTrained.logits(prefix)),
                step(opened.lane(), prefix, opened.scores().logits()));
    }

    /** @param prefix ends in the prompt or after it; the draw of a step in the prompt is the first */
    private static Step step(Lane lane, Prefix prefix, Logits logits) {
        Draw draw =
                new Draw(lane.seed(), Math.max(0, prefix.size() - lane.prompt().size()));
        return Step.of(logits, prefix, lane.decoder().stages(lane.settings()), draw);
    }

    private static Switched switched(OpenedInsideLink opened, String key, Switches.Place place, double factor) {
        Stream<Double> factors = Stream.concat(SwitchFields.FACTORS.stream(), Stream.of(factor))
                .distinct()
                .sorted();
        return new Switched(
                key,
                Sentences.place(opened.messages(), place),
                factors.map(each -> new Factor(
                                Range.plain(each), Sentences.factor(opened.messages(), each), each == factor))
                        .toList());
    }

    private static String summary(OpenedInsideLink opened, StepChange change) {
        String token = opened.token(change.before().chosen());
        int switches = opened.link().lane().switches().factors().size();
        return change.anotherChosen()
                ? opened.say(
                        "switch.other",
                        token,
                        switches,
                        opened.token(change.after().chosen()))
                : opened.say("switch.same", token, switches);
    }

    private static String probability(OpenedInsideLink opened, StepChange change) {
        int before = change.before().chosen();
        StepChange.Token chosen = change.token(before);
        return opened.say(
                "switch.log-probability",
                opened.token(before),
                Numbers.percent(chosen.before()),
                Numbers.percent(chosen.after()),
                Numbers.signed(change.logProbabilityChange()));
    }

    private static Row row(OpenedInsideLink opened, StepChange.Token token) {
        return new Row(
                opened.token(token.id()),
                Numbers.percent(token.before()),
                Numbers.percent(token.after()),
                Numbers.signed(100 * token.change()));
    }
}
