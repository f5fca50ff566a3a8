package logitlab.web.step;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.model.Models;
import logitlab.web.Problem;
import logitlab.web.link.Hidden;
import logitlab.web.link.Link;
import logitlab.web.view.ModelChoice;

/**
 * What stands in the fields above the lab.
 *
 * @param prompt as it was typed
 * @param models each with whether it is the chosen one
 */
public record PlayForm(
        String prompt, List<ModelChoice> models, List<LaneSettings> lanes, String seed, String rows, Problem problem) {

    /** The settings of one lane; no model is chosen if the lane uses the link's. */
    public record LaneSettings(String name, String decoder, List<ModelChoice> models, List<Field> fields) {}

    private static final List<String> GREEDY_FIELDS = List.of("repetition-penalty");
    private static final List<String> SAMPLE_FIELDS =
            List.of("temperature", "top-k", "top-p", "min-p", "typical-p", "repetition-penalty");

    /** The values of a link that was opened. */
    public static PlayForm of(Link link, Models models) {
        List<LaneSettings> lanes = link.lanes().entrySet().stream()
                .map(lane ->
                        lane(lane.getKey(), key -> lane.getValue().toMap().getOrDefault(key, ""), Problem.NONE, models))
                .toList();
        return new PlayForm(
                link.prompt(),
                ModelChoice.all(models, link.model().orElseThrow()),
                lanes,
                Long.toString(link.seed()),
                Integer.toString(link.rows()),
                Problem.NONE);
    }

    /** The values of a link that was refused, as they were typed. */
    public static PlayForm refused(Map<String, String> values, Problem problem, Models models) {
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
    private static LaneSettings lane(String name, UnaryOperator<String> value, Problem problem, Models models) {
        boolean greedy = Decoder.GREEDY.word().equals(value.apply(""));
        List<Field> fields = (greedy ? GREEDY_FIELDS : SAMPLE_FIELDS)
                .stream()
                        .map(setting -> Field.of(name, setting, value.apply(setting), problem))
                        .toList();
        return new LaneSettings(
                name, greedy ? "greedy" : "sample", ModelChoice.all(models, value.apply("model")), fields);
    }

    /** Whether the problem of the page is about this field. */
    public boolean wrong(String key) {
        return problem.isAbout(key);
    }

    /** The hidden fields of the prompt form: everything but its own fields and what belongs to the old prompt. */
    public static List<Hidden> ofPrompt(Map<String, String> values) {
        Set<String> left = Set.of("model", "prompt", "at", "digest");
        return Hidden.of(values, key -> !left.contains(key) && !key.endsWith(".ids"));
    }

    /** The hidden fields of the settings form: everything but its own fields. */
    public static List<Hidden> ofSettings(Map<String, String> values) {
        return Hidden.of(values, key -> !Set.of("seed", "rows").contains(key) && !isLaneField(key));
    }

    private static boolean isLaneField(String key) {
        String setting = key.length() > 2 && key.charAt(1) == '.' ? key.substring(2) : "";
        return Field.isFor(setting) || setting.equals("model") || setting.equals("digest");
    }
}
