package logitlab.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Logits;

/**
 * {@code compute: greedy}: the token that greedy decoding takes, whatever the settings that it does not obey.
 *
 * <pre>
 * tokens: [mat, moon, sofa]
 * logits: [-2.1, -0.5, -3]
 * </pre>
 */
public record GreedyPick(Cut cut) implements Pick {

    static final List<String> KEYS =
            List.of("tokens", "logits", "bias", "temperature", "top-k", "top-p", "min-p", "typical-p");

    static GreedyPick of(BlockWords words) {
        return new GreedyPick(Cut.of(words));
    }

    @Override
    public String name() {
        return "greedy";
    }

    private Logits logits() {
        return cut.vocabulary().logits();
    }

    private String text(int id) {
        return cut.vocabulary().tokens().get(id);
    }

    @Override
    public List<Option> options() {
        return IntStream.range(0, cut.size())
                .mapToObj(id -> Option.of(cut.vocabulary(), id))
                .toList();
    }

    @Override
    public String right() {
        return text(cut.step().greedy());
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        int id = cut.vocabulary().tokens().indexOf(word);
        return Pick.first(Stream.of(
                Pick.when(id == logits().argmax(), "bias-ignored", word),
                Pick.when(id == best(other -> Math.abs(logits().at(other))), "absolute-value", word),
                Pick.when(id == best(other -> -logits().at(other)), "smallest-logit", word)));
    }

    private int best(IntToDoubleFunction score) {
        return IntStream.range(0, cut.size())
                .boxed()
                .max(Comparator.comparingDouble(score::applyAsDouble))
                .orElseThrow();
    }

    @Override
    public boolean fair() {
        return cut.step().all().stream()
                        .map(Candidate::adjustedLogit)
                        .distinct()
                        .count()
                == cut.size();
    }

    @Override
    public GreedyPick fresh(Dice dice) {
        return new GreedyPick(cut.fresh(dice));
    }

    @Override
    public Facts facts() {
        return Facts.of(cut.vocabulary(), -1, cut.said());
    }

    @Override
    public Map<String, Figure> holes() {
        return Pick.holes(cut.said());
    }

    @Override
    public List<Working> solution() {
        int greedy = cut.step().greedy();
        boolean biased = !cut.settings().bias().isEmpty();
        double logit = logits().at(greedy) + cut.settings().bias().getOrDefault(greedy, 0.0);
        return List.of(Working.of(
                biased ? "solution.greedy-biased" : "solution.greedy",
                Figure.of(Figure.Sort.LOGIT, logit),
                Figure.of(cut.vocabulary().token(greedy))));
    }
}
