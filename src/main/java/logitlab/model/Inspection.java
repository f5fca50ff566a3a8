package logitlab.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;

/**
 * What a network computed on its way from the ids of a text to their logits. Immutable.
 *
 * <p>Layers count from 1; layer 0 is the input of the first one. Positions and heads count from 0. What the package's graph does not
 * expose, or was not asked for, is empty.
 *
 * <p>The parts of the last vector of a transformer add up to it: {@code embedding + positionEmbedding + sum over layers (sum over
 * heads of headOutput + attentionBias + mlpOutput) = hidden(layers())}, and {@link FinalNorm} says what each adds to a logit.
 *
 * <pre>
 * inspection.hidden(inspection.layers(), 3)   is the vector of the fourth token after the last layer
 * </pre>
 */
public final class Inspection {

    /** What to read of a graph's outputs, because some are large. The lens is always read, at one position. */
    public enum Group {
        /** The vectors between the layers: embedding, hidden. */
        VECTORS,
        /** The attention weights. */
        ATTENTION,
        /** What is added to the vectors: positionEmbedding, headOutput, attentionBias, mlpOutput, finalNorm. */
        PARTS,
        /** What the attention is made of: query, key, value, headPart. */
        HEADS,
        /** The gates and states of an LSTM. */
        GATES;

        /** What the pages show. */
        public static final Set<Group> USUAL = Set.copyOf(EnumSet.of(VECTORS, ATTENTION));
    }

    private static final Pattern NUMBERED = Pattern.compile(".*\\.\\d+");

    private final int positions;
    private final Switches switches;
    private final Map<String, Tensor> outputs;
    private final List<Logits> lens; // layers + 1 entries, at one position
    private final int layers;

    /** @param outputs of the graph by name, for one text of {@code positions} tokens, without the batch axis and the lens */
    public Inspection(int positions, Switches switches, Map<String, Tensor> outputs) {
        this(positions, switches, outputs, List.of());
    }

    private Inspection(int positions, Switches switches, Map<String, Tensor> outputs, List<Logits> lens) {
        this.positions = positions;
        this.switches = switches;
        this.outputs = Map.copyOf(outputs);
        this.lens = List.copyOf(lens);
        layers = layers(outputs, lens);
    }

    public List<Logits> lens() {
        return lens;
    }

    /** The same inspection with the lens at one position; the rest is shared. */
    public Inspection with(List<Logits> lensThere) {
        return new Inspection(positions, switches, outputs, lensThere);
    }

    /** The outputs whose names continue with 0, 1 and so on. */
    public static <T> List<T> numbered(Map<String, T> outputs, String name) {
        List<T> found = new ArrayList<>();
        while (outputs.containsKey(name + found.size())) {
            found.add(outputs.get(name + found.size()));
        }
        return List.copyOf(found);
    }

    private static int layers(Map<String, Tensor> outputs, List<Logits> lens) {
        int vectors = Math.max(numbered(outputs, "hidden_states.").size(), lens.size()) - 1;
        return outputs.keySet().stream()
                .filter(name -> NUMBERED.matcher(name).matches() && !name.startsWith("hidden_states."))
                .mapToInt(name -> 1 + Integer.parseInt(name.substring(name.lastIndexOf('.') + 1)))
                .reduce(Math.max(0, vectors), Math::max);
    }

    /** The number of layers of which anything is exposed. */
    public int layers() {
        return layers;
    }

    private Optional<Tensor> output(String name) {
        return Optional.ofNullable(outputs.get(name));
    }

    private Optional<Tensor> output(String name, int layer) {
        return output(name + "." + (layer - 1));
    }

    /** The row of the token table for the token at a position, before anything is added to it. */
    public Optional<Vector> embedding(int position) {
        return output("inputs_embeds").map(rows -> rows.row(position));
    }

    /** What is added to the embedding because of its position, where a model learns that. */
    public Optional<Vector> positionEmbedding(int position) {
        return output("position_embeds").map(rows -> rows.row(position));
    }

    /** The vector at a position after {@code layer} layers. */
    public Optional<Vector> hidden(int layer, int position) {
        return output("hidden_states." + layer).map(rows -> rows.row(position));
    }

    /** The number of attention heads of a layer, 0 if it does not expose them. */
    public int heads(int layer) {
        return List.of("attentions", "attention_out", "queries").stream()
                .flatMap(name -> output(name, layer).stream())
                .mapToInt(heads -> heads.length(0))
                .findFirst()
                .orElse(0);
    }

    /**
     * How much a position attends to each position up to its own, from the first on: weights in [0, 1] that sum to 1.
     *
     * @param head from 0; if absent, the mean over all heads
     * @return {@code position + 1} weights; empty if the layer does not expose them
     */
    public List<Double> attention(int layer, OptionalInt head, int position) {
        Optional<Tensor> weights = output("attentions", layer);
        return IntStream.rangeClosed(0, weights.isPresent() ? position : -1)
                .mapToObj(at -> head.isPresent()
                        ? (double) weights.get().at(head.getAsInt(), position, at)
                        : IntStream.range(0, heads(layer))
                                        .mapToDouble(each -> weights.get().at(each, position, at))
                                        .sum()
                                / heads(layer))
                .toList();
    }

