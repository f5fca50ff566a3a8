package logitlab.lesson.exercise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
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
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code ```exercise bet}: a bet on the token that a draw chooses. Nobody can know it, so a bet is neither right nor wrong and does
 * not count. Once it is placed, the intervals and the draw are shown, and the question is what happened. The seed bets on a later
 * token.
 *
 * <pre>
 * id: next
 * question: Which token will be drawn? Place your bet.
 * model: storyteller
 * prompt: The boy climbed up the
 * seed: 17
 * options: 4
 * hints:
 *   - Which interval is the longest?
 * </pre>
 *
 * @param lane up to the token in question
 * @param count how many options there are
 */
public record BetExercise(ExerciseText text, Lane lane, int count) implements Exercise {

    /** The key of the bet, and that of what happened. */
    public static final String BET = "answer";

    public static final String HAPPENED = "happened";

    private static final Range OPTIONS = Range.of(2, 8);
    private static final int LONGEST = 24;

    /** A draw this close to a border might be on its other side after rounding. */
    private static final double MARGIN = 0.0001;

    public static BetExercise of(BlockValues values, Models models) {
        values.allow(ExerciseText.keysWith(Settings.KEYS, List.of("model", "prompt", "seed", "options")));
        values.text("prompt");
        String prompt = values.entries().get("prompt"); // with the spaces around it
        var model = values.model(models);
        Lane lane = Lane.open(model, model.prompt(prompt), List.of(), Decoder.SAMPLE, values.settings(), values.seed());
        BetExercise bet = new BetExercise(ExerciseText.of(values, List.of()), lane, values.whole("options", OPTIONS));
        if (!bet.open()) {
            throw new InvalidValueException("prompt", new Constraint("one-clear-answer"), prompt);
        }
        return bet;
    }

    /** Bets on a later token that is not certain. */
    private BetExercise fresh(long seed) {
        List<Integer> ids = lane.run(LONGEST).ids();
        List<BetExercise> later = IntStream.range(0, ids.size())
                .mapToObj(at -> new BetExercise(
                        text.fresh(seed),
                        Lane.open(
                                lane.model(),
                                lane.prompt(),
                                ids.subList(0, at),
                                lane.decoder(),
                                lane.settings(),
                                lane.seed()),
                        count))
                .filter(BetExercise::open)
                .toList();
        return later.get((int) (seed % later.size()));
    }

    /** Whether several tokens can be drawn, and the draw is clearly in one interval. */
    private boolean open() {
        Step step = step();
        Candidate chosen = step.candidate(step.chosen());
        double u = step.draw().u();
        return step.kept() > 1 && Math.abs(u - from(chosen)) > MARGIN && Math.abs(u - to(chosen)) > MARGIN;
    }

    public Step step() {
        return lane.step(lane.ids().size());
    }

    public Token token(int id) {
        return lane.model().tokenizer().token(id);
    }

    /** Where an interval begins. */
    public static double from(Candidate candidate) {
        return candidate.from().orElseThrow();
    }

    /** Where an interval ends. */
    public static double to(Candidate candidate) {
        return candidate.cumulative().orElseThrow();
    }

    /** The token that was drawn and the best other ones that can be drawn, in the order of the strip. */
    public List<Candidate> intervals() {
        Step step = step();
        return Stream.concat(
                        Stream.of(step.candidate(step.chosen())),
                        step.intervals(count).stream().filter(candidate -> candidate.id() != step.chosen()))
                .limit(count)
                .sorted(Comparator.comparingInt(Candidate::rank))
                .toList();
    }

    /** The same in random order, so that the order does not tell. */
    public List<Candidate> options() {
        return new SeededNumbers(lane.ids().size()).shuffled(intervals());
    }

    public Candidate option(BlockValues values, String key) {
        return values.oneOf(key, intervals(), option -> Integer.toString(option.id()));
    }

    @Override
    public ExerciseAttempt<BetExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.inSteps(
                this, typed, List.of(BET, HAPPENED), this::fresh, (asked, values) -> asked.judge(values));
    }

    /** A bet alone has no verdict. */
    private Optional<Verdict> judge(BlockValues values) {
        option(values, BET);
        return values.has(HAPPENED) ? Optional.of(judge(option(values, HAPPENED))) : Optional.empty();
    }

    private Verdict judge(Candidate happened) {
        return Verdict.of(
                happened.id() == step().chosen(),
                Stream.of(Mistake.of(
                        "other-interval",
                        happened.id(),
                        Value.of(token(happened.id())),
                        Value.share(from(happened)),
                        Value.share(to(happened)))));
    }

    @Override
    public boolean counts() {
        return false;
    }

    @Override
    public List<String> names() {
        return List.of("bet");
    }

    @Override
    public QuestionContent content() {
        List<SolutionLine> lines = new ArrayList<>(List.of(SolutionLine.of("sample", Value.plain(lane.seed()))));
        lines.addAll(TruncationCase.lines(lane.settings()));
        Givens givens = new Givens(List.of(), lines, Optional.of(lane.model().text(lane.text())));
        return new QuestionContent(givens, Map.of(), this::drawn);
    }

    private List<SolutionLine> drawn() {
        Step step = step();
        Candidate chosen = step.candidate(step.chosen());
        return List.of(
                SolutionLine.of(
                        "solution.interval",
                        Value.of(token(chosen.id())),
                        Value.share(chosen.samplingProbability()),
                        Value.share(from(chosen)),
                        Value.share(to(chosen))),
                SolutionLine.of("solution.falls", Value.share(step.draw().u()), Value.of(token(chosen.id()))));
    }

    @Override
    public Map<String, String> answer() {
        String chosen = Integer.toString(step().chosen());
        return Map.of(BET, chosen, HAPPENED, chosen);
    }

    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        return intervals().stream()
                .filter(option -> option.id() != step().chosen())
                .map(option -> Integer.toString(option.id()))
                .map(id -> new WrongAnswerExample("other-interval", Map.of(BET, id, HAPPENED, id)))
                .toList();
    }
}
