package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A number that a learner can work out: {@code compute:} of {@code ```exercise number}. */
public sealed interface Computation
        permits SoftmaxProbability,
                TemperatureProbability,
                TruncatedProbability,
                KeptCount,
                BiasedProbability,
                PenalisedLogit,
                CrossEntropy,
                Perplexity {

    /** The computations by the names that lessons call them by. */
    enum Kind {
        SOFTMAX(SoftmaxProbability.KEYS, SoftmaxProbability.MISTAKES, SoftmaxProbability::of),
        TEMPERATURE(TemperatureProbability.KEYS, TemperatureProbability.MISTAKES, TemperatureProbability::of),
        TRUNCATED(TruncatedProbability.KEYS, TruncatedProbability.MISTAKES, TruncatedProbability::of),
        KEPT(KeptCount.KEYS, KeptCount.MISTAKES, KeptCount::of),
        BIASED(BiasedProbability.KEYS, BiasedProbability.MISTAKES, BiasedProbability::of),
        PENALISED(PenalisedLogit.KEYS, PenalisedLogit.MISTAKES, PenalisedLogit::of),
        CROSS_ENTROPY(CrossEntropy.KEYS, CrossEntropy.MISTAKES, CrossEntropy::of),
        PERPLEXITY(Perplexity.KEYS, Perplexity.MISTAKES, Perplexity::of);

        private final List<String> keys;
        private final List<String> mistakes;
        private final Function<BlockWords, Computation> parser;

        Kind(List<String> keys, List<String> mistakes, Function<BlockWords, Computation> parser) {
            this.keys = keys;
            this.mistakes = mistakes;
            this.parser = parser;
        }

        static Kind of(BlockWords words) {
            return words.oneOf("compute", List.of(values()), Kind::word);
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The keys of its numbers. */
        List<String> keys() {
            return keys;
        }

        /** The names of the mistakes that can be made in it. */
        List<String> mistakes() {
            return mistakes;
        }

        Computation parse(BlockWords words) {
            return parser.apply(words);
        }
    }

    Kind kind();

    GivenSoftmax.Vocabulary vocabulary();

    /** The id that it is about; -1 where it is about all tokens. */
    int of();

    /** What is right: a share of 1, or a figure in the one unit there is for it. */
    double value();

    /** Each value that a usual mistake leads to. */
    List<Mistake> mistakes();

    /** Whether no rounding on the way could lead to another result. */
    default boolean clear() {
        return true;
    }

    /** The same question with other logits, perhaps of another token; it may be one that is not {@link #clear}. */
    Computation fresh(Dice dice);

    /** The settings that it is made under. */
    List<Working> settings();

    List<Working> solution();

    default boolean counts() {
        return units().equals(List.of(NumberExercise.Unit.COUNT));
    }

    /** What an answer can be given in: where there are several, a value of 1 is the whole of each. */
    default List<NumberExercise.Unit> units() {
        return List.of(NumberExercise.Unit.SHARE, NumberExercise.Unit.PERCENT);
    }

    /** What is given beside the question. */
    default Facts facts() {
        return Facts.of(vocabulary(), of(), settings());
    }

    /** The text of the token that it is about, empty where it is about all. */
    default String token() {
        return of() < 0 ? "" : vocabulary().tokens().get(of());
    }

    default Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>();
        if (of() >= 0) {
            holes.put("token", Figure.of(vocabulary().token(of())));
            holes.put(
                    "logit", Figure.of(Figure.Sort.LOGIT, vocabulary().logits().at(of())));
        }
        holes.put("largest", Figure.of(Figure.Sort.LOGIT, vocabulary().logits().max()));
        settings()
                .forEach(setting -> holes.put(setting.name(), setting.figures().get(0)));
        return holes;
    }

    /** Where a token's probability is asked for, what any other token has. */
    default Stream<Mistake> otherTokens(Function<Integer, Double> probability) {
        return Stream.iterate(0, id -> id < vocabulary().tokens().size(), id -> id + 1)
                .filter(id -> id != of())
                .map(id -> new Mistake(
                        "other-token",
                        probability.apply(id),
                        vocabulary().tokens().get(id)));
    }

    /** The mistakes with a finite value. */
    static List<Mistake> finite(Stream<Mistake> mistakes) {
        return mistakes.filter(mistake -> Double.isFinite(mistake.value())).collect(Collectors.toUnmodifiableList());
    }
}
