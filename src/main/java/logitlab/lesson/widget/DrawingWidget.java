package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Settings;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.InsidePlace;
import logitlab.lesson.block.LogitSource;
import logitlab.model.Inspection;
import logitlab.model.Models;
import logitlab.model.Vector;

/**
 * {@code ```widget drawing}: one idea of a transformer as a small drawing with the model's own numbers.
 *
 * <pre>
 * id: normed
 * name: layer-norm
 * prompt: The opposite of hot is
 * </pre>
 *
 * @param name one of the {@link #NAMES}
 */
public record DrawingWidget(WidgetConfig config, String name, InsidePlace place) implements Widget {

    public static final List<String> NAMES = List.of("dot-product", "residual-stream", "layer-norm", "mlp");

    /**
     * What one part adds to the residual stream at the position.
     *
     * @param kind {@code token}, {@code position}, {@code attention} or {@code mlp}
     * @param layer from 1; 0 before the first
     * @param after the vector once it is added
     */
    public record Part(String kind, int layer, Vector added, Vector after) {}

    static DrawingWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "name", "model", "prompt", "layer", "head", "position"));
        LogitSource.Live live = LogitSource.Live.of(values, models);
        return new DrawingWidget(
                new WidgetConfig(values.text("id"), live, Settings.OFF, List.of(), values, models),
                values.oneOf("name", NAMES),
                InsidePlace.of(values, live));
    }

    /** All that is added up to the last vector, in order; each part's {@code after} is the sum so far. */
    public List<Part> stream() {
        Inspection seen = place.seen();
        List<Part> parts = new ArrayList<>();
        add(parts, "token", 0, seen.embedding(place.position()).orElseThrow());
        seen.positionEmbedding(place.position()).ifPresent(row -> add(parts, "position", 0, row));
        for (int layer = 1; layer <= seen.layers(); layer++) {
            add(parts, "attention", layer, attention(seen, layer));
            add(parts, "mlp", layer, seen.mlpOutput(layer, place.position()).orElseThrow());
        }
        return List.copyOf(parts);
    }

    private static void add(List<Part> parts, String kind, int layer, Vector added) {
        Vector after =
                parts.isEmpty() ? added : parts.get(parts.size() - 1).after().plus(added);
        parts.add(new Part(kind, layer, added, after));
    }

    private Vector attention(Inspection seen, int layer) {
        Stream<Vector> heads = IntStream.range(0, seen.heads(layer))
                .mapToObj(head -> seen.headOutput(layer, head, place.position()).orElseThrow());
        return Stream.concat(heads, seen.attentionBias(layer).stream())
                .reduce(Vector::plus)
                .orElseThrow();
    }

    /** What the MLP of the layer adds. */
    public Part mlp() {
        return stream().stream()
                .filter(part -> part.kind().equals("mlp") && part.layer() == place.layer())
                .findFirst()
                .orElseThrow();
    }

    /** The vector that goes into the layer. */
    public Vector before() {
        return place.seen().hidden(place.layer() - 1, place.position()).orElseThrow();
    }

    /**
     * The same after the layer's first norm, before its learned weights: {@code (x_i - mean) / spread}, or {@code x_i / sqrt(mean of x^2)} for a
     * model with an RMSNorm. The tiny number that a network adds under the root is left out.
     */
    public Vector normed() {
        Vector before = before();
        boolean centred = place.seen().finalNorm(place.position()).orElseThrow().centred();
        double mean = centred ? before.mean() : 0;
        double size = centred ? before.spread() : before.norm() / Math.sqrt(before.size());
        return before.map(x -> (x - mean) / size);
    }

    @Override
    public List<String> kept() {
        return List.of("layer", "head");
    }

    @Override
    public boolean opens(String key) {
        return InsidePlace.KEYS.contains(key);
    }
}
