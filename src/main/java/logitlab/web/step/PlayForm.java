package logitlab.web.step;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.Models;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.view.ModelChoice;

/**
 * What stands in the fields above the lab.
 *
 * @param prompt as it was typed
 * @param models each with whether it is the chosen one
 */
public record PlayForm(
        String prompt,
        List<ModelChoice> models,
        List<LaneSettings> lanes,
        String seed,
        String rows,
        InputProblem problem) {

    /** The settings of one lane. @param given its name, or nothing @param models none is chosen if the lane uses the link's */
    public record LaneSettings(
            String name,
            String decoder,
            String given,
            List<ModelChoice> models,
            List<SettingField> fields,
            List<SettingField> rareFields,
            List<Preset> presets) {

        public String letter() {
            return name.toUpperCase(Locale.ROOT);
        }

        /** What the lane is called after its letter. */
        public String title(Messages messages) {
            return given.isEmpty() ? messages.say("lane." + decoder) : given;
        }

        /** Whether one of the settings that are folded away is on, or wrong. */
        public boolean rareInUse() {
            return models.stream().anyMatch(ModelChoice::chosen)
                    || rareFields.stream()
                            .anyMatch(field -> field.wrong() || !field.value().isBlank());
        }
    }

    private static final List<String> GREEDY_FIELDS = List.of("repetition-penalty");
    private static final List<String> SAMPLE_FIELDS =
            List.of("temperature", "top-p", "top-k", "min-p", "repetition-penalty");
    private static final List<String> RARE_FIELDS = List.of("typical-p");

    /** The parameters of an address; if a form sent them, its numbers are converted to the notation of links. */
    public static Map<String, String> values(String query) {
        Map<String, String> values = Query.parse(query);
        if (values.remove("typed") != null) {
            values.replaceAll((key, value) -> TypedNumber.plain(key.replaceFirst("^[a-d]\\.", ""), value));
        }
        return values;
    }

    /** The values of a link that was opened. */
    public static PlayForm of(PlayLink link, Models models) {
        List<LaneSettings> lanes = link.lanes().entrySet().stream()
                .map(lane -> lane(
                        lane.getKey(), key -> lane.getValue().toMap().getOrDefault(key, ""), InputProblem.NONE, models))
                .toList();
        return new PlayForm(
                link.prompt(),
                ModelChoice.all(models, link.model().orElseThrow()),
                lanes,
                Long.toString(link.seed()),
                Integer.toString(link.table().rows()),
                InputProblem.NONE);
    }

    /** The values of a link that was refused, as they were typed. */
    public static PlayForm refused(Map<String, String> values, InputProblem problem, Models models) {
        return new PlayForm(
                values.getOrDefault("prompt", ""),
                ModelChoice.all(
                        models, values.getOrDefault("model", models.first().id())),
                Stream.of("a", "b", "c", "d")
                        .filter(values::containsKey)
                        .map(name -> lane(
                                name,
                                key -> values.getOrDefault(key.isEmpty() ? name : name + "." + key, ""),
                                problem,
                                models))
                        .toList(),
                values.getOrDefault("seed", ""),
                values.getOrDefault("rows", "10"),
                problem);
    }

    /** @param value returns the value of a parameter of the lane, named without the lane; {@code ""} is the decoder */
    private static LaneSettings lane(String name, UnaryOperator<String> value, InputProblem problem, Models models) {
        boolean greedy = Decoder.GREEDY.key().equals(value.apply(""));
        return new LaneSettings(
                name,
                greedy ? "greedy" : "sample",
                value.apply("name"),
                ModelChoice.all(models, value.apply("model")),
                fields(name, greedy ? GREEDY_FIELDS : SAMPLE_FIELDS, value, problem),
                greedy ? List.of() : fields(name, RARE_FIELDS, value, problem),
                greedy ? List.of() : Preset.ALL);
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
                .filter(lane -> Stream.of(lane.fields(), lane.rareFields())
                                .flatMap(List::stream)
                                .anyMatch(SettingField::wrong)
                        || wrong(lane.name() + ".model"))
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
        Set<String> left = Set.of("model", "prompt", "at", "digest");
        return HiddenField.of(values, key -> !left.contains(key) && !key.endsWith(".ids"));
    }

    /** The hidden fields of the settings form: everything but its own fields. */
    public static List<HiddenField> ofSettings(Map<String, String> values) {
        return HiddenField.of(values, key -> !Set.of("seed", "rows").contains(key) && !isLaneField(key));
    }

    private static boolean isLaneField(String key) {
        String setting = key.length() > 2 && key.charAt(1) == '.' ? key.substring(2) : "";
        return SettingField.isFor(setting) || setting.equals("model") || setting.equals("digest");
    }
}
