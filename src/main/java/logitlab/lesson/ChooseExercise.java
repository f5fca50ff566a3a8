package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.model.Models;

/**
 * {@code ```exercise choose}: one answer of several.
 *
 * <pre>
 * id: hotter
 * question: The temperature goes up to 2. What becomes of the probability of “{token}”?
 * compute: effect
 * tokens: [mat, moon, sofa, floor, idea]
 * logits: [2.1, -0.5, 0.3, 1.2, -1.0]
 * of: mat
 * change: {temperature: 2}
 * hints:
 *   - Divide the logits by 2. Do they come closer, or do they move apart?
 * </pre>
 */
public record ChooseExercise(Brief brief, Pick pick) implements Exercise {

    private static final String ANSWER = "answer";

    static ChooseExercise of(BlockWords words, Models models) {
        Pick.Kind kind = Pick.Kind.ALL.get(words.oneOf("compute", List.copyOf(Pick.Kind.ALL.keySet())));
        List<String> keys = new ArrayList<>(Brief.keysWith(kind.keys()));
        keys.add("compute");
        words.allow(keys);
        words.choices("tokens", Set.copyOf(words.list("tokens")));
        Pick pick = kind.parser().apply(words, models);
        if (!pick.fair()) {
            throw new InvalidValue("logits", new Rule("one-clear-answer"), String.join(", ", words.list("logits")));
        }
        ChooseExercise exercise =
                new ChooseExercise(Brief.of(words, pick.holes().keySet()), pick);
        Dice.requireFresh(exercise::fresh);
        return exercise;
    }

    private ChooseExercise fresh(long seed) {
        return new ChooseExercise(brief.fresh(seed), Dice.first(seed, pick::fresh, Pick::fair));
    }

    @Override
    public Attempt<ChooseExercise> attempt(Map<String, String> typed) {
        return Attempt.of(this, typed, List.of(ANSWER), this::fresh, (asked, words) -> asked.judge(words));
    }

    private Verdict judge(BlockWords words) {
        String word = words.oneOf(ANSWER, words());
        return word.equals(pick.right())
                ? Verdict.RIGHT
                : pick.mistake(word).map(Verdict::of).orElse(Verdict.WRONG);
    }

    private List<String> words() {
        return pick.options().stream().map(Pick.Option::word).toList();
    }

    @Override
    public Facts facts() {
        return pick.facts();
    }

    @Override
    public Map<String, Figure> holes() {
        return pick.holes();
    }

    @Override
    public List<Working> solution() {
        return pick.solution();
    }

    @Override
    public Map<String, String> answer() {
        return Map.of(ANSWER, pick.right());
    }

    @Override
    public List<Slip> slips() {
        return words().stream()
                .filter(word -> !word.equals(pick.right()))
                .flatMap(word ->
                        pick.mistake(word).stream().map(mistake -> new Slip(mistake.name(), Map.of(ANSWER, word))))
                .toList();
    }
}
