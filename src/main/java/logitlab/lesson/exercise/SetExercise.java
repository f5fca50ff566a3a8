package logitlab.lesson.exercise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Source;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Attempt;
import logitlab.lesson.question.Brief;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.Slip;
import logitlab.lesson.question.Verdict;
import logitlab.model.Models;

/**
 * {@code ```exercise set}: settings to be changed until a goal is met, judged on the step itself.
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
 *   - Does a low temperature sharpen or flatten?
 * </pre>
 *
 * @param logits of the source, computed only once
 * @param open the keys of the settings that a learner can change
 * @param values the lesson's own, which contain the initial settings
 * @param answer settings that meet the goal, found only once because the search takes many steps
 */
public record SetExercise(
        Brief brief,
        Source source,
        Logits logits,
        List<String> open,
        Goal goal,
        BlockWords values,
        Map<String, String> answer)
        implements Exercise {

    /** How many steps may be tried to find out whether a goal can be met. */
    private static final int MOST_TRIED = 1500;

    /** How many values of one setting are tried for advice. */
    private static final int ADVISED = 40;

    private static final int MOST_OPEN = 3;
    private static final Draw ANY = new Draw(0, 0);

    /** What settings lead to. @param gap positive above the goal, negative below it, 0 if it is met */
    public record Outcome(double reached, double gap) {

        private double distance() {
            return Math.abs(gap);
        }
    }

    /** A setting to change, and in which direction. */
    public record Advice(String setting, boolean up) {}

    public static SetExercise of(BlockWords values, Models models) {
        values.allow(Brief.keysWith(Source.KEYS, Settings.KEYS, Goal.KEYS, List.of("open")));
        Source source = Source.of(values, models);
        values.list("open", 1, MOST_OPEN);
        List<String> open = values.choices("open", Knob.keys());
        Goal goal = Goal.of(values, source);
        Brief brief = Brief.of(values, holes(source, goal).keySet());
        Logits logits = source.logits();
        SetExercise exercise = new SetExercise(brief, source, logits, open, goal, values, Map.of());
        return new SetExercise(brief, source, logits, open, goal, values, exercise.meeting());
    }

    /** @throws InvalidValue if the initial settings meet the goal, or none can */
    private Map<String, String> meeting() {
        String bound = goal.bound().key();
        if (start().gap() == 0) {
            throw new InvalidValue(bound, new Rule("not-yet-met"), values.text(bound));
        }
        return find(outcome -> outcome.gap() == 0)
                .orElseThrow(() ->
                        new InvalidValue(bound, new Rule("can-be-met", String.join(", ", open)), values.text(bound)));
    }

    private Outcome start() {
        return outcome(Map.of());
    }

    /** @throws InvalidValue naming the setting whose value is wrong */
    public Outcome outcome(Map<String, String> changed) {
        Map<String, String> all = with(values.words(), changed);
        Step step =
                Step.of(logits, source.prefix(), new BlockWords(all).settings().stages(), ANY);
        double reached = goal.reached(step);
        return new Outcome(reached, goal.gap(reached));
    }

    private static Map<String, String> with(Map<String, String> values, Map<String, String> changed) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(changed);
        return all;
    }

    /** The first values of the open settings, on a coarse grid, that lead to such an outcome. */
    private Optional<Map<String, String>> find(Predicate<Outcome> wanted) {
        int count = Math.min(100, (int) Math.floor(Math.pow(MOST_TRIED, 1.0 / open.size())));
        Stream<Map<String, String>> grid = Stream.of(Map.of());
        for (String key : open) {
            grid = grid.flatMap(chosen ->
                    Knob.of(key).grid(count).stream().map(value -> with(chosen, Map.of(key, value))));
        }
        return grid.filter(changed -> wanted.test(outcome(changed))).findFirst();
    }

    @Override
    public Attempt<SetExercise> attempt(Map<String, String> typed) {
        return Attempt.of(this, typed, open, seed -> this, (asked, answer) -> judge(answer.words()));
    }

    private Verdict judge(Map<String, String> changed) {
        Outcome outcome = outcome(changed);
        return Verdict.of(outcome.gap() == 0, Stream.of(Mistake.of(mistake(outcome), outcome.reached())));
    }

    private String mistake(Outcome outcome) {
        return outcome.distance() > start().distance() ? "away" : outcome.gap() < 0 ? "too-low" : "too-high";
    }

    /** The one setting whose change leads nearest to the goal; empty if none leads nearer. */
    public Optional<Advice> advice(Map<String, String> changed) {
        double nearest = outcome(changed).distance();
        Optional<Advice> best = Optional.empty();
        for (String key : open) {
            for (boolean up : List.of(false, true)) {
                double distance = nearest(key, up, changed);
                if (distance < nearest) {
                    nearest = distance;
                    best = Optional.of(new Advice(key, up));
                }
            }
        }
        return best;
    }

    /** The least distance from the goal that one setting can achieve by changing in one direction. */
    private double nearest(String key, boolean up, Map<String, String> changed) {
        String typed = changed.getOrDefault(key, startValue(key));
        double from = typed.isBlank() ? Knob.of(key).off : Double.parseDouble(typed);
        return Knob.of(key).grid(ADVISED).stream()
                .filter(value -> up ? Double.parseDouble(value) > from : Double.parseDouble(value) < from)
                .mapToDouble(value -> outcome(with(changed, Map.of(key, value))).distance())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The initial value of a setting; empty if it is off. */
    public String startValue(String key) {
        return values.find(key).orElse("");
    }

    @Override
    public boolean asksAfresh() {
        return false;
    }

    @Override
    public List<String> names() {
        return List.of("set");
    }

    @Override
    public QuestionContent content() {
        List<Working> fixed = Cut.lines(values.settings()).stream()
                .filter(setting -> !open.contains(setting.name()))
                .toList();
        Facts facts = source instanceof Source.Given given
                ? new Cut(given.vocabulary(), Settings.OFF).facts(goal.of(), fixed)
                : new Facts(List.of(), fixed, source.live().map(Source.Live::prompt));
        return new QuestionContent(facts, holes(source, goal), this::meetingSettings);
    }

    private static Map<String, Figure> holes(Source source, Goal goal) {
        Map<String, Figure> holes = new LinkedHashMap<>();
        holes.put("goal", goal.figure(goal.value()));
        if (goal.of() >= 0) {
            holes.put("token", Figure.of(source.token(goal.of())));
        }
        return holes;
    }

    private List<Working> meetingSettings() {
        Stream<Working> settings = answer.entrySet().stream()
                .map(setting -> Working.of("solution.given." + setting.getKey(), Figure.plain(setting.getValue())));
        Working reached = Working.of(
                "solution.reached." + goal.measure().key(),
                goal.figure(outcome(answer).reached()));
        return Stream.concat(settings, Stream.of(reached)).toList();
    }

    /** The initial values themselves, and the first ones that lead away from the goal. */
    @Override
    public List<Slip> slips() {
        Map<String, String> start = new LinkedHashMap<>();
        open.forEach(key -> start.put(key, startValue(key)));
        Optional<Map<String, String>> away = find(outcome -> mistake(outcome).equals("away"));
        return Stream.concat(
                        Stream.of(new Slip(mistake(start()), start)),
                        away.stream().map(answer -> new Slip("away", answer)))
                .toList();
    }
}
