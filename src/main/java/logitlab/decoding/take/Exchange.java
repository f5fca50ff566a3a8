package logitlab.decoding.take;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;

/**
 * Why two sides choose different tokens with the same draw: what the first would have to take over from the second to choose the same.
 * Found by trying: the first side chooses again with some of the second side's things.
 *
 * <p>The things are {@link #LOGITS}, with the ids before them, {@link #DECODER}, {@link #BIAS}, the other keys of
 * {@link Settings#KEYS} and {@link Settings#ORDER}. Only those count in which the sides differ. With all of them the first side is the
 * second, so some set of them always suffices; up to ten things make at most 1,024 sets. Both sides choose token by token: none is a
 * beam search.
 *
 * <pre>
 * logits [2, 1, 0] and the draw 0.74: greedy decoding chooses 0, sampling at temperature 0.8 chooses 1
 * differing   decoder, temperature
 * smallest    [decoder], because sampling at temperature 1 also chooses 1
 * </pre>
 *
 * @param goal what the second side chose, as an id of the first side's vocabulary; -1 if that has no such token
 */
public record Exchange(Side first, Side second, Draw draw, int goal) {

    public static final String LOGITS = "logits";
    public static final String DECODER = "decoder";
    public static final String BIAS = "bias";

    /** In what the sides differ, in the order in which it acts on a choice. */
    public List<String> differing() {
        List<String> things = new ArrayList<>();
        if (!first.logits().equals(second.logits())) {
            things.add(LOGITS);
        }
        if (first.decoder() != second.decoder()) {
            things.add(DECODER);
        }
        Stream.concat(Settings.KEYS.stream(), Stream.of(Settings.ORDER))
                .filter(this::differs)
                .forEach(things::add);
        return things;
    }

    private boolean differs(String key) {
        return key.equals(BIAS)
                ? !first.settings().bias().equals(second.settings().bias())
                : !String.valueOf(first.settings().toMap().get(key))
                        .equals(String.valueOf(second.settings().toMap().get(key)));
    }

    /** The token that the first side chooses with these things of the second; an id of the second's vocabulary if they have its logits. */
    public int chosen(Set<String> things) {
        Side side = first;
        for (String thing : things) {
            side = side.with(thing, second);
        }
        return side.step(draw).chosen();
    }

    /** Whether these things of the second side make the first choose what the second chooses. */
    public boolean suffices(Set<String> things) {
        return chosen(things) == (things.contains(LOGITS) ? second.step(draw).chosen() : goal);
    }

    /** All sets of the smallest size that suffice; the empty set if the sides choose the same. */
    public List<Set<String>> smallest() {
        List<String> things = differing();
        for (int size = 0; size < things.size(); size++) {
            List<Set<String>> found =
                    sets(things, 0, size).filter(this::suffices).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of(new LinkedHashSet<>(things));
    }

    /** All sets of so many of the things from a place on. */
    private static Stream<Set<String>> sets(List<String> things, int from, int size) {
        if (size == 0) {
            return Stream.of(new LinkedHashSet<>());
        }
        return Stream.iterate(from, place -> place <= things.size() - size, place -> place + 1)
                .flatMap(place -> sets(things, place + 1, size - 1).map(rest -> {
                    Set<String> set = new LinkedHashSet<>(List.of(things.get(place)));
                    set.addAll(rest);
                    return set;
                }));
    }
}
