package logitlab.web.step;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Order;
import logitlab.decoding.Settings;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Switches;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.chat.PromptFields;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.link.Query;
import logitlab.web.view.ModelChoice;
import logitlab.web.view.SwitchFields;

/**
 * What stands in the fields above the lab.
 *
 * @param prompt as it was typed
 * @param saying its other fields
 * @param models each with whether it is the chosen one
 */
public record PlayForm(
        String prompt,
        PromptFields saying,
        List<ModelChoice> models,
        List<LaneSettings> lanes,
        String seed,
        String rows,
        InputProblem problem) {

    /**
     * The settings of one lane.
     *
     * @param given its name, or nothing
     * @param models none is chosen if the lane uses the link's
     * @param biasToken what was typed for a bias and not accepted, as {@code biasValue}
     * @param maker how the maker of the lane's model samples
     * @param sampling the settings that only a sampled lane has, as {@code rareFields} and {@code orders}; a greedy lane shows them once it
     *     is switched
     * @param searching the settings that only a lane with a beam search has, as {@code earlyStopping}
     */
    public record LaneSettings(
            String name,
            String decoder,
            String given,
            List<ModelChoice> models,
            List<SettingField> sampling,
            List<SettingField> fields,
            List<SettingField> rareFields,
            List<OrderChoice> orders,
            List<SettingField> searching,
            boolean earlyStopping,
            String biasToken,
            String biasValue,
            Optional<Preset> maker,
            SwitchFields switches) {

        public String letter() {
            return name.toUpperCase(Locale.ROOT);
        }

        /** What the lane is called after its letter. */
        public String title(Messages messages) {
            return given.isEmpty() ? messages.say("lane." + decoder) : given;
        }

        /** The settings that have a name. */
        public List<Preset> presets() {
            return Preset.ALL;
        }

        /** What other programs start with. */
        public List<Preset> programs() {
            return Preset.PROGRAMS;
        }

        /** Whether one of the settings that are folded away is on, or wrong. */
        public boolean rareInUse() {
            return !biasToken.isEmpty()
                    || models.stream().anyMatch(ModelChoice::chosen)
                    || orders.stream().skip(1).anyMatch(OrderChoice::chosen)
                    || rareFields.stream()
                            .anyMatch(field -> field.wrong() || !field.value().isBlank());
        }
    }

    /** An order of the stages. @param value in the form; empty for the usual one */
    public record OrderChoice(String value, String name, boolean chosen) {

        private static List<OrderChoice> all(Messages messages, String chosen) {
            return Stream.of(Order.values())
                    .map(order -> {
                        String value = order == Settings.OFF.order() ? "" : order.key();
                        return new OrderChoice(value, messages.say("order." + order.key()), value.equals(chosen));
                    })
                    .toList();
        }
    }

    private static final List<String> FIELDS = List.of("repetition-penalty");
    private static final List<String> SAMPLING_FIELDS = List.of("temperature", "top-p", "top-k", "min-p");
    private static final List<String> RARE_FIELDS = List.of("typical-p");
    private static final List<String> SEARCHING_FIELDS = List.of("beams", "length-penalty");

    /**
     * The parameters of an address; if a form sent them, its numbers are converted to the notation of links, and a lane loses the settings
     * that its decoder lacks, which the form still contains.
     */
    public static Map<String, String> values(String query) {
        Map<String, String> values = Query.parse(query);
        if (values.remove("typed") != null) {
            values.replaceAll((key, value) -> TypedNumber.plain(key.replaceFirst("^[a-d]\\.", ""), value));
            values.keySet().removeIf(key -> isOfOtherDecoder(key, decoder(values.get(key.substring(0, 1)))));
        }
        return values;
    }

    /** The values of a link that was opened. */
    public static PlayForm of(Messages messages, PlayLink link, Models models) {
        String model = link.model().orElseThrow();
        List<LaneSettings> lanes = link.lanes().entrySet().stream()
                .map(lane -> lane(
                        messages,
                        lane.getKey(),
                        key -> lane.getValue().toMap().getOrDefault(key, ""),
                        lane.getValue().switches(),
                        InputProblem.NONE,
                        models.get(lane.getValue().model().orElse(model)),
                        models))
                .toList();
        return new PlayForm(
                link.prompt().text(),
                PromptFields.of(messages, link.prompt(), models.get(model)),
                ModelChoice.all(models, model),
                lanes,
                Long.toString(link.seed()),
                Integer.toString(link.table().rows()),
                InputProblem.NONE);
    }

    /** The values of a link that was refused, as they were typed. */
    public static PlayForm refused(Messages messages, Map<String, String> values, InputProblem problem, Models models) {
        String model = values.getOrDefault("model", models.first().id());
        return new PlayForm(
                values.getOrDefault("prompt", ""),
                PromptFields.refused(messages, values, models.nearest(model).orElseGet(models::first), problem),
                ModelChoice.all(models, model),
                Stream.of("a", "b", "c", "d")
                        .filter(values::containsKey)
                        .map(name -> lane(
                                messages,
                                name,
                                key -> values.getOrDefault(key.isEmpty() ? name : name + "." + key, ""),
                                switches(values, name),
                                problem,
                                models.nearest(values.getOrDefault(name + ".model", ""))
                                        .or(() -> models.nearest(model))
                                        .orElseGet(models::first),
                                models))
                        .toList(),
                values.getOrDefault("seed", ""),
                values.getOrDefault("rows", "10"),
                problem);
    }

    /** @param value returns the value of a parameter of the lane, named without the lane; {@code ""} is the decoder */
    private static LaneSettings lane(
            Messages messages,
            String name,
            UnaryOperator<String> value,
            Switches switches,
            InputProblem problem,
            LanguageModel model,
            Models models) {
        return new LaneSettings(
                name,
                decoder(value.apply("")).key(),
                value.apply("name"),
                ModelChoice.all(models, value.apply("model")),
                fields(name, SAMPLING_FIELDS, value, problem),
                fields(name, FIELDS, value, problem),
                fields(name, RARE_FIELDS, value, problem),
                OrderChoice.all(messages, value.apply(Settings.ORDER)),
                fields(name, SEARCHING_FIELDS, value, problem),
                value.apply("early-stopping").equals("true"),
                value.apply("bias-token"),
                value.apply("bias-value"),
                Preset.maker(model.card()),
                SwitchFields.of(messages, name, model, switches, value, problem));
    }

    /** The switches of a lane, or {@link Switches#NONE} where any of them is wrong. */
    private static Switches switches(Map<String, String> values, String lane) {
        try {
            return Switches.of(values, lane + ".switch.");
        } catch (InvalidValueException wrong) {
            return Switches.NONE;
        }
    }

    /** Sampling if no decoder has this key. */
    private static Decoder decoder(String key) {
        return Stream.of(Decoder.values())
                .filter(decoder -> decoder.key().equals(key))
                .findFirst()
                .orElse(Decoder.SAMPLE);
    }

    /** Whether it is a setting that a lane with this decoder does not have. */
    private static boolean isOfOtherDecoder(String key, Decoder decoder) {
        String setting = ofLane(key);
        boolean sampling =
                SAMPLING_FIELDS.contains(setting) || RARE_FIELDS.contains(setting) || setting.equals(Settings.ORDER);
        return switch (decoder) {
            case GREEDY -> sampling || BeamSettings.KEYS.contains(setting);
            case SAMPLE -> BeamSettings.KEYS.contains(setting);
            case BEAM -> sampling || FIELDS.contains(setting) || setting.startsWith("bias.");
        };
    }

    private static List<SettingField> fields(
            String lane, List<String> settings, UnaryOperator<String> value, InputProblem problem) {
        return settings.stream()
                .map(setting -> SettingField.of(lane, setting, value.apply(setting), problem))
                .toList();
    }

    /** The lane whose settings are shown at first: the one with a problem, else the first that has a draw. */
    public String shown() {
        return lanes.stream()
                .filter(lane -> problem.field()
                        .filter(field -> field.startsWith(lane.name() + "."))
                        .isPresent())
                .findFirst()
                .or(() -> lanes.stream()
                        .filter(lane -> lane.decoder().equals("sample"))
                        .findFirst())
                .or(() -> lanes.stream().findFirst())
                .map(LaneSettings::name)
                .orElse("");
    }

    /** Whether the problem of the page is about this field. */
    public boolean wrong(String key) {
        return problem.isAbout(key);
    }

    /** The hidden fields of the prompt form: everything but its own fields and what belongs to the old prompt. */
    public static List<HiddenField> ofPrompt(Map<String, String> values) {
        Set<String> left = Set.of("model", "at", "digest");
        return HiddenField.of(
                values, key -> !left.contains(key) && !PromptLink.isKey(key) && !PlayLink.isOfTokens(key));
    }

    /** The hidden fields of the settings form: everything but its own fields. */
    public static List<HiddenField> ofSettings(Map<String, String> values) {
        return HiddenField.of(
                values, key -> !Set.of("seed", "rows").contains(key) && !isLane(key) && !isLaneField(key));
    }

    private static boolean isLane(String key) {
        return key.length() == 1 && PlayLink.isOfLane(key);
    }

    private static boolean isLaneField(String key) {
        String setting = ofLane(key);
        return SettingField.isFor(setting)
                || Set.of("model", "digest", Settings.ORDER, "early-stopping").contains(setting);
    }

    /** The key without the lane; empty if it is not one of a lane. */
    private static String ofLane(String key) {
        return key.length() > 2 && key.charAt(1) == '.' ? key.substring(2) : "";
    }
}
