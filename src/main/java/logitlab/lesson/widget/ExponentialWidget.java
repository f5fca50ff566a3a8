package logitlab.lesson.widget;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Bias;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.model.Models;

/**
 * {@code ```widget exponential}: the curve of e to the power of x, with a few tokens as dots on it.
 *
 * <p>{@code x_i = z_i + constant}, minus the largest of these if the lesson or the visitor asks for it; {@code y_i = exp(x_i)}, which
 * is infinite from about 709.8 on; {@code share_i = y_i / sum(y)}, which no constant changes.
 *
 * <pre>
 * id: curve
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * constant: 0
 * subtract: nothing
 * </pre>
 *
 * @param constant added to every logit, from -1000 to 1000
 * @param subtractsLargest whether the largest logit is then subtracted, so that it is at 0
 */
public record ExponentialWidget(WidgetConfig config, double constant, boolean subtractsLargest) implements Widget {

    public static final String LARGEST = "largest";
    public static final String NOTHING = "nothing";

    private static final List<String> OWN = List.of("constant", "subtract");

    /** One token: its logit, where it is on the curve, and its share of the sum of all heights. */
    public record Dot(int id, double logit, double x, double y, double share) {}

    static ExponentialWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "tokens", "logits", "constant", "subtract", "open"));
        List<String> open = values.choices("open", OWN);
        WidgetConfig given = WidgetConfig.of(values, models, SmallVocabulary.of(values));
        return new ExponentialWidget(
                new WidgetConfig(
                        given.id(), given.source(), given.settings(), open.isEmpty() ? OWN : open, values, models),
                values.number("constant", Bias.RANGE, 0),
                values.find("subtract").isPresent()
                        && values.oneOf("subtract", List.of(NOTHING, LARGEST)).equals(LARGEST));
    }

    /** The tokens in the order of the lesson. */
    public List<Dot> dots() {
        Logits logits = config.source().logits();
        Distribution shares = logits.softmax();
        double moved = subtractsLargest ? -logits.max() : constant; // what is added to all is subtracted again
        return IntStream.range(0, logits.size())
                .mapToObj(id -> {
                    double x = logits.at(id) + moved;
                    return new Dot(id, logits.at(id), x, Math.exp(x), shares.at(id));
                })
                .toList();
    }
}
