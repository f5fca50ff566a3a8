package logitlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code compute: stays}: which of some tokens is dropped, or which is kept.
 *
 * <pre>
 * ask: dropped
 * tokens: [mat, moon, sofa, floor]
 * logits: [2.1, -0.5, 0.3, 1.2]
 * top-p: 0.8
 * options: [mat, sofa, floor]
 * </pre>
 *
 * @param dropped whether the one that is dropped is right, else the one that is kept
 * @param ids of the tokens to choose from, exactly one of them right
 */
public record StaysPick(Cut cut, boolean dropped, List<Integer> ids) implements Pick {

    static final List<String> KEYS =
            Stream.concat(Cut.KEYS.stream(), Stream.of("ask", "options")).toList();

    static StaysPick of(BlockWords words) {
        Cut cut = Cut.truncating(words);
        List<String> tokens = cut.vocabulary().tokens();
        List<Integer> ids = new ArrayList<>();
        words.choices("options", Set.copyOf(tokens)).forEach(text -> ids.add(tokens.indexOf(text)));
        return new StaysPick(
                cut,
                words.oneOf("ask", List.of("dropped", "kept")).equals("dropped"),
                ids.isEmpty() ? IntStream.range(0, tokens.size()).boxed().toList() : List.copyOf(ids));
    }

    @Override
    public String name() {
        return dropped ? "dropped" : "kept-token";
    }

    @Override
    public StaysPick fresh(Dice dice) {
        return new StaysPick(cut.fresh(dice), dropped, ids);
    }

    @Override
    public List<Option> options() {
        return ids.stream().map(id -> Option.of(cut.vocabulary(), id)).toList();
    }

    private Stream<Integer> rightOnes() {
        return ids.stream().filter(id -> cut.step().candidate(id).kept() != dropped);
    }

    @Override
    public boolean fair() {
        return cut.clear() && rightOnes().count() == 1;
    }

    @Override
    public String right() {
        return cut.vocabulary().tokens().get(rightOnes().findFirst().orElseThrow());
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        int id = cut.vocabulary().tokens().indexOf(word);
        int rank = cut.step().candidate(id).rank();
        boolean crosses = cut.crossing().stream().anyMatch(crossing -> crossing == id);
        return Pick.first(Stream.of(
                Pick.when(dropped && crosses, "crossing-dropped", word),
                Pick.when(!dropped && rank == cut.step().kept(), "cut-too-late", word)));
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
        return cut.solution();
    }
}
