package logitlab.lesson.exercise;

import java.util.Comparator;
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
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.ExerciseText;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.lesson.question.Verdict;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.model.Models;

/**
 * {@code ```exercise set}: settings to be changed until a goal is met, judged on the step itself.
 *
 * <pre>
 * id: tune
 * question: Give “{token}” a probability of {goal} to {goal-most}.
 * model: storyteller
 * prompt: Once upon a time there was a
 * open: [temperature, top-p]
 * goal: probability
 * of: " princess"
 * at-least: 0.5
 * at-most: 0.6
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
        ExerciseText text,
        LogitSource source,
        Logits logits,
        List<String> open,
        Target target,
        BlockValues values,
        Map<String, String> answer)
        implements Exercise {

    /** How many steps may be tried to find out whether a goal can be met. */
    private static final int MOST_TRIED = 1500;

    /** How many values of a setting are tried for the last hint, so that it does not give a goal away. */
    private static final int COARSE = 9;

    private static final int MOST_OPEN = 3;
    private static final Draw ANY = new Draw(0, 0);

    /** What settings lead to. @param gap positive above the goal, negative below it, 0 if it is met */
    public record Outcome(double reached, double gap) {}

    public static SetExercise of(BlockValues values, Models models) {
        values.allow(ExerciseText.keysWith(LogitSource.KEYS, Settings.KEYS, Target.KEYS, List.of("open")));
        LogitSource source = LogitSource.of(values, models);
        values.list("open", 1, MOST_OPEN);
        List<String> open = values.choices("open", TunableSetting.keys());
        Target target = Target.of(values, source);
        ExerciseText text = ExerciseText.of(values, holes(source, target).keySet());
        Logits logits = source.logits();
        SetExercise exercise = new SetExercise(text, source, logits, open, target, values, Map.of());
        return new SetExercise(text, source, logits, open, target, values, exercise.meeting());
    }

    /** @throws InvalidValueException if the initial settings meet the goal, or none can */
    private Map<String, String> meeting() {
        String bound = Target.BOUNDS.stream().filter(values::has).findFirst().orElseThrow();
        if (start().gap() == 0) {
            throw new InvalidValueException(bound, new Constraint("not-yet-met"), values.text(bound));
        }
        return find(outcome -> outcome.gap() == 0)
                .orElseThrow(() -> new InvalidValueException(
                        bound, new Constraint("can-be-met", String.join(", ", open)), values.text(bound)));
    }

    private Outcome start() {
        return outcome(Map.of());
    }

    /** @throws InvalidValueException naming the setting whose value is wrong */
    public Outcome outcome(Map<String, String> changed) {
        Settings settings = values.with(changed).settings();
        Step step = Step.of(logits, source.prefix(), settings.stages(), ANY);
        double reached = target.reached(step);
        return new Outcome(reached, target.gap(reached));
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
                    TunableSetting.of(key).grid(count).stream().map(value -> with(chosen, Map.of(key, value))));
        }
        return grid.filter(changed -> wanted.test(outcome(changed))).findFirst();
    }

    @Override
    public ExerciseAttempt<SetExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(this, typed, open, seed -> this, (asked, answer) -> judge(answer.entries()));
    }

    private Verdict judge(Map<String, String> changed) {
        Outcome outcome = outcome(changed);
        return Verdict.of(outcome.gap() == 0, Stream.of(Mistake.of(mistake(outcome), outcome.reached())));
    }

    private String mistake(Outcome outcome) {
        double gap = outcome.gap();
        boolean away = Math.signum(gap) == Math.signum(start().gap()) && Math.abs(gap) > Math.abs(start().gap());
        return away ? "away" : gap < 0 ? "too-low" : "too-high";
    }

    /** The initial value of a setting; empty if it is off. */
    public String startValue(String key) {
        return values.find(key).orElse("");
    }

    @Override
    public boolean hasFreshNumbers() {
        return false;
    }

    @Override
    public List<String> names() {
        return List.of("set");
    }

    @Override
    public QuestionContent content() {
        List<SolutionLine> fixed = TruncationCase.lines(values.settings()).stream()
                .filter(setting -> !open.contains(setting.name()))
                .toList();
        Givens givens = source instanceof SmallVocabulary vocabulary
                ? new TruncationCase(vocabulary, Settings.OFF).givens(target.of(), fixed)
                : new Givens(List.of(), fixed, source.live().map(LogitSource.Live::prompt));
        return new QuestionContent(givens, holes(source, target), this::oneStep, this::meetingSettings);
    }

    private static Map<String, Value> holes(LogitSource source, Target target) {
        Map<String, Value> holes = new LinkedHashMap<>();
        List<Value> bounds = target.figures();
        holes.put("goal", bounds.get(0));
        holes.put("goal-most", bounds.get(bounds.size() - 1));
        if (target.of() >= 0) {
            holes.put("token", Value.of(source.token(target.of())));
        }
        return holes;
    }

    /** With one open setting: what a value on this side of the goal and one on the other side lead to. */
    private List<SolutionLine> oneStep() {
        if (open.size() > 1) {
            return List.of();
        }
        return Stream.of(-1, 1)
                .flatMap(side -> TunableSetting.of(open.get(0)).grid(COARSE).stream()
                        .filter(value -> Math.signum(gap(value)) == side)
                        .min(Comparator.comparingDouble(value -> Math.abs(gap(value))))
                        .stream())
                .map(value -> SolutionLine.of(
                        "step.reached." + target.measure().key(),
                        Value.plain(value),
                        target.figure(outcome(Map.of(open.get(0), value)).reached())))
                .toList();
    }

    /** The gap that one value of the only open setting leads to. */
    private double gap(String value) {
        return outcome(Map.of(open.get(0), value)).gap();
    }

    private List<SolutionLine> meetingSettings() {
        Stream<SolutionLine> settings = answer.entrySet().stream()
                .map(setting -> SolutionLine.of("solution.given." + setting.getKey(), Value.plain(setting.getValue())));
        return SolutionLine.listed(
                settings,
                SolutionLine.of(
                        "solution.reached." + target.measure().key(),
                        target.figure(outcome(answer).reached())));
    }

    /** The initial values themselves, and the first ones that lead away from the goal. */
    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        Map<String, String> start = new LinkedHashMap<>();
        open.forEach(key -> start.put(key, startValue(key)));
        Optional<Map<String, String>> away = find(outcome -> mistake(outcome).equals("away"));
        return Stream.concat(
                        Stream.of(new WrongAnswerExample(mistake(start()), start)),
                        away.stream().map(answer -> new WrongAnswerExample("away", answer)))
                .toList();
    }
}
