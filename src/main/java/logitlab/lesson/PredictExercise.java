package logitlab.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Range;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * {@code ```exercise predict}: the next token of a model's text, to be guessed before it is revealed. Asked afresh, it is the
 * token after that.
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
 * @param first the lane before its first token
 * @param at which token of the lane is asked for, 0 for the first
 * @param count how many options there are
 */
public record PredictExercise(Brief brief, Lane first, String prompt, int at, int count) implements Exercise {

    private static final String ANSWER = "answer";
    private static final Range OPTIONS = Range.of(2, 8);

    /** After so many tokens it begins again with the first. */
    private static final int LONGEST = 24;

    /** So many rows are revealed. */
    private static final int SHOWN = 5;

    static PredictExercise of(BlockWords words, Models models) {
        List<String> keys = new ArrayList<>(Brief.keysWith(Settings.KEYS));
        keys.addAll(List.of("model", "prompt", "decoder", "seed", "options"));
        words.allow(keys);
        LanguageModel model = words.find("model").map(models::get).orElseGet(models::first);
        words.text("prompt");
        String prompt = words.words().get("prompt");
        long seed = words.find("seed").isPresent() ? words.wholeLong("seed", Draw.SEEDS) : 0;
        Lane first = new Lane(
                model, model.prompt(prompt), List.of(), Decoder.of(words.text("decoder")), words.settings(), seed);
        return new PredictExercise(Brief.of(words, List.of()), first, prompt, 0, words.whole("options", OPTIONS));
    }

    /** A finished lane begins again. */
    private PredictExercise fresh(long seed) {
        int longest = first.run(LONGEST).ids().size();
        return new PredictExercise(brief.fresh(seed), first, prompt, (int) (seed % longest), count);
    }

    private Lane lane() {
        return first.run(at);
    }

    public Step step() {
        return lane().step(at);
    }

    /** The chosen token and the best other ones, in an order that gives nothing away. */
    public List<Candidate> options() {
        Step step = step();
        List<Candidate> options = new ArrayList<>(Stream.concat(
                        Stream.of(step.candidate(step.chosen())),
                        step.best(count).stream().filter(candidate -> candidate.id() != step.chosen()))
                .limit(count)
                .toList());
        Dice dice = new Dice(first.settings().hashCode() & 0xFFFFL | (long) at << 16);
        for (int i = options.size() - 1; i > 0; i--) {
            Collections.swap(options, i, dice.whole(0, i));
        }
        return List.copyOf(options);
    }

    /** The best tokens, the chosen one always among them. */
    public List<Candidate> revealed() {
        return step().best(SHOWN);
    }

    @Override
    public Attempt<PredictExercise> attempt(Map<String, String> typed) {
        return Attempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, words) -> asked.judge(words));
    }

    private Verdict judge(BlockWords words) {
        String word = words.oneOf(
                ANSWER,
                options().stream().map(option -> Integer.toString(option.id())).toList());
        Step step = step();
        if (word.equals(Integer.toString(step.chosen()))) {
            return Verdict.RIGHT;
        }
        return word.equals(Integer.toString(step.greedy()))
                ? Verdict.of(new Mistake("argmax-where-sampled", 0, text(step.greedy())))
                : Verdict.WRONG;
    }

    private String text(int id) {
        return first.model().tokenizer().token(id).text();
    }

    @Override
    public Facts facts() {
        List<Working> said = new ArrayList<>();
        said.add(Working.of(first.decoder().word(), Figure.of(Figure.Sort.PLAIN, first.seed())));
        if (first.decoder() == Decoder.SAMPLE) {
            first.settings().toMap().forEach((key, word) -> {
                if (!key.startsWith("bias.")) {
                    said.add(Working.of(key, Figure.of(Figure.Sort.PLAIN, Double.parseDouble(word))));
                }
            });
        }
        return new Facts(List.of(), said, Optional.of(first.model().words(lane().text())));
    }

    @Override
    public Map<String, Figure> holes() {
        return new LinkedHashMap<>();
    }

    @Override
    public List<Working> solution() {
        Step step = step();
        Figure token = Figure.of(first.model().tokenizer().token(step.chosen()));
        return List.of(Working.of(
                "solution.predict." + first.decoder().word(),
                token,
                Figure.of(Figure.Sort.PERCENT, step.candidate(step.chosen()).samplingProbability()),
                Figure.of(Figure.Sort.SHARE, step.draw().u())));
    }

    @Override
    public Map<String, String> answer() {
        return Map.of(ANSWER, Integer.toString(step().chosen()));
    }

    @Override
    public List<Slip> slips() {
        Step step = step();
        return step.chosen() == step.greedy()
                ? List.of()
                : List.of(new Slip("argmax-where-sampled", Map.of(ANSWER, Integer.toString(step.greedy()))));
    }
}
