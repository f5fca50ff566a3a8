package logitlab.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Models;

/**
 * {@code ```exercise set}: settings to be turned until a goal is met, judged on the step itself.
 *
 * <pre>
 * id: tune
 * question: Make “{token}” at least {goal} probable.
 * model: storyteller
 * prompt: Once upon a time there was a
 * open: [temperature, top-p]
 * goal: probability
 * of: " princess"
 * at-least: 0.5
 * hints:
 *   - Does a low temperature sharpen, or does it flatten?
 * </pre>
 *
 * @param open the keys of the settings that a learner turns
 * @param words the lesson's own, in which the settings are the start values
 * @param answer some values that meet the goal, found once, since looking for them takes many steps
 */
public record SetExercise(
        Brief brief, Source source, List<String> open, Goal goal, BlockWords words, Map<String, String> answer)
        implements Exercise {

    /** So many steps may be tried to find out whether a goal can be met. */
    private static final int MOST_TRIED = 1500;

    private static final int MOST_OPEN = 3;
    private static final Draw ANY = new Draw(0, 0);

    /** What settings lead to. @param gap how far above the goal, negative below it, 0 where it is met */
    public record Outcome(Settings settings, double reached, double gap) {

        private double distance() {
            return Math.abs(gap);
        }
    }

    /** A setting that is worth turning. */
    public record Advice(String setting, boolean up) {}

    static SetExercise of(BlockWords words, Models models) {
        List<String> keys = new ArrayList<>(Brief.keysWith(Source.KEYS));
        keys.addAll(Settings.KEYS);
        keys.addAll(Goal.KEYS);
        keys.add("open");
        words.allow(keys);
        Source source = Source.of(words, models);
        words.list("open", 1, MOST_OPEN);
        List<String> open = words.choices("open", Set.copyOf(Knob.keys()));
        Goal goal = Goal.of(words, source);
        Brief brief = Brief.of(words, holes(source, goal).keySet());
        SetExercise exercise = new SetExercise(brief, source, open, goal, words, Map.of());
        return new SetExercise(brief, source, open, goal, words, exercise.meeting());
    }

    /** @throws InvalidValue where the goal is met already, or cannot be met */
    private Map<String, String> meeting() {
        String bound = goal.bound().word();
        if (start().gap() == 0) {
            throw new InvalidValue(bound, new Rule("not-yet-met"), words.text(bound));
        }
        return find(outcome -> outcome.gap() == 0)
                .orElseThrow(() ->
                        new InvalidValue(bound, new Rule("can-be-met", String.join(", ", open)), words.text(bound)));
    }

    /** What the lesson's own settings lead to. */
    private Outcome start() {
        return outcome(Map.of());
    }

    /** @throws InvalidValue naming the setting whose word is wrong */
    public Outcome outcome(Map<String, String> turned) {
        BlockWords all = words;
        for (Map.Entry<String, String> word : turned.entrySet()) {
            all = all.with(word.getKey(), word.getValue());
        }
        Settings settings = all.settings();
        double reached = goal.reached(Step.of(source.logits(), source.prefix(), settings.stages(), ANY));
        return new Outcome(settings, reached, goal.gap(reached));
    }

    /** The first values of the open settings, on a coarse grid, that lead to such an outcome. */
    private Optional<Map<String, String>> find(Predicate<Outcome> wanted) {
        int count = (int) Math.floor(Math.pow(MOST_TRIED, 1.0 / open.size()));
        Stream<Map<String, String>> grid = Stream.of(Map.of());
        for (String key : open) {
            grid = grid.flatMap(turned -> Knob.of(key).grid(Math.min(count, 100)).stream()
                    .map(word -> {
                        Map<String, String> more = new LinkedHashMap<>(turned);
                        more.put(key, word);
                        return more;
                    }));
        }
        return grid.filter(turned -> wanted.test(outcome(turned))).findFirst();
    }

    @Override
    public Attempt<SetExercise> attempt(Map<String, String> typed) {
        return Attempt.of(this, typed, open, seed -> this, (asked, answer) -> judge(answer.words()));
    }

    private Verdict judge(Map<String, String> turned) {
        Outcome outcome = outcome(turned);
        if (outcome.gap() == 0) {
            return Verdict.RIGHT;
        }
        boolean away = outcome.distance() > start().distance();
        return Verdict.of(
                new Mistake(away ? "away" : outcome.gap() < 0 ? "too-low" : "too-high", outcome.reached(), token()));
    }

    private String token() {
        return goal.of() < 0 ? "" : source.token(goal.of()).text();
    }

    /** Which one setting to turn, and which way, where that leads nearer to the goal. */
    public Optional<Advice> advice(Map<String, String> turned) {
        double nearest = outcome(turned).distance();
        Optional<Advice> best = Optional.empty();
        for (String key : open) {
            for (boolean up : List.of(false, true)) {
                double distance = nearest(key, up, turned);
                if (distance < nearest) {
                    nearest = distance;
                    best = Optional.of(new Advice(key, up));
                }
            }
        }
        return best;
    }

    /** How near one comes to the goal by turning one setting one way, from where it stands. */
    private double nearest(String key, boolean up, Map<String, String> turned) {
        return Knob.of(key).turned(standing(key, turned), up).stream()
                .mapToDouble(word -> outcome(with(turned, key, word)).distance())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Where a setting stands, as a number. */
    private double standing(String key, Map<String, String> turned) {
        String word = turned.getOrDefault(key, startWord(key));
        return Double.parseDouble(word.isBlank() ? Knob.of(key).off() : word);
    }

    /** What the lesson sets a setting to; empty where it is off. */
    public String startWord(String key) {
        return words.find(key).orElse("");
    }

    private static Map<String, String> with(Map<String, String> turned, String key, String word) {
        Map<String, String> more = new LinkedHashMap<>(turned);
        more.put(key, word);
        return more;
    }

    @Override
    public boolean asksAfresh() {
        return false;
    }

    @Override
    public Facts facts() {
        List<Working> fixed = words.settings().toMap().entrySet().stream()
                .filter(setting ->
                        !open.contains(setting.getKey()) && !setting.getKey().startsWith("bias."))
                .map(setting -> Working.of(
                        setting.getKey(), Figure.of(Figure.Sort.PLAIN, Double.parseDouble(setting.getValue()))))
                .toList();
        return source instanceof Source.Given given
                ? Facts.of(given.vocabulary(), goal.of(), fixed)
                : new Facts(List.of(), fixed, source.live().map(Source.Live::prompt));
    }

    @Override
    public Map<String, Figure> holes() {
        return holes(source, goal);
    }

    private static Map<String, Figure> holes(Source source, Goal goal) {
        Map<String, Figure> holes = new LinkedHashMap<>();
        holes.put("goal", goal.written());
        if (goal.of() >= 0) {
            holes.put("token", Figure.of(source.token(goal.of())));
        }
        return holes;
    }

    @Override
    public List<Working> solution() {
        Stream<Working> turned = answer.entrySet().stream()
                .map(word -> Working.of(
                        "solution.given." + word.getKey(),
                        Figure.of(Figure.Sort.PLAIN, Double.parseDouble(word.getValue()))));
        Working reached = Working.of(
                "solution.reached." + goal.measure().word(),
                goal.written(outcome(answer).reached()));
        return Stream.concat(turned, Stream.of(reached)).toList();
    }

    /** The start values themselves, and what leads away from the goal. */
    @Override
    public List<Slip> slips() {
        Map<String, String> start = new LinkedHashMap<>();
        open.forEach(key -> start.put(key, startWord(key)));
        double distance = start().distance();
        return Stream.concat(
                        Stream.of(new Slip(start().gap() < 0 ? "too-low" : "too-high", start)),
                        find(outcome -> outcome.distance() > distance).stream().map(answer -> new Slip("away", answer)))
                .toList();
    }
}