    /** What a head compares with the keys, after a rotation by the position: the scores are {@code query . key / sqrt(width)}. */
    public Optional<Vector> query(int layer, int head, int position) {
        return output("queries", layer).map(rows -> rows.row(head, position));
    }

    public Optional<Vector> key(int layer, int head, int position) {
        return output("keys", layer).map(rows -> rows.row(head, position));
    }

    public Optional<Vector> value(int layer, int head, int position) {
        return output("values", layer).map(rows -> rows.row(head, position));
    }

    /**
     * What a head adds to the vector at a position because of one earlier position, {@code factor * weight * (value . output weight)}:
     * the head's factor of the switches, its attention weight, its value there, and its slice of the output projection.
     */
    public Optional<Vector> headPart(int layer, int head, int position, int from) {
        Optional<Tensor> weights = output("attentions", layer);
        Optional<Tensor> slices = output("output_weight", layer);
        return value(layer, head, from)
                .filter(value -> weights.isPresent() && slices.isPresent())
                .map(value -> slices.get()
                        .product(switches.head(layer, head + 1) * weights.get().at(head, position, from), value, head));
    }

    /** What a head adds to the vector at a position, without the bias: the sum of its parts from all positions up to there. */
    public Optional<Vector> headOutput(int layer, int head, int position) {
        Optional<Vector> given = output("attention_out", layer).map(rows -> rows.row(head, position));
        return given.or(() -> IntStream.rangeClosed(0, position)
                .mapToObj(from -> headPart(layer, head, position, from))
                .reduce((all, next) -> all.flatMap(sum -> next.map(sum::plus)))
                .orElseThrow());
    }

    /**
     * What a head adds to a logit because of each position up to its own, in double precision:
     * {@code factor * weight * (value . (output weight . direction))}.
     *
     * @param direction of the logit, from {@link FinalNorm#direction}
     * @return {@code position + 1} numbers, whose sum is what {@link #headOutput} adds; empty if the graph does not expose the values
     */
    public List<Double> headLogits(int layer, int head, int position, FinalNorm.Direction direction) {
        Optional<Tensor> weights = output("attentions", layer);
        Optional<Tensor> slices = output("output_weight", layer);
        Optional<Tensor> values = output("values", layer);
        if (weights.isEmpty() || slices.isEmpty() || values.isEmpty()) {
            return List.of();
        }
        double[] inHead = slices.get().product(head, direction);
        double factor = switches.head(layer, head + 1);
        List<Double> from = new ArrayList<>();
        for (int at = 0; at <= position; at++) {
            Vector value = values.get().row(head, at);
            double sum = 0;
            for (int i = 0; i < inHead.length; i++) {
                sum += value.at(i) * inHead[i];
            }
            from.add(factor * weights.get().at(head, position, at) * sum);
        }
        return List.copyOf(from);
    }

    /** What the output projection adds at every position besides its heads; empty if it has no bias. */
    public Optional<Vector> attentionBias(int layer) {
        return output("attention_bias", layer).map(Tensor::row);
    }

    /** What the MLP adds to the vector at a position, its bias included. */
    public Optional<Vector> mlpOutput(int layer, int position) {
        return output("mlp_out", layer).map(rows -> rows.row(position));
    }

    /** Whether a layer exposes what each of its heads and its MLP adds; if not, only the vectors before and after it can be known. */
    public boolean showsParts(int layer) {
        return heads(layer) > 0
                && mlpOutput(layer, 0).isPresent()
                && headOutput(layer, 0, 0).isPresent();
    }

    /** The norm after the last layer, at a position. */
    public Optional<FinalNorm> finalNorm(int position) {
        Optional<Tensor> scale = output("final_norm.scale");
        return output("final_norm.weight")
                .filter(weight -> scale.isPresent())
                .map(weight -> new FinalNorm(
                        weight.row(),
                        output("final_norm.bias").map(Tensor::row),
                        scale.get().at(position),
                        outputs.containsKey("final_norm.mean")));
    }

    /** The gates of an LSTM's layer at a position. */
    public Optional<Gates> gates(int layer, int position) {
        return output("gates", layer)
                .map(rows -> new Gates(
                        rows.row(position, 0), rows.row(position, 1), rows.row(position, 2), rows.row(position, 3)));
    }

    /** What an LSTM's layer carries from a position to the next, where it exposes gates and cell states: {@code h = output * tanh(c)}. */
    public Optional<CellState> cellState(int layer, int position) {
        Optional<Vector> cell = output("cell_states", layer).map(rows -> rows.row(position));
        return cell.flatMap(c -> gates(layer, position).map(gates -> {
            float[] hidden = new float[c.size()];
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = (float) (gates.output().at(i) * Math.tanh(c.at(i)));
            }
            return new CellState(Vector.of(hidden), c);
        }));
    }

    /**
     * The logit lens: the logits that would come out if the inspected position went from {@code layer} directly to the final
     * norm and the projection. Source: nostalgebraist, Interpreting GPT: the logit lens, 2020.
     */
    public Optional<Logits> lens(int layer) {
        return layer >= 0 && layer < lens.size() ? Optional.of(lens.get(layer)) : Optional.empty();
    }

    /** Its size in memory without the lens, which is weighed separately. */
    public long bytes() {
        return outputs.values().stream().mapToLong(Tensor::bytes).sum() + 1000;
    }
}
