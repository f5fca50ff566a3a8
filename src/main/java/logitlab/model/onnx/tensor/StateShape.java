package logitlab.model.onnx.tensor;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How one input of a state lies in memory: which part of it belongs to which text and token.
 *
 * <pre>
 * past_key_values.0.key        [batch, heads, past, head width]         a part for each token of each text
 * past_key_values.0.key_value  [batch, past, 2 * head width]            likewise
 * past_0                       [2, batch, heads, past, head width]      likewise
 * past_conv.0                  [batch, width, kernel]                   one part for each text
 * past_state.0                 [1, batch, width]                        likewise
 * </pre>
 */
public final class StateShape {

    private static final Pattern BATCH = Pattern.compile("batch|batch_?size|b|n|bs");
    private static final Pattern TOKENS = Pattern.compile(".*(past|seq|total|len|token|time|cache).*");

    /** An axis with such a name, {@code batch_size x num_heads} for example, has a length that nothing says. */
    private static final Pattern UNKNOWN = Pattern.compile(".*(head|width|channel|hidden).*");

    private static final byte[] ZEROS = new byte[1 << 12];

    private final long[] shape;
    private final OnnxJavaType type;
    private final int textAxis;
    private final int tokenAxis; // -1 if a state has no part for each token
    private final int outer; // the number of pieces before the axis of texts
    private final int inner; // the number of pieces of a text in each of these
    private final int width; // of a piece, or of each token in it, in bytes

    private StateShape(long[] shape, OnnxJavaType type, int textAxis, int tokenAxis) {
        this.shape = shape;
        this.type = type;
        this.textAxis = textAxis;
        this.tokenAxis = tokenAxis;
        this.outer = length(0, textAxis);
        this.inner = perToken() ? length(textAxis + 1, tokenAxis) : 1;
        this.width = type.size * length((perToken() ? tokenAxis : textAxis) + 1, shape.length);
    }

    /** Hidden values, {@code [1, batch, width]}. */
    public static StateShape ofHidden(TensorInfo declared) {
        return new StateShape(declared.getShape(), declared.type, 1, -1);
    }

    /**
     * Works out the axes by their lengths and names: one for texts, and at most one for tokens, which comes after it. All others must
     * have a length, declared for the input or for the output that it comes back as.
     *
     * @return empty if it is not clear which is which
     */
    public static Optional<StateShape> of(TensorInfo input, TensorInfo output) {
        long[] shape = input.getShape();
        long[] after = output.getShape();
        for (int axis = 0; axis < shape.length && shape.length == after.length; axis++) {
            shape[axis] = shape[axis] < 0 && after[axis] > 1 ? after[axis] : shape[axis];
        }
        String[] names = input.getDimensionNames();
        int[] free =
                IntStream.range(0, shape.length).filter(axis -> shape[axis] < 0).toArray();
        Optional<Integer> texts = IntStream.of(free)
                .filter(axis -> named(names, axis, BATCH))
                .boxed()
                .findFirst()
                .or(() -> IntStream.range(0, Math.min(2, shape.length))
                        .filter(axis -> shape[axis] == 1
                                || shape[axis] < 0
                                        && !named(names, axis, UNKNOWN)
                                        && (free.length > 1 || !named(names, axis, TOKENS)))
                        .boxed()
                        .findFirst());
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        int[] others = IntStream.of(free).filter(axis -> axis != texts.get()).toArray();
        boolean clear = others.length == 0
                || others.length == 1
                        && others[0] > texts.get()
                        && (named(names, others[0], TOKENS) || !named(names, others[0], UNKNOWN));
        return clear
                ? Optional.of(new StateShape(shape, input.type, texts.get(), others.length == 0 ? -1 : others[0]))
                : Optional.empty();
    }

    private static boolean named(String[] names, int axis, Pattern pattern) {
        return axis < names.length
                && names[axis] != null
                && pattern.matcher(names[axis].toLowerCase(Locale.ROOT)).matches();
    }

    private int length(int from, int to) {
        return (int) IntStream.range(from, to).mapToLong(axis -> shape[axis]).reduce(1, (a, b) -> a * b);
    }

