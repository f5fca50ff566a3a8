package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * {@code compute: station}: at which station of the way from the text to the token a change is felt first. Both runs are made and
 * compared station by station.
 *
 * <pre>
 * changes: ["seed=0", "temperature=0.3", "prompt=Once upon a time there was an"]
 * </pre>
 */
final class StationChoice {

    /** The stations where something can begin to differ, in the order of the map, each with what is there. */
    private static final List<String> STATIONS =
            List.of("text", "tokens", "embedding", "layers", "logits", "temperature", "softmax", "cut", "draw");

    /** The stations to choose from: of the others, each follows from the one before. */
    private static final List<String> OPTIONS = List.of("text", "embedding", "logits", "temperature", "cut", "draw");

    private static final List<String> CHANGES =
            List.of("seed", "temperature", "top-k", "top-p", "min-p", "prompt", "model");
    private static final int MOST_CHANGES = 12;

    private StationChoice() {}

    /** A key of the block with another value. */
    private record Change(String key, String value) {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        List<String> entries = values.list("changes", 2, MOST_CHANGES);
        Map<String, Object> before = stations(values, models);
        List<Change> changes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String[] parts = entries.get(i).split("=", 2);
            String key = "changes." + i;
            if (parts.length != 2 || !CHANGES.contains(parts[0])) {
                throw new InvalidValueException(
                        key, new Constraint("one-of", String.join("=, ", CHANGES) + "="), entries.get(i));
            }
            Change change = new Change(parts[0], parts[1]);
            Optional<String> first = first(before, stations(values.with(Map.of(change.key, change.value)), models));
            if (first.filter(OPTIONS::contains).isEmpty()) {
                throw new InvalidValueException(key, new Constraint("one-clear-answer"), entries.get(i));
            }
            changes.add(change);
            found.add(first.get());
        }
        return of(values, changes, found, 0);
    }

    /** The first station where two runs differ, if there is one. */
    private static Optional<String> first(Map<String, Object> before, Map<String, Object> after) {
        return STATIONS.stream()
                .filter(station -> !before.get(station).equals(after.get(station)))
                .findFirst();
    }

    private static Map<String, Object> stations(BlockValues values, Models models) {
        LanguageModel model = values.model(models);
        String prompt = values.entries().getOrDefault("prompt", "");
        Prefix ids = model.prompt(prompt);
        Inspection inside = model.inspect(ids, ids.size() - 1);
        Step step = Step.of(model.logits(ids), ids, values.settings().stages(), new Draw(values.seed(), 0));
        List<Candidate> all = step.all();
        Map<String, Object> stations = new LinkedHashMap<>();
        stations.put("text", prompt);
        stations.put("tokens", ids);
        stations.put("embedding", inside.embedding(ids.size() - 1));
        stations.put("layers", inside.hidden(inside.layers(), ids.size() - 1));
        stations.put("logits", step.logits());
        stations.put("temperature", all.stream().map(Candidate::adjustedLogit).toList());
        stations.put("softmax", stations.get("temperature"));
        stations.put("cut", all.stream().map(Candidate::samplingProbability).toList());
        stations.put("draw", step.draw().u());
        return stations;
    }

    /** @param found the first station that feels each change */
    private static ChoiceQuestion of(BlockValues values, List<Change> changes, List<String> found, int at) {
        Change change = changes.get(at);
        String right = found.get(at);
        SolutionLine given = SolutionLine.of(
                "changed." + change.key,
                new Value.Typed(values.find(change.key).orElse("")),
                new Value.Typed(change.value));
        return new ChoiceQuestion(
                "station",
                true,
                OPTIONS.stream()
                        .map(station -> ChoiceQuestion.Option.of(
                                "station-" + station,
                                List.of(),
                                station.equals(right),
                                OPTIONS.indexOf(station) > OPTIONS.indexOf(right) ? "felt-before" : "not-felt-yet"))
                        .toList(),
                new QuestionContent(
                        new Givens(List.of(), List.of(given)),
                        Map.of(),
                        () -> List.of(SolutionLine.of("step.station." + stage(change.key))),
                        () -> List.of(SolutionLine.of("solution.station-" + right))),
                numbers -> of(values, changes, found, numbers.turn(changes.size())));
    }

    /** Which part of the program reads a key. */
    private static String stage(String key) {
        return switch (key) {
            case "prompt", "model", "seed" -> key;
            default -> "setting";
        };
    }
}
