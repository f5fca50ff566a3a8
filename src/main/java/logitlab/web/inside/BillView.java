package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;
import logitlab.model.Vector;
import logitlab.model.explain.Bill;
import logitlab.model.explain.BillPair;
import logitlab.model.explain.Missing;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.inside.drawing.BillBars;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * The bill of a logit in the fourth station: which token, against which other, and what each part of the model added.
 *
 * @param target the form whose buttons change the token
 * @param against the form of the other token
 * @param switching the form that switches parts off
 * @param targets the tokens whose bill can be opened
 * @param others the tokens to compare it with; empty without a bill
 * @param shown the bill, if the link asks for one and the model shows its parts
 * @param missing sentences about what the model does not show, if the link asks for a bill
 * @param play the step that follows the position, in the playground; empty inside the prompt and after the end of a text
 */
public record BillView(
        Messages messages,
        PositionForm.Form target,
        PositionForm.Form against,
        PositionForm.Form switching,
        List<Choice> targets,
        List<Choice> others,
        Optional<Shown> shown,
        List<String> missing,
        Optional<String> play)
        implements View {

    private static final int CHOICES = 6;
    private static final int SOURCES = 3;

    /** A button. @param id of the token, empty for no token */
    public record Choice(String token, String id, boolean current) {}

    /**
     * The open bill.
     *
     * @param summary the largest parts of the logit in words, or of the difference if the link asks for it
     * @param sentences the largest parts of both
     * @param frozen what the bill keeps as it is
     * @param bars of the logit, or of the difference if the link asks for it
     * @param columns the names of the three columns of numbers
     * @param gates what each layer of an LSTM let through
     */
    public record Shown(
            String heading,
            String summary,
            List<String> sentences,
            String frozen,
            BillBars bars,
            List<String> columns,
            List<Group> groups,
            Optional<LensPath> path,
            List<String> gates) {}

    /** The parts of one layer, or those of none. @param layer whether it is one of a layer, whose parts may have switches */
    public record Group(String id, boolean layer, String title, List<Row> rows) {}

    /**
     * One part.
     *
     * @param from where a head took most from
     * @param turnOff the switch that turns it off, if it can be switched off here
     */
    public record Row(
            String name,
            String target,
            String against,
            String difference,
            List<String> from,
            Optional<TurnOff> turnOff) {}

    /** @param place such as {@code 4.2}, {@code name} as it is heard alone */
    public record TurnOff(String place, String name) {}

    static BillView of(OpenedInsideLink opened, StationLinks from) {
        InsideLink link = opened.link();
        Optional<BillPair> pair =
                link.target().isPresent() ? pair(opened, link.target().getAsInt()) : Optional.empty();
        Optional<Shown> shown = pair.map(bills -> shown(opened, bills));
        return new BillView(
                opened.messages(),
                from.forms().apply(link, "target"),
                from.forms().apply(link, "against"),
                from.forms().apply(link, "switch"),
                choices(opened, link.target()),
                pair.map(bills -> others(opened, bills)).orElse(List.of()),
                shown,
                link.target().isPresent() ? missing(opened, pair, shown) : List.of(),
                play(opened));
    }

    /** With all tokens of the text, so that the way back loses none of them. */
    private static Optional<String> play(OpenedInsideLink opened) {
        LaneLink lane = opened.link().lane();
        int at = opened.position() + 1 - opened.lane().prompt().size();
        boolean chosen =
                at >= 0 && (at < lane.ids().size() || opened.lane().finished().isEmpty());
        return chosen
                ? Optional.of("/play?"
                        + opened.play(at, Map.of("a", lane.onLinksModel())).query())
                : Optional.empty();
    }

    /** What the bill says, in one sentence. */
    String summary() {
        return shown.map(Shown::summary).or(() -> missing.stream().findFirst()).orElse("");
    }

    private static Optional<BillPair> pair(OpenedInsideLink opened, int target) {
        int other =
                opened.link().against().orElse(BillPair.runnerUp(opened.scores().logits(), target));
        return opened.seen().flatMap(seen -> BillPair.of(opened.model(), seen, opened.position(), target, other));
    }

    private static List<String> missing(OpenedInsideLink opened, Optional<BillPair> pair, Optional<Shown> shown) {
        LanguageModel model = opened.model();
        int position = opened.position();
        List<Missing> missing = new ArrayList<>();
        opened.seen().ifPresent(seen -> {
            missing.addAll(Missing.ofBill(model, seen, position, pair));
            if (shown.filter(bill -> bill.path().isEmpty()).isPresent()) {
                missing.add(Missing.ofLens(model, seen, position));
            }
        });
        return Unavailable.sentences(opened, missing.stream().map(what -> "missing." + what.key()));
    }

    /** The best tokens, and the one that is open. */
    private static List<Choice> choices(OpenedInsideLink opened, OptionalInt current) {
        return Stream.concat(
                        OpenedInsideLink.best(opened.scores(), CHOICES).stream().map(Candidate::id),
                        current.stream().boxed())
                .distinct()
                .map(id -> new Choice(opened.token(id), Integer.toString(id), current.equals(OptionalInt.of(id))))
                .toList();
    }

    private static List<Choice> others(OpenedInsideLink opened, BillPair pair) {
        OptionalInt against = opened.link().against();
        Choice none = new Choice(opened.say("bill.against.none"), "", against.isEmpty());
        return Stream.concat(
                        Stream.of(none),
                        choices(opened, against).stream()
                                .filter(choice -> !choice.id().equals(Integer.toString(pair.target()))))
                .toList();
    }

    private static Shown shown(OpenedInsideLink opened, BillPair pair) {
        boolean compares = opened.link().against().isPresent();
        Bill difference = pair.difference();
        String target = opened.token(pair.target());
        String against = opened.token(pair.against());
        Inspection seen = opened.seen().orElseThrow();
        String scale = Numbers.component(
                seen.finalNorm(opened.position()).orElseThrow().scale());
        String sums = sums(opened, pair.ofTarget(), target);
        String decided = decided(opened, difference, target, against);
        return new Shown(
                heading(opened, difference, target, against),
                compares ? decided : sums,
                List.of(sums, decided),
                opened.say("bill.frozen", scale),
                BillBars.of(summands(opened, compares ? difference : pair.ofTarget()), opened.say("bill.sum.bar")),
                List.of(target, against, opened.say("bill.column.difference")),
                groups(opened, pair, difference, compares),
                LensPath.of(opened, seen, pair.target()),
                gates(opened, seen));
    }

    private static String heading(OpenedInsideLink opened, Bill difference, String target, String against) {
        return opened.link().against().isEmpty()
                ? opened.say("bill.heading", target)
                : opened.say(difference.sum() < 0 ? "bill.heading.behind" : "bill.heading.difference", target, against);
    }

    /** What added most to a logit, and what took most. */
    private static String sums(OpenedInsideLink opened, Bill bill, String token) {
        List<Bill.Part> most = bill.decisive(1);
        List<Bill.Part> least = bill.opposing(1);
        String sum = Numbers.logit(bill.sum());
        if (most.isEmpty()) {
            return opened.say("bill.sum.nothing", token, sum);
        }
        String largest = inSentence(opened, most.get(0));
        return least.isEmpty()
                ? opened.say("bill.sum.one", token, sum, largest)
                : opened.say("bill.sum", token, sum, largest, inSentence(opened, least.get(0)));
    }

    /** What decided between two tokens; the amounts have the signs that they have in the table. */
    private static String decided(OpenedInsideLink opened, Bill difference, String target, String against) {
        List<Bill.Part> most = difference.decisive(1);
        if (most.isEmpty()) {
            return opened.say("bill.decided.nothing", target, against);
        }
        List<Bill.Part> least = difference.opposing(1);
        return opened.say(
                least.isEmpty() ? "bill.decided.one" : "bill.decided",
                target,
                against,
                Numbers.logit(Math.abs(difference.sum())),
                difference.sum() > 0 ? 1 : -1,
                inSentence(opened, most.get(0)),
                least.isEmpty() ? "" : inSentence(opened, least.get(0)));
    }

    /** {@code head 2 of layer 4 (+1.83, most of it from “girl”)}. */
    private static String inSentence(OpenedInsideLink opened, Bill.Part part) {
        String name =
                opened.say("bill.in." + key(part), part.layer(), part.number(), opened.token(), opened.position() + 1);
        OptionalInt from = part.strongest();
        return from.isPresent()
                ? opened.say("bill.amount.from", name, Numbers.signed(part.amount()), opened.tokenAt(from.getAsInt()))
                : opened.say("bill.amount", name, Numbers.signed(part.amount()));
    }

    private static String key(Bill.Part part) {
        return part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of a part in a table or a picture. */
    private static String name(OpenedInsideLink opened, Bill.Part part) {
        return opened.say("bill.part." + key(part), part.layer(), part.number(), opened.token(), opened.position() + 1);
    }

    /** The parts as bars, all heads of a layer and their bias together. */
    private static List<BillBars.Summand> summands(OpenedInsideLink opened, Bill bill) {
        List<BillBars.Summand> summands = new ArrayList<>();
        int attended = 0;
        for (Bill.Part part : bill.parts()) {
            int layer = part.layer();
            Optional<String> table = layer > 0 ? Optional.of(layerId(layer)) : Optional.empty();
            if (!attends(part)) {
                summands.add(new BillBars.Summand(name(opened, part), table, part.amount()));
            } else if (layer > attended) { // its first head
                attended = layer;
                double all = bill.sum(each -> each.layer() == layer && attends(each));
                summands.add(new BillBars.Summand(opened.say("bill.attention", layer), table, all));
            }
        }
        summands.removeIf(summand -> summand.amount() == 0 && summand.target().isEmpty());
        return List.copyOf(summands);
    }

    private static boolean attends(Bill.Part part) {
        return part.kind() == Bill.Kind.HEAD || part.kind() == Bill.Kind.ATTENTION_BIAS;
    }

    private static String layerId(int layer) {
        return "bill-layer-" + layer;
    }

    private static List<Group> groups(OpenedInsideLink opened, BillPair pair, Bill difference, boolean compares) {
        int layers = opened.seen().orElseThrow().layers();
        List<Group> groups = new ArrayList<>();
        groups.add(group(opened, pair, difference, compares, 0));
        for (int layer = 1; layer <= layers; layer++) {
            groups.add(group(opened, pair, difference, compares, layer));
        }
        groups.removeIf(group -> group.rows().isEmpty());
        return List.copyOf(groups);
    }

    private static Group group(OpenedInsideLink opened, BillPair pair, Bill difference, boolean compares, int layer) {
        List<Row> rows = IntStream.range(0, difference.parts().size())
                .filter(i -> difference.parts().get(i).layer() == layer && !isNothing(pair, i))
                .mapToObj(i -> row(opened, pair, difference, i))
                .toList();
        String target = Numbers.signed(pair.ofTarget().sum(part -> part.layer() == layer));
        String between = Numbers.signed(difference.sum(part -> part.layer() == layer));
        String title = opened.say(
                (layer == 0 ? "bill.group.none" : "bill.group") + (compares ? ".difference" : ""),
                layer,
                target,
                between);
        return new Group(layer == 0 ? "bill-outside" : layerId(layer), layer > 0, title, rows);
    }

    /** Models without a bias in the output table have no row for it. */
    private static boolean isNothing(BillPair pair, int i) {
        return pair.ofTarget().parts().get(i).kind() == Bill.Kind.OUTPUT_BIAS
                && pair.ofTarget().parts().get(i).amount() == 0
                && pair.ofAgainst().parts().get(i).amount() == 0;
    }

    private static Row row(OpenedInsideLink opened, BillPair pair, Bill difference, int i) {
        Bill.Part target = pair.ofTarget().parts().get(i);
        Bill.Part shown =
                opened.link().against().isPresent() ? difference.parts().get(i) : target;
        return new Row(
                name(opened, target),
                Numbers.signed(target.amount()),
                Numbers.signed(pair.ofAgainst().parts().get(i).amount()),
                Numbers.signed(difference.parts().get(i).amount()),
                sources(opened, shown),
                turnOff(opened, target));
    }

    /** The positions that changed most through a head, the largest first. */
    private static List<String> sources(OpenedInsideLink opened, Bill.Part part) {
        return IntStream.range(0, part.from().size())
                .boxed()
                .sorted((a, b) -> Double.compare(
                        Math.abs(part.from().get(b)), Math.abs(part.from().get(a))))
                .limit(SOURCES)
                .map(at -> opened.say(
                        "bill.source",
                        opened.tokenAt(at),
                        Numbers.signed(part.from().get(at))))
                .toList();
    }

    /** Empty if it has no switch, or one that is set already. */
    private static Optional<TurnOff> turnOff(OpenedInsideLink opened, Bill.Part part) {
        boolean head = part.kind() == Bill.Kind.HEAD;
        if (!head && part.kind() != Bill.Kind.MLP || !opened.model().exposed().contains(Exposed.SWITCHES)) {
            return Optional.empty();
        }
        Switches.Place place =
                new Switches.Place(part.layer(), head ? OptionalInt.of(part.number()) : OptionalInt.empty());
        return opened.link().lane().switches().factors().containsKey(place)
                ? Optional.empty()
                : Optional.of(new TurnOff(place.toString(), Sentences.placeFirst(opened.messages(), place)));
    }

    private static List<String> gates(OpenedInsideLink opened, Inspection seen) {
        return IntStream.rangeClosed(1, seen.layers())
                .boxed()
                .flatMap(layer -> seen
                        .gates(layer, opened.position())
                        .map(gates -> opened.say(
                                "bill.gates", layer, mean(gates.forget()), mean(gates.input()), mean(gates.output())))
                        .stream())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String mean(Vector gate) {
        return Numbers.wholePercent(gate.mean());
    }
}
