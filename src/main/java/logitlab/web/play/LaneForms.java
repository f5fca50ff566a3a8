package logitlab.web.play;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Switches;
import logitlab.web.link.PlayLink;
import logitlab.web.view.TypedToken;

/**
 * The small forms of a lane. One gives a token a bias or removes it: the token by its id ({@code #12}) or by its text, in which ␣ may stand for
 * a space. One switches a head or an MLP, or turns one on again. One chooses a token by hand, named as for a bias. Their fields become
 * keys of the link.
 *
 * <pre>
 * a.bias-token=#412, a.bias-value=2                          becomes a.bias.412=2
 * a.bias-token=#412, a.ban=1                                 becomes a.bias.412=ban
 * a.bias-off=412                                             removes a.bias.412
 * a.switch-layer=4, a.switch-part=2, a.switch-factor=0.5     becomes a.switch.4.2=0.5
 * a.switch-on=4.2                                            removes a.switch.4.2
 * a.choose-token=#412                                        becomes choose=a.412
 * </pre>
 */
final class LaneForms {

    private static final String TOKEN = ".bias-token";
    private static final String VALUE = ".bias-value";
    private static final String BAN = ".ban";
    private static final String OFF = ".bias-off";
    private static final String CHOSEN = ".choose-token";
    private static final String SWITCH = ".switch.";
    private static final String LAYER = ".switch-layer";
    private static final String PART = ".switch-part";
    private static final String FACTOR = ".switch-factor";
    private static final String NUMBER = ".switch-number";
    private static final String ON = ".switch-on";
    private static final List<String> LANES = List.of("a", "b", "c", "d");

    private LaneForms() {}

    /**
     * The parameters of a link in which the fields of these forms are replaced by what they stand for.
     *
     * @throws InvalidValueException if the text is not exactly one token, naming the tokens that it is, or a switch lacks its layer or its
     *     part, or has a factor out of its range
     */
    static Map<String, String> resolved(Map<String, String> typed, Models models) {
        Map<String, String> values = new LinkedHashMap<>(typed);
        for (String lane : LANES) {
            bias(values, lane, models);
            switches(values, lane);
            chosen(values, lane, models);
        }
        return values;
    }

    private static void bias(Map<String, String> values, String lane, Models models) {
        String typed = values.remove(lane + TOKEN);
        String value = values.remove(lane + VALUE);
        boolean ban = values.remove(lane + BAN) != null;
        String off = values.remove(lane + OFF);
        if (off != null) {
            values.remove(lane + ".bias." + off);
        } else if (typed != null && !typed.isEmpty()) {
            LanguageModel model = PlayLink.naming(lane, () -> model(values, lane, models));
            int id = TypedToken.id(lane + TOKEN, typed, model.tokenizer());
            values.put(lane + ".bias." + id, ban ? Settings.BAN : value == null ? "" : value);
        }
    }

    private static void chosen(Map<String, String> values, String lane, Models models) {
        String typed = values.remove(lane + CHOSEN);
        if (typed != null && !typed.isEmpty()) {
            LanguageModel model = PlayLink.naming(lane, () -> model(values, lane, models));
            Map.Entry<String, String> choice =
                    ChosenPath.parameter(lane, TypedToken.id(lane + CHOSEN, typed, model.tokenizer()));
            values.put(choice.getKey(), choice.getValue());
        }
    }

    /** A typed number replaces the factor that was chosen from the list. */
    private static void switches(Map<String, String> values, String lane) {
        String layer = values.remove(lane + LAYER);
        String part = values.remove(lane + PART);
        String chosen = values.remove(lane + FACTOR);
        String number = values.remove(lane + NUMBER);
        String on = values.remove(lane + ON);
        if (on != null) {
            values.remove(lane + SWITCH + on);
        } else if (Stream.of(layer, part, chosen, number).anyMatch(LaneForms::isGiven)) {
            require(lane + LAYER, layer);
            require(lane + PART, part);
            boolean typed = isGiven(number);
            String factor = typed ? number : chosen == null ? "" : chosen;
            NumberParser.number(lane + (typed ? NUMBER : FACTOR), factor, Switches.FACTOR);
            values.put(lane + SWITCH + layer + "." + part, factor);
        }
    }

    private static boolean isGiven(String value) {
        return value != null && !value.isBlank();
    }

    private static void require(String field, String value) {
        if (!isGiven(value)) {
            throw new InvalidValueException(field, new Constraint("required"), value == null ? "" : value);
        }
    }

    private static LanguageModel model(Map<String, String> values, String lane, Models models) {
        return Optional.ofNullable(values.get(lane + ".model"))
                .filter(own -> !own.isBlank())
                .or(() -> Optional.ofNullable(values.get("model")))
                .map(models::get)
                .orElseGet(models::first);
    }
}
