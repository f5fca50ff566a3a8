package logitlab.lesson.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code ```exercise predict}: guess the next token of a model's text before it is revealed. The seed asks about a later token.
 *
 * <pre>
 * id: next
 * question: Which token comes next?
 * model: storyteller
 * prompt: Once upon a time there was a
 * decoder: sample
 * temperature: 0.8
 * seed: 42
 * options: 4
 * hints:
 *   - Which of them would you bet on? Is a bet a promise?
 * </pre>
 *
 * @param ask what the question is about, which decides what an answer reveals
 * @param lane up to the token in question
 * @param count how many options there are
 */
public record PredictExercise(ExerciseText text, Ask ask, Lane lane, String prompt, int count) implements Exercise {

    /** What a question is about: the token that comes next, the largest logit, or the smallest surprise. */
    public enum Ask {
        NEXT,
        LOGIT,
        SURPRISE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ANSWER = "answer";
    private static final Range OPTIONS = Range.of(2, 8);

    /** After this many tokens the questions start over with the first. */
    private static final int LONGEST = 24;

    /** How many rows are revealed. */
    private static final int SHOWN = 5;

    public static PredictExercise of(BlockValues values, Models models) {
        values.allow(
                ExerciseText.keysWith(Settings.KEYS, List.of("model", "prompt", "ask", "decoder", "seed", "options")));
        LanguageModel model = values.model(models);
        values.text("prompt");
        String prompt = values.entries().get("prompt"); // with the spaces around it
        long seed = values.seed();
        Decoder decoder = Decoder.ofSteps(values.text("decoder"));
        Lane lane = Lane.open(model, model.prompt(prompt), List.of(), decoder, values.settings(), seed);
        Ask ask = values.has("ask") ? values.oneOf("ask", List.of(Ask.values()), Ask::key) : Ask.NEXT;
        if (ask != Ask.NEXT && decoder != Decoder.GREEDY) {
            throw new InvalidValueException("ask", new Constraint("not-beside", "decoder"), ask.key());
        }
        return new PredictExercise(
                ExerciseText.of(values, List.of()), ask, lane, prompt, values.whole("options", OPTIONS));
    }

    /** A finished text starts over. */
    private PredictExercise fresh(long seed) {
        List<Integer> ids = lane.run(LONGEST).ids();
        List<Integer> before = ids.subList(0, (int) (seed % ids.size()));
        Lane later = Lane.open(lane.model(), lane.prompt(), before, lane.decoder(), lane.settings(), lane.seed());
        return new PredictExercise(text.fresh(seed), ask, later, prompt, count);
    }

    /** The index of the token in question, 0 for the first after the prompt. */
    public int at() {
        return lane.ids().size();
    }

    public Step step() {
        return lane.step(at());
    }

    public Token token(int id) {
        return lane.model().tokenizer().token(id);
    }

    /** The chosen token and the best other ones, in random order, which is the same on every server. */
    public List<Candidate> options() {
        Step step = step();
        List<Candidate> options = Stream.concat(
                        Stream.of(step.candidate(step.chosen())),
                        step.best(count).stream().filter(candidate -> candidate.id() != step.chosen()))
                .limit(count)
                .toList();
        return new SeededNumbers(lane.settings().toMap().hashCode() & 0xFFFFL | (long) at() << 16).shuffled(options);
    }

    /** The best tokens, and the chosen one if it is not among them. */
    public List<Candidate> revealed() {
        return step().best(SHOWN);
    }

    @Override
    public ExerciseAttempt<PredictExercise> attempt(Map<String, String> typed) {
        return ExerciseAttempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, values) -> asked.judge(values));
    }

    private Verdict judge(BlockValues values) {
        int id = values.oneOf(ANSWER, options(), option -> Integer.toString(option.id()))
                .id();
        return Verdict.of(id == step().chosen(), greedy().filter(greedy -> greedy.value() == id));
    }

    /** The mistake of choosing the best token if a different token was drawn. */
    private Stream<Mistake> greedy() {
        int greedy = step().greedy();
        return greedy == step().chosen()
                ? Stream.of()
                : Stream.of(Mistake.of("argmax-where-sampled", greedy, Value.of(token(greedy))));
    }

    @Override
    public List<String> names() {
        return List.of("predict");
    }

    @Override
    public QuestionContent content() {
        List<SolutionLine> lines = new ArrayList<>();
        if (ask == Ask.NEXT) {
            lines.add(SolutionLine.of(lane.decoder().key(), Value.plain(lane.seed())));
        }
        if (lane.decoder() == Decoder.SAMPLE) {
            lines.addAll(TruncationCase.lines(lane.settings()));
        }
        Givens givens = new Givens(List.of(), lines, Optional.of(lane.model().text(lane.text())));
        return new QuestionContent(givens, Map.of(), this::compared, this::revealing);
    }

    /** What greedy decoding compares, without saying which token it is; nothing tells what a draw takes. */
    private List<SolutionLine> compared() {
        if (lane.decoder() == Decoder.SAMPLE) {
            return List.of();
        }
        return SolutionLine.listed(
                options().stream().map(this::compared), SolutionLine.of("step.predict." + ask.key()));
    }

    private SolutionLine compared(Candidate option) {
        Value token = Value.of(token(option.id()));
        return ask == Ask.SURPRISE
                ? SolutionLine.of("step.share", token, Value.share(option.modelProbability()))
                : SolutionLine.of("step.logit", token, Value.logit(option.logit()));
    }

    private List<SolutionLine> revealing() {
        Step step = step();
        if (ask != Ask.NEXT) {
            return List.of(SolutionLine.of(
                    "solution.predict." + ask.key(),
                    Value.of(token(step.chosen())),
                    Value.logit(step.candidate(step.chosen()).logit()),
                    Value.of(Value.Kind.NATS, step.logits().crossEntropy(step.chosen()))));
        }
        return List.of(SolutionLine.of(
                "solution.predict." + lane.decoder().key(),
                Value.of(token(step.chosen())),
                Value.percent(step.candidate(step.chosen()).samplingProbability()),
                Value.share(step.draw().u())));
    }

    @Override
    public Map<String, String> answer() {
        return answer(step().chosen());
    }

    private static Map<String, String> answer(int id) {
        return Map.of(ANSWER, Integer.toString(id));
    }

    @Override
    public List<WrongAnswerExample> wrongAnswers() {
        return greedy().map(mistake -> new WrongAnswerExample(mistake.name(), answer((int) mistake.value())))
                .toList();
    }
}
