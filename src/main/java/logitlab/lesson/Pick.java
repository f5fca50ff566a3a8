package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import logitlab.model.Models;
import logitlab.model.Token;

/** A question with a few possible answers: {@code compute:} of {@code ```exercise choose}. */
public sealed interface Pick
        permits GreedyPick, DrawnPick, EffectPick, StaysPick, InvariantPick, BugPick, SplitPick, PositionPick {

    /**
     * One possible answer.
     *
     * @param word by which a link says it
     * @param token empty where the word itself names the answer
     * @param figures in the sentence that the word stands for
     */
    record Option(String word, Optional<Token> token, List<Figure> figures) {

        public Option {
            figures = List.copyOf(figures);
        }

        static Option of(GivenSoftmax.Vocabulary vocabulary, int id) {
            return new Option(vocabulary.tokens().get(id), Optional.of(vocabulary.token(id)), List.of());
        }

        static Option of(String word, Figure... figures) {
            return new Option(word, Optional.empty(), List.of(figures));
        }
    }

    /** The name by which lessons call it. */
    String name();

    List<Option> options();

    /** The word of the right one. */
    String right();

    /** The usual mistake, if any, that leads to another option. */
    Optional<Mistake> mistake(String word);

    /** Whether exactly one option is right, and no rounding on the way could make it another. */
    boolean fair();

    /** The same question with other numbers; it may be one that is not {@link #fair}. */
    Pick fresh(Dice dice);

    Facts facts();

    Map<String, Figure> holes();

    List<Working> solution();

    /** The questions by their names, each with the keys of its numbers. */
    record Kind(List<String> keys, BiFunction<BlockWords, Models, Pick> parser) {

        static final Map<String, Kind> ALL = new LinkedHashMap<>();

        static {
            ALL.put("greedy", new Kind(GreedyPick.KEYS, (words, models) -> GreedyPick.of(words)));
            ALL.put("drawn", new Kind(DrawnPick.KEYS, (words, models) -> DrawnPick.of(words)));
            ALL.put("effect", new Kind(EffectPick.KEYS, (words, models) -> EffectPick.of(words)));
            ALL.put("stays", new Kind(StaysPick.KEYS, (words, models) -> StaysPick.of(words)));
            ALL.put("invariant", new Kind(InvariantPick.KEYS, (words, models) -> InvariantPick.of(words)));
            ALL.put("bug", new Kind(BugPick.KEYS, (words, models) -> BugPick.of(words)));
            ALL.put("split", new Kind(SplitPick.KEYS, SplitPick::of));
            ALL.put("position", new Kind(PositionPick.KEYS, PositionPick::of));
        }
    }

    /** The settings by their keys, for the holes. */
    static Map<String, Figure> holes(List<Working> said) {
        Map<String, Figure> holes = new LinkedHashMap<>();
        said.forEach(setting -> holes.put(setting.name(), setting.figures().get(0)));
        return holes;
    }

    /** The first of the mistakes, in this order, whose option was chosen. */
    static Optional<Mistake> first(Stream<Optional<Mistake>> mistakes) {
        return mistakes.flatMap(Optional::stream).findFirst();
    }

    static Optional<Mistake> when(boolean made, String name, String token) {
        return made ? Optional.of(new Mistake(name, 0, token)) : Optional.empty();
    }
}
