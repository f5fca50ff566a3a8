package logitlab.web.view;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;
import logitlab.web.InputProblem;
import logitlab.web.Messages;

/**
 * The switches of one lane: what is switched, and the fields that switch one thing more.
 *
 * @param refusal why nothing of its model can be switched, if that is so
 * @param layers to choose from, as {@code parts} (the heads and the MLP) and {@code factors}
 * @param number the factor as it was typed, which replaces the chosen one
 * @param wrong whether the problem of the page is about the number
 * @param open whether the fields are shown at first
 */
public record SwitchFields(
        Optional<String> refusal,
        List<Option> layers,
        List<Option> parts,
        List<Option> factors,
        String number,
        List<Switched> switched,
        boolean wrong,
        boolean open) {

    /** To choose from. */
    public static final List<Double> FACTORS = List.of(0.0, 0.5, 1.0, 2.0);

    private static final String MLP = "mlp";

    public record Option(String value, String name, boolean chosen) {}

    /** A head or an MLP that is not as trained. @param place as in links: {@code 4.2} */
    public record Switched(String place, String says, String removal) {}

    /**
     * @param value returns a parameter of the lane, named without the lane, or nothing
     * @param switches as far as they can be read
     */
    public static SwitchFields of(
            Messages messages,
            String lane,
            LanguageModel model,
            Switches switches,
            UnaryOperator<String> value,
            InputProblem problem) {
        Switches.Extent extent = model.switchable();
        List<Option> parts = Stream.concat(
                        IntStream.rangeClosed(1, extent.headLayers() == 0 ? 0 : extent.heads())
                                .mapToObj(Integer::toString),
                        Stream.of(MLP).filter(mlp -> extent.mlps() > 0))
                .map(part -> new Option(
                        part,
                        part.equals(MLP) ? messages.say("switch.part.mlp") : messages.say("switch.part.head", part),
                        part.equals(value.apply("switch-part"))))
                .toList();
        boolean concerned = problem.field()
                .filter(field -> field.startsWith(lane + ".switch"))
                .isPresent();
        return new SwitchFields(
                extent.isNone()
                        ? Optional.of(messages.say(
                                model.recurrent() ? "missing.switches.lstm" : "missing.switches",
                                model.card().name()))
                        : Optional.empty(),
                IntStream.rangeClosed(1, extent.layers())
                        .mapToObj(Integer::toString)
                        .map(layer -> new Option(layer, layer, layer.equals(value.apply("switch-layer"))))
                        .toList(),
                parts,
                FACTORS.stream()
                        .map(factor -> new Option(
                                Range.plain(factor),
                                Sentences.factor(messages, factor),
                                Range.plain(factor).equals(value.apply("switch-factor"))))
                        .toList(),
                value.apply("switch-number"),
                switches.factors().entrySet().stream()
                        .map(each -> new Switched(
                                each.getKey().toString(),
                                Sentences.switched(messages, each.getKey(), each.getValue()),
                                messages.say("switch.on.named", Sentences.place(messages, each.getKey()))))
                        .toList(),
                problem.isAbout(lane + ".switch-number"),
                concerned || !switches.isNone());
    }
}
