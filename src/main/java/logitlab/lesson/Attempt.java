package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Words;

/**
 * A question with the numbers of its seed, what was answered, and what that is worth.
 *
 * @param answer the words that were sent, right or wrong, but for the seed
 * @param wrong what is no answer at all
 * @param verdict none before there is an answer
 */
public record Attempt<E extends Exercise>(
        E asked, Map<String, String> answer, Optional<InvalidValue> wrong, Optional<Verdict> verdict) {

    private static final String SEED = "seed";

    /**
     * The exercise with what a visitor sent: {@code seed} for fresh numbers, and the words of an answer.
     *
     * @param keys of an answer, in which a list stands without its numbers
     * @throws InvalidValue where the seed is none, or where there is another key
     */
    static <E extends Exercise> Attempt<E> of(
            E lesson,
            Map<String, String> typed,
            List<String> keys,
            LongFunction<E> fresh,
            BiFunction<E, BlockWords, Verdict> judge) {
        BlockWords words = new BlockWords(typed);
        words.allow(Stream.concat(lesson.asksAfresh() ? Stream.of(SEED) : Stream.of(), keys.stream())
                .toList());
        E asked = typed.containsKey(SEED) ? fresh.apply(Words.whole(SEED, words.text(SEED), Draw.SEEDS)) : lesson;
        BlockWords answer = words.without(SEED);
        try {
            Optional<Verdict> verdict =
                    answer.words().isEmpty() ? Optional.empty() : Optional.of(judge.apply(asked, answer));
            return new Attempt<>(asked, answer.words(), Optional.empty(), verdict);
        } catch (InvalidValue invalid) {
            return new Attempt<>(asked, answer.words(), Optional.of(invalid), Optional.empty());
        }
    }

    /** What was typed into a field, right or wrong. */
    public String typed(String key) {
        return answer.getOrDefault(key, "");
    }
}
