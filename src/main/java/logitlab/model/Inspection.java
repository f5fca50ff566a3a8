package logitlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;

/**
 * Everything that a network computed on its way from the ids of a text to their logits. Immutable.
 *
 * <p>Layers count from 1; layer 0 is the input of the first one. Positions count from 0. What the package's graph does not expose
 * is empty.
 *
 * <pre>
 * inspection.hidden(inspection.layers(), 3)   is the vector of the fourth token after the last layer
 * </pre>
 */
public final class Inspection {

    private final int positions;
    private final Optional<float[]> embeddings; // [positions, width]
    private final List<float[]> hidden; // layers + 1 times [positions, width]
    private final List<float[]> attentions; // for each layer [heads, positions, positions]
    private final List<Logits> lens; // layers + 1 entries, at one position

    /** @param outputs of the graph by name, for one text of {@code positions} tokens, without the lens */
    public Inspection(int positions, Map<String, float[]> outputs) {
        this(
                positions,
                Optional.ofNullable(outputs.get("inputs_embeds")),
                numbered(outputs, "hidden_states."),
                numbered(outputs, "attentions."),
                List.of());
    }

    private Inspection(
            int positions,
            Optional<float[]> embeddings,
            List<float[]> hidden,
            List<float[]> attentions,
            List<Logits> lens) {
        this.positions = positions;
        this.embeddings = embeddings;
        this.hidden = hidden;
        this.attentions = attentions;
        this.lens = List.copyOf(lens);
    }

    public List<Logits> lens() {
        return lens;
    }

    /** The same inspection with the lens at one position; the rest is shared. */
    public Inspection with(List<Logits> lensThere) {
        return new Inspection(positions, embeddings, hidden, attentions, lensThere);
    }

    /** The outputs whose names continue with 0, 1 and so on. */
    public static <T> List<T> numbered(Map<String, T> outputs, String name) {
        List<T> found = new ArrayList<>();
        while (outputs.containsKey(name + found.size())) {
            found.add(outputs.get(name + found.size()));
        }
        return List.copyOf(found);
    }

    /** The number of layers of which anything is exposed. */
    public int layers() {
        return Math.max(Math.max(hidden.size(), lens.size()) - 1, attentions.size());
    }

    /** The row of the token table for the token at a position, before anything is added to it. */
    public Optional<Vector> embedding(int position) {
        return embeddings.map(rows -> row(rows, position));
    }

    /** The vector at a position after {@code layer} layers. */
    public Optional<Vector> hidden(int layer, int position) {
        return at(hidden, layer).map(rows -> row(rows, position));
    }

    private Vector row(float[] rows, int position) {
        int width = rows.length / positions;
        return Vector.part(rows, position * width, width);
    }

    /** The number of attention heads of a layer, 0 if it does not expose them. */
    public int heads(int layer) {
        return at(attentions, layer - 1)
                .map(weights -> weights.length / (positions * positions))
                .orElse(0);
    }

    /**
     * How much a position attends to each position up to its own, from the first on: weights in [0, 1] that sum to 1.
     *
     * @param head from 0; if absent, the mean over all heads
     * @return {@code position + 1} weights; empty if the layer does not expose them
     */
    public List<Double> attention(int layer, OptionalInt head, int position) {
        int heads = heads(layer);
        return IntStream.rangeClosed(0, heads > 0 ? position : -1)
                .mapToObj(at -> head.isPresent()
                        ? weight(layer, head.getAsInt(), position, at)
                        : IntStream.range(0, heads)
                                        .mapToDouble(each -> weight(layer, each, position, at))
                                        .sum()
                                / heads)
                .toList();
    }

    private double weight(int layer, int head, int position, int at) {
        return attentions.get(layer - 1)[(head * positions + position) * positions + at];
    }

    /**
     * The logit lens: the logits that would come out if the inspected position went from {@code layer} directly to the final
     * norm and the projection. Source: nostalgebraist, Interpreting GPT: the logit lens, 2020.
     */
    public Optional<Logits> lens(int layer) {
        return at(lens, layer);
    }

    private static <T> Optional<T> at(List<T> layers, int layer) {
        return layer >= 0 && layer < layers.size() ? Optional.of(layers.get(layer)) : Optional.empty();
    }

    /** Its size in memory without the lens, which is weighed separately. */
    public long bytes() {
        long floats = embeddings.map(rows -> rows.length).orElse(0);
        for (List<float[]> layers : List.of(hidden, attentions)) {
            floats += layers.stream().mapToLong(rows -> rows.length).sum();
        }
        return Float.BYTES * floats + 1000;
    }
}