    /** Whether it has a part for each token, so that the state after fewer tokens is a part of the state after more. */
    public boolean perToken() {
        return tokenAxis >= 0;
    }

    /** The bytes of a text with this number of tokens. */
    public long bytes(int tokens) {
        return (long) outer * inner * width * (perToken() ? tokens : 1);
    }

    /** The state of {@code batch} texts before any token: keys and values of no token, or zeros. The caller closes it. */
    public OnnxTensor initial(int batch) throws OrtException {
        return Tensors.zeros(made(batch, 0), type);
    }

    private long[] made(int texts, int tokens) {
        long[] made = shape.clone();
        made[textAxis] = texts;
        if (perToken()) {
            made[tokenAxis] = tokens;
        }
        return made;
    }

    /** How many tokens a tensor has parts for; -1 if it has no part for each token. */
    public int tokens(OnnxTensor tensor) {
        return perToken() ? (int) tensor.getInfo().getShape()[tokenAxis] : -1;
    }

    /** Where a piece of a text begins in a tensor. */
    private int start(int texts, int tokens, int text, int piece) {
        return ((piece / inner * texts + text) * inner + piece % inner) * tokens * width;
    }

    /** Copies the part of one text and of its tokens in [{@code from}, {@code to}) out of a tensor of several texts. */
    public byte[] read(ByteBuffer all, int texts, int tokens, int text, int from, int to) {
        int places = perToken() ? tokens : 1;
        int first = perToken() ? from * width : 0;
        int length = perToken() ? (to - from) * width : width;
        byte[] part = new byte[outer * inner * length];
        for (int piece = 0; piece < outer * inner; piece++) {
            all.get(start(texts, places, text, piece) + first, part, piece * length, length);
        }
        return part;
    }

    /** A tensor over memory that the caller has. */
    OnnxTensor over(ByteBuffer buffer, int texts, int tokens) throws OrtException {
        return OnnxTensor.createTensor(
                Sessions.ENVIRONMENT, buffer.duplicate().order(ByteOrder.nativeOrder()), made(texts, tokens), type);
    }

    /**
     * Copies a text's part for its first {@code count} tokens from a tensor of several texts to the end of its place in another, with zeros
     * before it.
     *
     * @param padding how many tokens lie before those of the text
     */
    void copy(
            ByteBuffer from,
            int texts,
            int tokens,
            int text,
            int padding,
            int count,
            ByteBuffer to,
            int toTexts,
            int toTokens,
            int place) {
        if (!perToken()) {
            for (int piece = 0; piece < outer * inner; piece++) {
                to.put(start(toTexts, 1, place, piece), from, start(texts, 1, text, piece), width);
            }
            return;
        }
        boolean whole = padding == 0 && count == tokens && count == toTokens;
        int length = whole ? inner * count * width : count * width;
        int zeros = (toTokens - count) * width;
        for (int piece = 0; piece < outer * inner; piece += whole ? inner : 1) {
            int at = start(toTexts, toTokens, place, piece);
            zero(to, at, zeros);
            to.put(at + zeros, from, start(texts, tokens, text, piece) + padding * width, length);
        }
    }

    private static void zero(ByteBuffer to, int at, int count) {
        for (int done = 0; done < count; done += ZEROS.length) {
            to.put(at + done, ZEROS, 0, Math.min(ZEROS.length, count - done));
        }
    }

    /** Puts parts that {@link #read} made, those of the first tokens first, after {@code padding} tokens of zeros. */
    void put(Iterable<byte[]> parts, ByteBuffer to, int texts, int tokens, int place, int padding) {
        for (int piece = 0; piece < outer * inner; piece++) {
            int at = start(texts, perToken() ? tokens : 1, place, piece);
            int zeros = perToken() ? padding * width : 0;
            zero(to, at, zeros);
            at += zeros;
            for (byte[] part : parts) {
                int length = part.length / (outer * inner);
                to.put(at, part, piece * length, length);
                at += length;
            }
        }
    }
}
